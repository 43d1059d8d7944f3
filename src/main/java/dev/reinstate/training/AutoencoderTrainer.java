package dev.reinstate.training;

import dev.reinstate.compute.Adam;
import dev.reinstate.compute.Autoencoder;
import dev.reinstate.model.FeatureScale;
import dev.reinstate.model.Model;
import dev.reinstate.model.ModelNetworks;
import dev.reinstate.model.RobustScale;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.TrainingSettings;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Trains the autoencoder on observations as they come, a step after each batch of them.
 *
 * <p>The first observations wait until they tell how they vary. From then on one that lies far
 * outside the others is not learned from, rehearsed or new: its error would drown theirs.
 *
 * <p>It counts as ready once its error has been below a share of the features' variance for some
 * steps in a row; until then the embedding network must not learn from what codes give back. A step
 * that is skipped does not count.
 */
final class AutoencoderTrainer implements AutoCloseable {

  /** The smallest share of its learning rate that the autoencoder keeps. */
  private static final double SLOWEST_PACE = 0.1;

  /** Steps in a row with a small enough error that make it ready. */
  private static final int STEPS_TO_BE_READY = 5;

  private final TrainingSettings settings;
  private final int size;
  private final Autoencoder network;
  private final TrainedNetwork trained;
  private final AutoencoderSum sum;

  /** Rows to be learned from, fewer than a batch. */
  private final float[] part;

  private final double[] squaredErrors;

  /** The features whose errors count in the batch: those that varied when it began. */
  private final boolean[] counted;

  private final AutoencoderError error;
  private int rowsOfPart;
  private int goodSteps;
  private boolean ready;
  private long skipped;
  private long outside;

  /**
   * @param model whose parameters and readiness training starts from; it is not changed
   */
  AutoencoderTrainer(LearnerSettings settings, Model model) {
    this.settings = settings.training();
    size = settings.inputSize();
    network = new ModelNetworks(settings).autoencoder();
    float[] parameters = new float[network.parameterCount()];
    model.autoencoder().readParameters(parameters);
    network.writeParameters(parameters);
    trained = new TrainedNetwork(parameters, this.settings.clipNorm());
    sum = new AutoencoderSum(parameters.length);
    part = new float[this.settings.autoencoderBatch() * size];
    squaredErrors = new double[this.settings.autoencoderBatch()];
    counted = new boolean[size];
    error = new AutoencoderError(size);
    ready = model.ready();
  }

  /** How many observations are missing to the next step, at least. */
  int untilStep() {
    FeatureScale scale = error.scale();
    return scale.isKnown() ? missing() : Math.max(scale.untilKnown(), missing() - scale.gathered());
  }

  private int missing() {
    return settings.autoencoderBatch() - sum.count() - rowsOfPart;
  }

  /**
   * Takes observations and makes the steps that are due.
   *
   * @param x rows × observation.size
   */
  void observe(float[] x, int rows) {
    FeatureScale scale = error.scale();
    for (int row = 0; row < rows; row++) {
      int from = row * size;
      if (scale.isKnown()) {
        learn(x, from);
        scale.add(x, from);
      } else if (scale.isOutside(x, from)) {
        outside++;
      } else if (scale.gather(x, from)) {
        for (int first = 0; first < RobustScale.FIRST; first++) {
          learn(scale.first(), first * size);
        }
      }
    }
    addGradient();
  }

  private void learn(float[] x, int from) {
    if (error.scale().isOutside(x, from)) {
      outside++;
      return;
    }
    if (rowsOfPart == 0 && sum.count() == 0) {
      for (int i = 0; i < size; i++) {
        counted[i] = error.scale().varies(i);
      }
    }
    System.arraycopy(x, from, part, rowsOfPart * size, size);
    rowsOfPart++;
    if (missing() == 0) {
      addGradient();
      step();
    }
  }

  private void addGradient() {
    network.addGradient(part, rowsOfPart, counted, sum.gradient().sum(), squaredErrors);
    for (int row = 0; row < rowsOfPart; row++) {
      sum.counted(squaredErrors[row]);
    }
    rowsOfPart = 0;
  }

  private void step() {
    Adam adam = new Adam(settings.autoencoderLearningRate() * pace());
    if (trained.step(adam, sum.gradient())) {
      network.writeParameters(trained.parameters());
      if (countsAny()) {
        error.stepped(sum);
      }
      goodSteps = error.share() < settings.autoencoderGate() ? goodSteps + 1 : 0;
      ready |= goodSteps >= STEPS_TO_BE_READY;
    } else {
      skipped++;
    }
    sum.clear();
  }

  private boolean countsAny() {
    for (boolean counts : counted) {
      if (counts) {
        return true;
      }
    }
    return false;
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

  /** Observations, rehearsed ones too, not learned from because they lie far outside the others. */
  long outside() {
    return outside;
  }

  long version() {
    return trained.version();
  }

  float[] parameters() {
    return trained.parameters();
  }

  /** Drops the raw observations that wait. */
  void forgetObservations() {
    error.scale().forgetFirst();
  }

  /**
   * Writes it.
   *
   * @param withObservations whether those that wait are written too, with raw features
   */
  void save(DataOutput out, boolean withObservations) throws IOException {
    trained.save(out);
    error.save(out, withObservations);
    out.writeInt(goodSteps);
    out.writeBoolean(ready);
    out.writeLong(skipped);
    out.writeLong(outside);
    SumFormat.write(sum, out);
    for (boolean counts : counted) {
      out.writeBoolean(counts);
    }
  }

  void restore(DataInput in) throws IOException {
    trained.restore(in);
    error.restore(in);
    goodSteps = in.readInt();
    ready = in.readBoolean();
    skipped = in.readLong();
    outside = in.readLong();
    sum.clear();
    SumFormat.add(in, sum);
    for (int i = 0; i < size; i++) {
      counted[i] = in.readBoolean();
    }
    goOn();
  }

  /**
   * Reads what older versions wrote.
   *
   * @param countsError whether the error's steps were written; they were those of the network
   */
  void restoreFormer(DataInput in, boolean countsError) throws IOException {
    trained.restore(in);
    error.restoreFormer(in, countsError, trained.version());
    ready = in.readBoolean();
    skipped = in.readLong();
    Arrays.fill(counted, true);
    sum.clear();
    SumFormat.addFormer(in, size, sum);
    goOn();
  }

  private void goOn() {
    network.writeParameters(trained.parameters());
    if (missing() <= 0) {
      // batches were larger
      step();
    }
  }
}
