package dev.reinstate.training;

import dev.reinstate.compute.AdaGrad;
import dev.reinstate.compute.Optimiser;
import dev.reinstate.compute.TrackingAdaGrad;
import dev.reinstate.format.FormatNumber;
import dev.reinstate.model.Model;
import dev.reinstate.model.Standardiser;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.TrainingSettings;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes the optimiser steps: of the embedding network after each batch of matched feedbacks, from
 * gradients that learners have computed; of the autoencoder after each batch of observations. Each
 * network has its own optimiser and version.
 *
 * <p>A learner that is elsewhere computes its gradients with a network that is some steps old. Too
 * many steps in the direction of one old gradient overshoot, so the trainer then adds up, to a
 * larger batch, until a learner has caught up. No gradient is lost by it.
 */
public final class Trainer implements AutoCloseable {

  /**
   * Format 1 did not count feedback; 2 did not count the steps of the autoencoder's error; 3 had
   * sums of squares in the place of a scale; 4 did not standardise; 5 knew no scales of codes, and
   * statistics of features that never began anew.
   */
  private static final int FORMAT = 6;

  private static final int STANDARDISING = 5;

  /** Steps that the network may be ahead of a gradient and still make one with it. */
  private static final long MAX_STALE = 2;

  private final TrainingSettings settings;
  private final int observationSize;
  private final int linearFrom;
  private final Optimiser optimiser;
  private final TrainedNetwork embedding;
  private final GradientSum embeddingSum;
  private final StandardiserTrainer standardiser;
  private final @Nullable AutoencoderTrainer autoencoder;
  private float[] space = new float[0];
  private double lastStepMicros = Double.NaN;
  private long staleness;
  private long skipped;
  private long feedbackOfSteps;

  /**
   * @param model whose parameters and readiness training starts from; it is not changed
   */
  public Trainer(LearnerSettings settings, Model model) {
    this.settings = settings.training();
    observationSize = settings.observationSize();
    float[] parameters = model.learned();
    embedding = new TrainedNetwork(parameters, this.settings.clipNorm());
    linearFrom = model.linearFrom();
    optimiser =
        optimiser(
            this.settings,
            settings.spaces().reads().size(),
            model.embedding().parameterCount(),
            linearFrom,
            model.regressionFrom());
    embeddingSum = new GradientSum(parameters.length);
    standardiser = new StandardiserTrainer(settings, model.standardiser());
    autoencoder = model.hasAutoencoder() ? new AutoencoderTrainer(settings, model) : null;
  }

  /**
   * The reads' own parameters come after those of the embedding network. What several reads say is
   * alike, so that their weights move a prediction together: as far as the weights of one would.
   */
  private static Optimiser optimiser(
      TrainingSettings settings, int reads, int read, int linear, int regression) {
    Optimiser.Kind kind = settings.optimiser();
    double rate = settings.learningRate();
    return new SplitOptimiser(
        kind.withRate(rate),
        read,
        kind.withRate(rate * settings.readRate() / reads),
        linear,
        new AdaGrad(settings.ownRate()),
        regression,
        new TrackingAdaGrad(settings.ownRate()));
  }

  /** The gradients since the embedding network's last step. */
  public GradientSum embeddingSum() {
    return embeddingSum;
  }

  /**
   * Adds gradients of a learner that is elsewhere.
   *
   * @param version of the embedding network that they were computed with
   */
  public void add(GradientSum sum, long version) {
    embeddingSum.add(sum);
    staleness = embedding.version() - version;
  }

  /**
   * Makes a step of the embedding network if a batch is complete and what was added last is fresh.
   *
   * @return whether there is a new version
   */
  public boolean stepEmbedding() {
    if (embeddingSum.count() < settings.batch() || staleness > MAX_STALE) {
      return false;
    }
    long started = System.nanoTime();
    boolean stepped = embedding.step(optimiser, embeddingSum);
    lastStepMicros = (System.nanoTime() - started) / 1e3;
    skipped += stepped ? 0 : 1;
    feedbackOfSteps += embeddingSum.count();
    embeddingSum.clear();
    return stepped;
  }

  /** How many new observations are missing to the next step that observations make. */
  int observationsUntilStep() {
    if (autoencoder == null) {
      return standardiser.untilStep();
    }
    long rows = 1 + settings.autoencoderRehearsal();
    int until = Math.min(autoencoder.untilStep(), standardiser.untilStep());
    return (int) ((until + rows - 1) / rows);
  }

  /**
   * Learns from observations how features vary, and trains the autoencoder on them.
   *
   * @param x rows × observation.size, raw
   */
  public void observe(float[] x, int rows) {
    if (autoencoder != null) {
      // an observation is standardised by those before it, as the learner has done
      autoencoder.observe(inputs(x, rows), rows);
    }
    standardiser.observe(x, rows);
  }

  private float[] inputs(float[] x, int rows) {
    Standardiser inputs = standardiser.standardiser();
    int size = inputs.inputSize();
    if (space.length < rows * size) {
      space = new float[rows * size];
    }
    for (int row = 0; row < rows; row++) {
      inputs.apply(x, row * observationSize, space, row * size);
    }
    return space;
  }

