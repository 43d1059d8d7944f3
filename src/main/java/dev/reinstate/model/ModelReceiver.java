package dev.reinstate.model;

import dev.reinstate.event.Excerpt;
import dev.reinstate.format.Sha256;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts parts together and brings a model up to date with every whole network that is newer. Parts
 * of different publications never mix; what is incomplete, corrupt or of another shape changes
 * nothing.
 */
public final class ModelReceiver {

  private static final class Assembly {
    private final long attempt;
    private final long version;
    private final byte[][] parts;
    private int missing;

    private Assembly(ModelPart part) {
      attempt = part.attempt();
      version = part.version();
      parts = new byte[part.parts()][];
      missing = part.parts();
    }

    /** Parts of an older publication, of a trainer that was replaced, must not undo this one. */
    private boolean isNewerThan(ModelPart part) {
      return attempt > part.attempt() || attempt == part.attempt() && version > part.version();
    }

    private boolean belongs(ModelPart part) {
      return part.attempt() == attempt && part.version() == version && part.parts() == parts.length;
    }

    private void add(ModelPart part) {
      if (parts[part.part()] == null) {
        missing--;
      }
      parts[part.part()] = part.bytes();
    }

    private byte[] whole() {
      int length = Arrays.stream(parts).mapToInt(bytes -> bytes.length).sum();
      byte[] whole = new byte[length];
      int at = 0;
      for (byte[] bytes : parts) {
        System.arraycopy(bytes, 0, whole, at, bytes.length);
        at += bytes.length;
      }
      return whole;
    }
  }

  private record Held(long attempt, long version) {
    private boolean isOlderThan(ModelPart part) {
      return part.attempt() > attempt || part.attempt() == attempt && part.version() > version;
    }
  }

  private static final Held NOTHING = new Held(Long.MIN_VALUE, Long.MIN_VALUE);
  private static final int MAX_PARTS = 1 << 16;

  private final Model model;
  private final Map<String, Assembly> assemblies = new HashMap<>();
  private final Map<String, Held> held = new HashMap<>();
  private long refused;

  public ModelReceiver(Model model) {
    this.model = model;
  }

  /** Publications that could not be used. */
  public long refused() {
    return refused;
  }

  /** The trainer's attempt that a network came from; the least long where none came. */
  public long attempt(String network) {
    return held.getOrDefault(network, NOTHING).attempt();
  }

  /**
   * The model holds a network that came with an attempt, as when it is restored. With one that
   * cannot be, which former versions let in, any trainer's network takes its place.
   */
  public void holds(String network, long attempt, long version) {
    if (ModelPart.isAttempt(attempt)) {
      held.put(network, new Held(attempt, version));
    }
  }

  /**
   * Takes a part.
   *
   * @return why the publication that it completes cannot be used; null where all is well
   */
  public @Nullable String receive(ModelPart part) {
    if (part.parts() < 1
        || part.parts() > MAX_PARTS
        || part.part() < 0
        || part.part() >= part.parts()) {
      return refuse("part %d of %d does not exist".formatted(part.part(), part.parts()));
    }
    if (!has(part.network())) {
      return refuse(
          "there is no network '%s', only %s"
              .formatted(Excerpt.ofId(part.network()), String.join(", ", networks())));
    }
    if (!ModelPart.isAttempt(part.attempt())) {
      return refuse(
          "the attempt of %s %d is %d; a trainer's is 0 to %d"
              .formatted(part.network(), part.version(), part.attempt(), ModelPart.MAX_ATTEMPT));
    }
    if (!held.getOrDefault(part.network(), NOTHING).isOlderThan(part)) {
      return null;
    }
    String place = part.network() + "/" + part.slot();
    Assembly assembly = assemblies.get(place);
    if (assembly != null && assembly.isNewerThan(part)) {
      return null;
    }
    if (assembly == null || !assembly.belongs(part)) {
      assembly = new Assembly(part);
      assemblies.put(place, assembly);
    }
    assembly.add(part);
    if (assembly.missing > 0) {
      return null;
    }
    assemblies.remove(place);
    byte[] whole = assembly.whole();
    if (!Arrays.equals(Sha256.of(whole), part.sha256())) {
      return refuse(
          "the bytes of %s %d do not have their hash".formatted(part.network(), part.version()));
    }
    try {
      return load(part, ModelPayload.of(whole));
    } catch (IOException e) {
      return refuse(
          "%s %d cannot be read: %s".formatted(part.network(), part.version(), e.getMessage()));
    }
  }

  private List<String> networks() {
    return Stream.of(ModelPart.EMBEDDING, ModelPart.STANDARDISER, ModelPart.AUTOENCODER)
        .filter(this::has)
        .toList();
  }

  private boolean has(String network) {
    return switch (network) {
      case ModelPart.EMBEDDING -> true;
      case ModelPart.STANDARDISER -> model.standardiser().standardises();
      case ModelPart.AUTOENCODER -> model.hasAutoencoder();
      default -> false;
    };
  }

  /** Parameters of a network that there is; of a standardiser some of what there may be. */
  private int expectedParameters(String network, int found) {
    return switch (network) {
      case ModelPart.EMBEDDING -> model.learnedCount();
      case ModelPart.STANDARDISER ->
          model.standardiser().accepts(found) ? found : model.standardiser().parameters().length;
      default -> model.autoencoder().parameterCount();
    };
  }

  private @Nullable String load(ModelPart part, ModelPayload payload) {
    int expected = expectedParameters(part.network(), payload.parameters().length);
    if (payload.parameters().length != expected) {
      return refuse(
          "%s %d has %d parameters; the networks configured have %d"
              .formatted(part.network(), part.version(), payload.parameters().length, expected));
    }
    for (float parameter : payload.parameters()) {
      if (!Float.isFinite(parameter)) {
        return refuse(
            "%s %d has a parameter that is %s; all must be finite"
                .formatted(part.network(), part.version(), parameter));
      }
    }
    held.put(part.network(), new Held(part.attempt(), part.version()));
    switch (part.network()) {
      case ModelPart.EMBEDDING -> model.loadEmbedding(part.version(), payload.parameters());
      case ModelPart.STANDARDISER -> model.loadStandardiser(part.version(), payload.parameters());
      default -> model.loadAutoencoder(part.version(), payload.parameters(), payload.ready());
    }
    return null;
  }

  private String refuse(String why) {
    refused++;
    return why;
  }
}
