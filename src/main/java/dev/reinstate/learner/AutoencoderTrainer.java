package dev.reinstate.learner;

import dev.reinstate.compute.Adam;
import dev.reinstate.compute.Autoencoder;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Trains the autoencoder on observations as they come, a step after each batch of them.
 *
 * <p>It counts as ready once its error has fallen below a share of the features' variance; until
 * then the embedding network must not learn from what codes give back. A step that is skipped does
 * not count.
 */
final class AutoencoderTrainer implements AutoCloseable {

  /** Least share of its learning rate that the autoencoder keeps. */
  private static final double SLOWEST_PACE = 0.1;

  private final LearnerSettings.Training settings;
  private final int size;
  private final Autoencoder network;
  private final TrainedNetwork trained;
  private final AutoencoderSum sum;
  private final float[] part;
  private final double[] squaredErrors;
  private final AutoencoderError error;
  private boolean ready;
  private long skipped;

  /**
   * @param model whose parameters and readiness training starts from; it is not changed
   */
  AutoencoderTrainer(LearnerSettings settings, Model model) {
    this.settings = settings.training();
    size = settings.observationSize();
    network = new ModelNetworks(settings).autoencoder();
    float[] parameters = new float[network.parameterCount()];
    model.autoencoder().readParameters(parameters);
    network.writeParameters(parameters);
    trained = new TrainedNetwork(parameters, this.settings.clipNorm());
    sum = new AutoencoderSum(parameters.length, size);
    part = new float[this.settings.autoencoderBatch() * size];
    squaredErrors = new double[this.settings.autoencoderBatch()];
    error = new AutoencoderError(size);
    ready = model.ready();
  }

  /** How many observations are missing to the next step. */
  int untilStep() {
    return settings.autoencoderBatch() - sum.count();
  }

  /**
   * Takes observations and makes the steps that are due.
   *
   * @param x rows × observation.size
   */
  void observe(float[] x, int rows) {
    for (int from = 0; from < rows; ) {
      int count = Math.min(untilStep(), rows - from);
      System.arraycopy(x, from * size, part, 0, count * size);
      network.addGradient(part, count, sum.gradient().sum(), squaredErrors);
      for (int row = 0; row < count; row++) {
        sum.counted(part, row * size, squaredErrors[row]);
      }
      if (untilStep() == 0) {
        step();
      }
      from += count;
    }
  }

  private void step() {
    Adam adam = new Adam(settings.autoencoderLearningRate() * pace());
    if (trained.step(adam, sum.gradient())) {
      network.writeParameters(trained.parameters());
      error.stepped(sum);
      ready |= error.share() < settings.autoencoderGate();
    } else {
      skipped++;
    }
    sum.clear();
  }

  /**
   * The share of its learning rate that the autoencoder learns at: the better it is, the slower,
   * since the newest decoder reads the codes of all memories and must not run away from those that
   * older encoders wrote. A drift of the features, which raises its error, speeds it up again.
   */
  private double pace() {
    double share = error.share();
    return Double.isNaN(share)
        ? 1
        : Math.min(1, Math.max(SLOWEST_PACE, share / settings.autoencoderGate()));
  }

  @Override
  public void close() {
    network.close();
  }

  AutoencoderError error() {
    return error;
  }

  boolean ready() {
    return ready;
  }

  /** Steps not made because a gradient was not finite. */
  long skipped() {
    return skipped;
  }

  long version() {
    return trained.version();
  }

  float[] parameters() {
    return trained.parameters();
  }

  void save(DataOutput out) throws IOException {
    trained.save(out);
    error.save(out);
    out.writeBoolean(ready);
    out.writeLong(skipped);
    SumFormat.write(sum, out);
  }

  /**
   * @param countsError whether the error's steps were written; they were those of the network
   */
  void restore(DataInput in, boolean countsError) throws IOException {
    trained.restore(in);
    network.writeParameters(trained.parameters());
    if (countsError) {
      error.restore(in);
    } else {
      error.restore(in, trained.version());
    }
    ready = in.readBoolean();
    skipped = in.readLong();
    sum.clear();
    SumFormat.add(in, sum);
    if (untilStep() <= 0) {
      // batches were larger
      step();
    }
  }
}
