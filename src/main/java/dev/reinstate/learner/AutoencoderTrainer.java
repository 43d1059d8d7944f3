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
 * then the embedding network must not learn from what codes give back. Both are running means over
 * the last 50 steps or so, taken before each step; a step that is skipped does not count.
 */
final class AutoencoderTrainer {

  private static final double SLOWEST_MEAN = 0.02;

  /** Least share of its learning rate that the autoencoder keeps. */
  private static final double SLOWEST_PACE = 0.1;

  private final LearnerSettings.Training settings;
  private final int size;
  private final Autoencoder network;
  private final TrainedNetwork trained;
  private final AutoencoderSum sum;
  private final double[] squaredErrors;
  private final double[] meanMoments;
  private boolean ready;
  private long skipped;

  /**
   * @param model whose parameters training starts from; it is not changed
   */
  AutoencoderTrainer(LearnerSettings settings, Model model) {
    this.settings = settings.training();
    size = settings.observationSize();
    network = new Model(settings).autoencoder();
    float[] parameters = new float[network.parameterCount()];
    model.autoencoder().readParameters(parameters);
    network.writeParameters(parameters);
    trained = new TrainedNetwork(parameters, this.settings.clipNorm());
    sum = new AutoencoderSum(parameters.length, size);
    squaredErrors = new double[this.settings.autoencoderBatch()];
    meanMoments = new double[size + 2];
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
      float[] part = new float[count * size];
      System.arraycopy(x, from * size, part, 0, part.length);
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
      updateMoments();
      ready |= error() < settings.autoencoderGate();
    } else {
      skipped++;
    }
    sum.clear();
  }

  private void updateMoments() {
    double share = Math.max(SLOWEST_MEAN, 1.0 / trained.version());
    for (int i = 0; i < meanMoments.length; i++) {
      double mean = sum.moments()[i] / sum.count();
      meanMoments[i] += share * (mean - meanMoments[i]);
    }
  }

  /**
   * The share of its learning rate that the autoencoder learns at: the better it is, the slower,
   * since the newest decoder reads the codes of all memories and must not run away from those that
   * older encoders wrote. A drift of the features, which raises its error, speeds it up again.
   */
  private double pace() {
    double error = error();
    return Double.isNaN(error)
        ? 1
        : Math.min(1, Math.max(SLOWEST_PACE, error / settings.autoencoderGate()));
  }

  /** Squared error as a share of the features' variance; NaN before any step. */
  double error() {
    double variance = meanMoments[size];
    for (int i = 0; i < size; i++) {
      variance -= meanMoments[i] * meanMoments[i];
    }
    return trained.version() == 0 ? Double.NaN : meanMoments[size + 1] / variance;
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
    Floats.write(meanMoments, out);
    out.writeBoolean(ready);
    out.writeLong(skipped);
    SumFormat.write(sum, out);
  }

  void restore(DataInput in) throws IOException {
    trained.restore(in);
    network.writeParameters(trained.parameters());
    double[] moments = Floats.readDoubles(in);
    System.arraycopy(moments, 0, meanMoments, 0, meanMoments.length);
    ready = in.readBoolean();
    skipped = in.readLong();
    sum.clear();
    sum.add(SumFormat.readAutoencoderSum(in));
  }
}
