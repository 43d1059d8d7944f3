package dev.reinstate.learner;

import dev.reinstate.credit.CreditMode;
import dev.reinstate.credit.Target;
import java.io.Serializable;
import java.util.Optional;

/**
 * All that decides what the learner computes. Values are checked where settings are read; durations
 * are milliseconds of event time.
 */
public record LearnerSettings(
    int observationSize,
    Prediction prediction,
    Memory memory,
    Networks networks,
    CreditMode creditMode,
    Feedbacks feedback,
    Training training,
    long seed)
    implements Serializable {

  /** What a prediction says where memory is silent. */
  public enum Prior {
    /** The key's rate of known values, smoothed toward the rate over all keys. */
    KEY_RATE,
    /** 1/C for classes, 0 for values and rewards. */
    UNIFORM
  }

  /** What a second feedback for an observation does. */
  public enum Repeat {
    /** The value is corrected and credited again. */
    REPLACE,
    /** Nothing. */
    IGNORE,
    /** Values add up, and their sum is credited again. */
    ACCUMULATE
  }

  /** When stored embeddings are computed anew from their codes. */
  public enum Refresh {
    NONE,
    /** Those that a feedback reinstates. */
    TOUCH
  }

  /**
   * @param target what a value is
   * @param classes number of classes, at least 2; 0 unless target is CLASS
   * @param prior the empty read
   */
  public record Prediction(Target target, int classes, Prior prior) implements Serializable {}

  /**
   * @param capacity memories a key keeps, at least 2; pending ones come on top
   * @param k memories a read takes, 2 to capacity
   * @param temperature softmax temperature τ, above 0
   * @param epsilon share of the prior in a class prediction, in (0, 1)
   * @param codecAtWrite whether the embedding network sees dec(enc(x)) at write and query time too
   * @param refresh when stored embeddings are refreshed
   * @param expireAfter event time after which a memory is no longer readable
   */
  public record Memory(
      int capacity,
      int k,
      double temperature,
      double epsilon,
      boolean codecAtWrite,
      Refresh refresh,
      long expireAfter)
      implements Serializable {}

  /**
   * @param embeddingHidden units of the embedding network's hidden layers
   * @param embeddingSize d, floats of an embedding
   * @param codeHidden units of the encoder's hidden layers; the decoder mirrors them
   * @param codeSize c, numbers of a code
   */
  public record Networks(int[] embeddingHidden, int embeddingSize, int[] codeHidden, int codeSize)
      implements Serializable {}

  /**
   * @param horizon how long an observation waits for feedback
   * @param earlyWait how long feedback waits for its observation
   * @param repeat what a second feedback does
   * @param fallback what stands in for feedback that does not come; null: nothing
   */
  public record Feedbacks(long horizon, long earlyWait, Repeat repeat, Fallback fallback)
      implements Serializable {

    /** The moment at which the default is applied to an observation, if there is a default. */
    public Optional<Deadline> deadline(Observation observation) {
      return Optional.ofNullable(fallback)
          .map(
              f ->
                  new Deadline(
                      observation.key(),
                      observation.observationId(),
                      observation.time() + f.after()));
    }
  }

  /**
   * {@code feedback.default-after} and {@code feedback.default-target}.
   *
   * @param after how long feedback is waited for, at most the horizon
   * @param target the target that is applied then
   */
  public record Fallback(long after, double target) implements Serializable {}

  /**
   * @param batch matched feedbacks to an optimiser step
   * @param learningRate Adam's step size for the embedding network
   * @param clipNorm largest global norm of a gradient
   * @param autoencoderBatch observations to an optimiser step of the autoencoder
   * @param autoencoderLearningRate Adam's step size for the autoencoder
   * @param autoencoderGate share of the features' variance that the autoencoder's error must fall
   *     below before the embedding network learns, in (0, 1]
   */
  public record Training(
      int batch,
      double learningRate,
      double clipNorm,
      int autoencoderBatch,
      double autoencoderLearningRate,
      double autoencoderGate)
      implements Serializable {}
}
