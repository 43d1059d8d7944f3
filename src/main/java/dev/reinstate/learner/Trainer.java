package dev.reinstate.learner;

import dev.reinstate.compute.Adam;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Adds up gradients and makes the optimiser steps: of the embedding network after each batch of
 * matched feedbacks, of the autoencoder after each batch of observations. Each network has its own
 * optimiser and version.
 *
 * <p>A learner that is elsewhere computes its gradients with networks that are some steps old. Too
 * many steps in the direction of one old gradient overshoot, so the trainer then adds up, to a
 * larger batch, until a learner has caught up. No gradient is lost by it.
 *
 * <p>The autoencoder counts as ready once its error has fallen below a share of the features'
 * variance; until then the embedding network must not learn from what codes give back. Both are
 * running means over the last 50 steps or so, taken before each step; a step that is skipped does
 * not count.
 */
public final class Trainer {

  private static final int FORMAT = 1;
  private static final double SLOWEST_MEAN = 0.02;

  /** Least share of its learning rate that the autoencoder keeps. */
  private static final double SLOWEST_PACE = 0.1;

  /** Steps that a network may be ahead of a gradient and still make one with it. */
  private static final long MOST_STALE = 2;

  private final LearnerSettings.Training settings;
  private final Adam embeddingAdam;
  private final TrainedNetwork embedding;
  private final TrainedNetwork autoencoder;
  private final GradientSum embeddingSum;
  private final AutoencoderSum autoencoderSum;
  private final double[] meanMoments;
  private long embeddingStaleness;
  private long autoencoderStaleness;
  private boolean ready;
  private long skipped;

  /**
   * @param model whose parameters training starts from
   */
  public Trainer(LearnerSettings settings, Model model) {
    this.settings = settings.training();
    float[] embeddingParameters = new float[model.embedding().parameterCount()];
    model.embedding().readParameters(embeddingParameters);
    float[] autoencoderParameters = new float[model.autoencoder().parameterCount()];
    model.autoencoder().readParameters(autoencoderParameters);
    embedding = new TrainedNetwork(embeddingParameters, this.settings.clipNorm());
    autoencoder = new TrainedNetwork(autoencoderParameters, this.settings.clipNorm());
    embeddingAdam = new Adam(this.settings.learningRate());
    embeddingSum = new GradientSum(embeddingParameters.length);
    autoencoderSum = new AutoencoderSum(autoencoderParameters.length, settings.observationSize());
    meanMoments = new double[settings.observationSize() + 2];
  }

  /** The gradients since the embedding network's last step. */
  GradientSum embeddingSum() {
    return embeddingSum;
  }

  /** The gradients since the autoencoder's last step. */
  AutoencoderSum autoencoderSum() {
    return autoencoderSum;
  }

  /**
   * Adds gradients of a learner that is elsewhere.
   *
   * @param version of the embedding network that they were computed with
   */
  public void add(GradientSum sum, long version) {
    embeddingSum.add(sum);
    embeddingStaleness = embedding.version() - version;
  }

  /**
   * Adds gradients of a learner that is elsewhere.
   *
   * @param version of the autoencoder that they were computed with
   */
  public void add(AutoencoderSum sum, long version) {
    autoencoderSum.add(sum);
    autoencoderStaleness = autoencoder.version() - version;
  }

  /**
   * Makes a step of the embedding network if a batch is complete and what was added last is fresh.
   *
   * @return whether there is a new version
   */
  public boolean stepEmbedding() {
    if (embeddingSum.count() < settings.batch() || embeddingStaleness > MOST_STALE) {
      return false;
    }
    boolean stepped = embedding.step(embeddingAdam, embeddingSum);
    skipped += stepped ? 0 : 1;
    embeddingSum.clear();
    return stepped;
  }

