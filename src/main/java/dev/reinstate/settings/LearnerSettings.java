package dev.reinstate.settings;

import dev.reinstate.compute.ComputeSettings;
import dev.reinstate.compute.NetworkFile;
import dev.reinstate.compute.Optimiser;
import dev.reinstate.compute.Similarity;
import dev.reinstate.credit.ClassOutcome;
import dev.reinstate.credit.CreditMode;
import dev.reinstate.credit.Outcome;
import dev.reinstate.credit.ReadForm;
import dev.reinstate.credit.RewardOutcome;
import dev.reinstate.credit.Target;
import dev.reinstate.credit.ValueOutcome;
import dev.reinstate.event.Deadline;
import dev.reinstate.event.EventLimits;
import dev.reinstate.event.Observation;
import dev.reinstate.memory.Eviction;
import dev.reinstate.memory.MemoryLayout;
import dev.reinstate.memory.Precision;
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
    Reads reads,
    Networks networks,
    Crediting credit,
    Feedbacks feedback,
    Training training,
    Rehearsing rehearsal,
    ComputeSettings compute,
    long seed)
    implements Serializable {

  /** The same, computed otherwise. */
  public LearnerSettings withCompute(ComputeSettings other) {
    return new LearnerSettings(
        observationSize,
        prediction,
        memory,
        reads,
        networks,
        credit,
        feedback,
        training,
        rehearsal,
        other,
        seed);
  }

  /** Bytes that are kept of an observation, beside its embedding. */
  public int codeBytes() {
    return credit.mode() == CreditMode.EXACT
        ? Precision.FLOAT32.bytes(observationSize)
        : networks.codePrecision().bytes(networks.codeSize());
  }

  /** What the memories of every key are made of. */
  public MemoryLayout memoryLayout() {
    return new MemoryLayout(
        networks.embeddingSize(),
        reads.heads(),
        networks.embeddingPrecision(),
        memory.similarity(),
        codeBytes(),
        memory.capacity());
  }

  /** What its events must look like. */
  public EventLimits eventLimits(int maxIdBytes) {
    return new EventLimits(observationSize, prediction.target(), prediction.classes(), maxIdBytes);
  }

  /** What values mean. */
  public Outcome outcome() {
    return outcome(prediction, memory);
  }

  /** What values mean under some of the settings. */
  public static Outcome outcome(Prediction prediction, Memory memory) {
    return switch (prediction.target()) {
      case CLASS -> new ClassOutcome(prediction.classes(), memory.epsilon());
      case VALUE -> new ValueOutcome();
      case REWARD -> new RewardOutcome();
    };
  }

  /** What reads are made of. */
  public ReadForm readForm() {
    return new ReadForm(
        outcome(),
        memory.similarity(),
        reads.heads(),
        memory.temperature(),
        reads.learnTemperature(),
        reads.age(),
        reads.nullSlot(),
        reads.combination() == Combination.LINEAR,
        reads.ownFeatures());
  }

  /** How what the heads of a read say becomes one prediction. */
  public enum Combination {
    /** Their mean. */
    NONE,
    /** A linear one, together with features of the observation. */
    LINEAR
  }

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

  /** Which read a feedback credits. */
  public enum CreditRead {
    /** The one that the prediction made. */
    RECORDED,
    /** One that is made when the feedback comes. */
    REPEATED
  }

  /** When stored embeddings are computed anew from their codes. */
  public enum Refresh {
    NONE,
    /** Those that a feedback reinstates. */
    TOUCH,
    /** All in turn, some after each step. */
    SWEEP,
    /** Those that a feedback reinstates, and all in turn. */
    BOTH;

    /** Whether those that a feedback reinstates are. */
    public boolean touches() {
      return this == TOUCH || this == BOTH;
    }

    /** Whether all are, in turn. */
    public boolean sweeps() {
      return this == SWEEP || this == BOTH;
    }
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
   * @param similarity what reads go by
   * @param temperature softmax temperature τ, above 0
   * @param epsilon share of the prior in a class prediction, in (0, 1)
   * @param codecAtWrite whether the embedding network sees dec(enc(x)) at write and query time too
   * @param refresh when stored embeddings are refreshed
   * @param sweepPerBatch memories that a sweep looks at, at most
   * @param sweepIdle event time after which a key that was not read is not swept
   * @param eviction which memory gives way to a new one
   * @param expireAfter event time after which a memory is no longer readable
   */
  public record Memory(
      int capacity,
      int k,
      Similarity similarity,
      double temperature,
      double epsilon,
      boolean codecAtWrite,
      Refresh refresh,
      int sweepPerBatch,
      long sweepIdle,
      Eviction eviction,
      long expireAfter)
      implements Serializable {}

  /**
   * The read in full; its simplest form is one head and nothing of the rest.
   *
   * @param heads equal parts of the embedding that read on their own; divides its size
   * @param learnTemperature whether each head learns its temperature
   * @param age how much the logarithm of a memory's age takes off its logit at first; 0: nothing
   * @param ageUnit milliseconds that ages are measured in
   * @param nullSlot whether a read may look at none of the memories
   * @param combination how what the heads say becomes one prediction
   * @param ownFeatures indices of the features that the combination takes in
   */
  public record Reads(
      int heads,
      boolean learnTemperature,
      double age,
      long ageUnit,
      boolean nullSlot,
      Combination combination,
      int[] ownFeatures)
      implements Serializable {

    /** The simple read. */
    public static final Reads SIMPLE =
        new Reads(1, false, 0, 3_600_000, false, Combination.NONE, new int[0]);
  }

  /**
   * @param embeddingHidden units of the embedding network's hidden layers
   * @param embeddingSize d, numbers of an embedding
   * @param embeddingPrecision how stored embeddings are kept
   * @param codeHidden units of the encoder's hidden layers; the decoder mirrors them
   * @param codeSize c, numbers of a code
   * @param codePrecision how stored codes are kept
   * @param files networks that users made elsewhere
   */
  public record Networks(
      int[] embeddingHidden,
      int embeddingSize,
      Precision embeddingPrecision,
      int[] codeHidden,
      int codeSize,
      Precision codePrecision,
      NetworkFiles files)
      implements Serializable {}

  /**
   * Networks that users made elsewhere; null where there is none. An encoder goes with a decoder.
   *
   * @param embedding {@code network.embedding.file}
   * @param encoder {@code network.encoder.file}
   * @param decoder {@code network.decoder.file}
   */
  public record NetworkFiles(NetworkFile embedding, NetworkFile encoder, NetworkFile decoder)
      implements Serializable {

    public static final NetworkFiles NONE = new NetworkFiles(null, null, null);
  }

  /**
   * @param mode where the embedding network's gradient comes from
   * @param read which read a feedback credits
   * @param targetAlpha α of the mode target, at least 1
   */
  public record Crediting(CreditMode mode, CreditRead read, double targetAlpha)
      implements Serializable {}

  /**
   * @param horizon how long an observation waits for feedback
   * @param earlyWait how long feedback waits for its observation
   * @param repeat what a second feedback does
   * @param maxPerObservation feedbacks that are held for, or matched to, one observation at most
   * @param fallback what stands in for feedback that does not come; null: nothing
   */
  public record Feedbacks(
      long horizon, long earlyWait, Repeat repeat, int maxPerObservation, Fallback fallback)
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
   * @param optimiser of the embedding network
   * @param learningRate its step size
   * @param clipNorm largest global norm of a gradient
   * @param autoencoderBatch observations to an optimiser step of the autoencoder
   * @param autoencoderRehearsal old observations that the autoencoder learns from with each new one
   * @param autoencoderLearningRate Adam's step size for the autoencoder
   * @param autoencoderGate share of the features' variance that the autoencoder's error must fall
   *     below before the embedding network learns, in (0, 1]
   */
  public record Training(
      int batch,
      Optimiser.Kind optimiser,
      double learningRate,
      double clipNorm,
      int autoencoderBatch,
      int autoencoderRehearsal,
      double autoencoderLearningRate,
      double autoencoderGate)
      implements Serializable {}

  /**
   * @param perBatch old feedbacks that are learned from again with each batch of new ones; 0: none
   * @param window event time that they are from, on average
   * @param bytes that may be kept of feedback
   * @param observationBytes that may be kept of observations, for the autoencoder
   */
  public record Rehearsing(int perBatch, long window, long bytes, long observationBytes)
      implements Serializable {

    public static final Rehearsing NONE = new Rehearsing(0, 1, 0, 0);
  }
}
