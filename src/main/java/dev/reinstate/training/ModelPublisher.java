package dev.reinstate.training;

import dev.reinstate.format.Sha256;
import dev.reinstate.model.ModelPart;
import dev.reinstate.model.ModelPayload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts the networks of a trainer into parts, each network when it has a version that was not given
 * out. A network's slot alternates, so that a publication that breaks off never replaces the last
 * whole one.
 */
public final class ModelPublisher {

  private static final long NOTHING = -1;

  private final Publication standardiser = new Publication(ModelPart.STANDARDISER);
  private final Publication autoencoder = new Publication(ModelPart.AUTOENCODER);
  private final Publication embedding = new Publication(ModelPart.EMBEDDING);
  private long attempt;

  /** What was given out last of a network. */
  private static final class Publication {
    private final String network;
    private long version = NOTHING;
    private int slot;

    private Publication(String network) {
      this.network = network;
    }

    private void cut(long attempt, long newVersion, byte[] whole, List<ModelPart> parts) {
      version = newVersion;
      byte[] hash = Sha256.of(whole);
      int count = Math.max(1, (whole.length + ModelPart.MAX_BYTES - 1) / ModelPart.MAX_BYTES);
      for (int part = 0; part < count; part++) {
        int from = part * ModelPart.MAX_BYTES;
        byte[] bytes =
            Arrays.copyOfRange(whole, from, Math.min(whole.length, from + ModelPart.MAX_BYTES));
        parts.add(new ModelPart(attempt, version, network, slot, part, count, hash, bytes));
      }
      slot = 1 - slot;
    }
  }

  /**
   * @param attempt grows with each start of the trainer; what is above {@link
   *     ModelPart#MAX_ATTEMPT} counts as that
   */
  public ModelPublisher(long attempt) {
    this.attempt = Math.min(attempt, ModelPart.MAX_ATTEMPT);
  }

  public long attempt() {
    return attempt;
  }

  /**
   * Another trainer has published models that memories follow in the place of this one's: from now
   * on it publishes its own under a higher attempt, all networks anew.
   *
   * @param other the attempt of that trainer
   * @return whether memories will follow this one now: there is a higher attempt
   */
  public boolean overtake(long other) {
    if (other >= ModelPart.MAX_ATTEMPT) {
      return false;
    }
    attempt = Math.max(attempt, other + 1);
    standardiser.version = NOTHING;
    autoencoder.version = NOTHING;
    embedding.version = NOTHING;
    return true;
  }

  /** Whether there is a version that was not published. */
  public boolean isBehind(Trainer trainer) {
    return trainer.version() != embedding.version
        || isBehind(standardiser, trainer.standardises(), trainer.standardiserVersion())
        || isBehind(autoencoder, trainer.hasAutoencoder(), trainer.autoencoderVersion());
  }

  private static boolean isBehind(Publication published, boolean exists, long version) {
    return exists && version != published.version;
  }

  /** The parts of what is new since the last call; at the first call, of all. */
  public List<ModelPart> publish(Trainer trainer) {
    List<ModelPart> parts = new ArrayList<>();
    if (isBehind(standardiser, trainer.standardises(), trainer.standardiserVersion())) {
      byte[] whole = new ModelPayload(false, trainer.standardiserParameters()).toBytes();
      standardiser.cut(attempt, trainer.standardiserVersion(), whole, parts);
    }
    if (isBehind(autoencoder, trainer.hasAutoencoder(), trainer.autoencoderVersion())) {
      byte[] whole = new ModelPayload(trainer.ready(), trainer.autoencoderParameters()).toBytes();
      autoencoder.cut(attempt, trainer.autoencoderVersion(), whole, parts);
    }
    if (trainer.version() != embedding.version) {
      byte[] whole = new ModelPayload(false, trainer.embeddingParameters()).toBytes();
      embedding.cut(attempt, trainer.version(), whole, parts);
    }
    return parts;
  }
}