  /**
   * Makes a step of the autoencoder if a batch is complete and what was added last is fresh.
   *
   * @return whether there is a new version
   */
  public boolean stepAutoencoder() {
    if (autoencoderSum.count() < settings.autoencoderBatch() || autoencoderStaleness > MOST_STALE) {
      return false;
    }
    boolean stepped =
        autoencoder.step(
            new Adam(settings.autoencoderLearningRate() * pace()), autoencoderSum.gradient());
    if (stepped) {
      updateMoments();
      ready |= autoencoderError() < settings.autoencoderGate();
    } else {
      skipped++;
    }
    autoencoderSum.clear();
    return stepped;
  }

  private void updateMoments() {
    double share = Math.max(SLOWEST_MEAN, 1.0 / autoencoder.version());
    for (int i = 0; i < meanMoments.length; i++) {
      double mean = autoencoderSum.moments()[i] / autoencoderSum.count();
      meanMoments[i] += share * (mean - meanMoments[i]);
    }
  }

  /**
   * The share of its learning rate that the autoencoder learns at: the better it is, the slower,
   * since the newest decoder reads the codes of all memories and must not run away from those that
   * older encoders wrote. A drift of the features, which raises its error, speeds it up again.
   */
  private double pace() {
    double error = autoencoderError();
    return Double.isNaN(error)
        ? 1
        : Math.min(1, Math.max(SLOWEST_PACE, error / settings.autoencoderGate()));
  }

  /** The autoencoder's squared error as a share of the features' variance; NaN before any step. */
  public double autoencoderError() {
    int features = meanMoments.length - 2;
    double variance = meanMoments[features];
    for (int i = 0; i < features; i++) {
      variance -= meanMoments[i] * meanMoments[i];
    }
    return autoencoder.version() == 0 ? Double.NaN : meanMoments[features + 1] / variance;
  }

  /** Whether the embedding network may learn through codes. */
  public boolean ready() {
    return ready;
  }

  /** Optimiser steps of the embedding network. */
  public long version() {
    return embedding.version();
  }

  /** Optimiser steps of the autoencoder. */
  public long autoencoderVersion() {
    return autoencoder.version();
  }

  /** The embedding network's parameters; not to be changed. */
  float[] embeddingParameters() {
    return embedding.parameters();
  }

  /** The autoencoder's parameters; not to be changed. */
  float[] autoencoderParameters() {
    return autoencoder.parameters();
  }

  /** Steps not made because a gradient was not finite. */
  public long skipped() {
    return skipped;
  }

  /** Brings a model's embedding network up to date. */
  public void loadEmbeddingInto(Model model) {
    model.loadEmbedding(embedding.version(), embedding.parameters());
  }

  /** Brings a model's autoencoder up to date. */
  public void loadAutoencoderInto(Model model) {
    model.loadAutoencoder(autoencoder.version(), autoencoder.parameters(), ready);
  }

  /** Writes all that training needs to go on. */
  public void save(DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    embedding.save(out);
    autoencoder.save(out);
    Floats.write(meanMoments, out);
    out.writeBoolean(ready);
    out.writeLong(skipped);
    SumFormat.write(embeddingSum, out);
    SumFormat.write(autoencoderSum, out);
  }

  /** Goes on from what {@link #save} wrote. */
  public void restore(DataInput in) throws IOException {
    int format = in.readUnsignedByte();
    if (format != FORMAT) {
      throw new IOException(
          "the trainer's state has format %d; this version reads format %d"
              .formatted(format, FORMAT));
    }
    embedding.restore(in);
    autoencoder.restore(in);
    double[] moments = Floats.readDoubles(in);
    System.arraycopy(moments, 0, meanMoments, 0, meanMoments.length);
    ready = in.readBoolean();
    skipped = in.readLong();
    embeddingSum.clear();
    embeddingSum.add(SumFormat.readGradientSum(in));
    autoencoderSum.clear();
    autoencoderSum.add(SumFormat.readAutoencoderSum(in));
  }
}
