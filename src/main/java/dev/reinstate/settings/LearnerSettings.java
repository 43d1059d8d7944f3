package dev.reinstate.settings;

import dev.reinstate.compute.ComputeSettings;
import dev.reinstate.credit.ReadForm;
import dev.reinstate.credit.ReadHeads;
import dev.reinstate.credit.gradient.CreditMode;
import dev.reinstate.credit.outcome.ClassOutcome;
import dev.reinstate.credit.outcome.Outcome;
import dev.reinstate.credit.outcome.RewardOutcome;
import dev.reinstate.credit.outcome.ValueOutcome;
import dev.reinstate.event.EventLimits;
import dev.reinstate.memory.MemoryLayout;
import dev.reinstate.memory.Precision;
import java.io.Serializable;

/**
 * The settings of the learner. Values are checked where settings are read; durations are in
 * milliseconds of event time.
 */
public record LearnerSettings(
    int observationSize,
    FeatureSettings features,
    PredictionSettings prediction,
    MemorySettings memory,
    SpacesSettings spaces,
    ReadSettings reads,
    NetworkSettings networks,
    CreditSettings credit,
    FeedbackSettings feedback,
    TrainingSettings training,
    RehearsalSettings rehearsal,
    ComputeSettings compute,
    long seed)
    implements Serializable {

  /** τ of the code head at the start; the numbers of a code are −1 to 1. */
  private static final double CODE_TEMPERATURE = 0.05;

  /** Numbers of what networks see of an observation: its features, and the indicators. */
  public int inputSize() {
    return observationSize + features.indicators().length;
  }

  /** The same settings with another provider or device. */
  public LearnerSettings withCompute(ComputeSettings other) {
    return new LearnerSettings(
        observationSize,
        features,
        prediction,
        memory,
        spaces,
        reads,
        networks,
        credit,
        feedback,
        training,
        rehearsal,
        other,
        seed);
  }

  /** Numbers of what is stored of an observation besides its embedding. */
  public int codeSize() {
    return credit.mode() == CreditMode.EXACT ? inputSize() : networks.codeSize();
  }

  /** How these numbers are stored. */
  public Precision codePrecision() {
    return credit.mode() == CreditMode.EXACT ? Precision.FLOAT32 : networks.codePrecision();
  }

  /**
   * Whether what is stored of an observation is itself, in a scale that moves with the features.
   */
  public boolean scalesCodes() {
    boolean direct = credit.mode() == CreditMode.EXACT || networks.codeKind() == CodeKind.DIRECT;
    return features.standardise() && direct;
  }

  /** Size in bytes of what is stored of an observation besides its embedding. */
  public int codeBytes() {
    return codePrecision().bytes(codeSize()) + (scalesCodes() ? 1 : 0);
  }

  /** Floats of an observation's embedding, in which each space has a part. */
  public int embeddingSize() {
    return spaces.spaces().size() * networks.embeddingSize();
  }

  /** The shape of the memories of every key of a space. */
  public MemoryLayout memoryLayout(int space) {
    return new MemoryLayout(
        networks.embeddingSize(),
        reads.heads(),
        networks.embeddingPrecision(),
        memory.similarity(),
        codeBytes(),
        reads.codeHead() ? codeSize() : 0,
        codePrecision(),
        scalesCodes(),
        spaces.spaces().get(space).capacity());
  }

  /** What events must satisfy. */
  public EventLimits eventLimits(int maxIdBytes) {
    return new EventLimits(
        observationSize,
        features.missingAllowed(),
        prediction.target(),
        prediction.classes(),
        maxIdBytes,
        spaces.named());
  }

  /** The interpretation of values. */
  public Outcome outcome() {
    return outcome(prediction, memory);
  }

  /** The interpretation of values under these settings. */
  public static Outcome outcome(PredictionSettings prediction, MemorySettings memory) {
    return switch (prediction.target()) {
      case CLASS -> new ClassOutcome(prediction.classes(), memory.epsilon());
      case VALUE -> new ValueOutcome();
      case REWARD -> new RewardOutcome();
    };
  }

  /** The heads of a read: the learned ones compare the part of its space. */
  private ReadHeads readHeads(NamedRead read) {
    return new ReadHeads(
        read.space() * reads.heads(),
        reads.heads(),
        reads.codeHead(),
        spaces.spaceOf(read).shards());
  }

  /** The shape of reads. */
  public ReadForm readForm() {
    return new ReadForm(
        outcome(),
        memory.similarity(),
        spaces.reads().stream().map(this::readHeads).toList(),
        memory.temperature(),
        reads.learnTemperature(),
        reads.age(),
        reads.nullSlot(),
        reads.combination() == HeadCombination.LINEAR,
        reads.ownFeatures(),
        reads.codeHead() ? codeSize() : 0,
        CODE_TEMPERATURE,
        reads.rateCount(),
        reads.regression());
  }
}