  /**
   * The autoencoder's squared error as a share of the features' variance; NaN before any step, and
   * where codes are direct.
   */
  public double autoencoderError() {
    return autoencoder == null ? Double.NaN : autoencoder.error().share();
  }

  /** Whether the embedding network may learn through codes. */
  public boolean ready() {
    return autoencoder == null || autoencoder.ready();
  }

  /** Whether it trains an autoencoder. */
  public boolean hasAutoencoder() {
    return autoencoder != null;
  }

  /** Optimiser steps of the embedding network. */
  public long version() {
    return embedding.version();
  }

  /** Steps of the standardiser. */
  public long standardiserVersion() {
    return standardiser.version();
  }

  /** Whether features are standardised. */
  public boolean standardises() {
    return standardiser.standardiser().standardises();
  }

  /** A copy of the standardiser's parameters. */
  public float[] standardiserParameters() {
    return standardiser.standardiser().parameters();
  }

  /** Optimiser steps of the autoencoder; 0 where there is none. */
  public long autoencoderVersion() {
    return autoencoder == null ? 0 : autoencoder.version();
  }

  /** The parameters that feedback trains, as {@link Model#learned}; not to be changed. */
  public float[] embeddingParameters() {
    return embedding.parameters();
  }

  /** The autoencoder's parameters; not to be changed. */
  public float[] autoencoderParameters() {
    return Objects.requireNonNull(autoencoder, "codes are direct").parameters();
  }

  /** Norm of the embedding network's last gradient, before it was clipped; NaN before any. */
  public double gradientNorm() {
    return embedding.gradientNorm();
  }

  /** Microseconds of the embedding network's last step; NaN before any. */
  public double lastStepMicros() {
    return lastStepMicros;
  }

  /** Steps not made because a gradient was not finite. */
  public long skipped() {
    return skipped + (autoencoder == null ? 0 : autoencoder.skipped());
  }

  /** Observations that the autoencoder did not learn from: they lie far outside the others. */
  public long outside() {
    return autoencoder == null ? 0 : autoencoder.outside();
  }

  /** Matched feedbacks whose gradients have come, also those of steps that were skipped. */
  public long feedback() {
    return feedbackOfSteps + embeddingSum.count();
  }

  /** Drops the raw observations that it keeps. */
  void forgetObservations() {
    standardiser.forgetObservations();
    if (autoencoder != null) {
      autoencoder.forgetObservations();
    }
  }

  /** Brings a model's embedding network up to date. */
  public void loadEmbeddingInto(Model model) {
    model.loadEmbedding(embedding.version(), embedding.parameters());
  }

  /** Brings a model up to date with what observations have taught. */
  public void loadObservedInto(Model model) {
    if (standardiser.version() != model.standardiserVersion()) {
      model.loadStandardiser(standardiser.version(), standardiserParameters());
    }
    if (autoencoder != null) {
      model.loadAutoencoder(autoencoder.version(), autoencoder.parameters(), autoencoder.ready());
    }
  }

  /**
   * Writes what is known of observations beside the model's parameters, for another trainer that
   * starts from them.
   */
  void saveObserved(DataOutput out) throws IOException {
    if (autoencoder != null) {
      autoencoder.error().save(out, false);
    }
    standardiser.save(out, false);
  }

  /**
   * Goes on from what {@link #saveObserved} wrote.
   *
   * @param format of the model file that it is from
   */
  void restoreObserved(DataInput in, int format) throws IOException {
    if (autoencoder != null) {
      if (format == 1) {
        autoencoder.error().restoreFormer(in, true, 0);
      } else {
        autoencoder.error().restore(in);
      }
    }
    if (format == 3) {
      standardiser.restoreFormer(in);
    } else if (format > 3) {
      standardiser.restore(in);
    }
  }

  /** Closes the autoencoder that it trains. */
  @Override
  public void close() {
    if (autoencoder != null) {
      autoencoder.close();
    }
  }

  /**
   * Writes all that training needs to go on.
   *
   * @param withObservations whether the first observations, which wait with raw features until
   *     their scale is known, are written too; else others take their place
   */
  public void save(DataOutput out, boolean withObservations) throws IOException {
    out.writeByte(FORMAT);
    embedding.save(out);
    out.writeLong(skipped);
    SumFormat.write(embeddingSum, out);
    out.writeLong(feedbackOfSteps);
    standardiser.save(out, withObservations);
    if (autoencoder != null) {
      autoencoder.save(out, withObservations);
    }
  }

  /** Goes on from what {@link #save} wrote. */
  public void restore(DataInput in) throws IOException {
    int format = FormatNumber.read(in, FORMAT, "the trainer's state");
    embedding.restore(in);
    skipped = in.readLong();
    embeddingSum.clear();
    SumFormat.add(in, embeddingSum);
    // without a count it starts at 0, as those of the learners do
    feedbackOfSteps = format == 1 ? -embeddingSum.count() : in.readLong();
    if (format < STANDARDISING) {
      // all parameters were Adam's
      embedding.sumUp(linearFrom);
    } else if (format == STANDARDISING) {
      standardiser.restoreFormer(in);
    } else {
      standardiser.restore(in);
    }
    if (autoencoder == null) {
      return;
    }
    if (format < 4) {
      autoencoder.restoreFormer(in, format == 3);
    } else {
      autoencoder.restore(in);
    }
  }
}
