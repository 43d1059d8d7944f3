package dev.reinstate.settings;

import dev.reinstate.compute.ComputeSettings;
import dev.reinstate.credit.ClassOutcome;
import dev.reinstate.credit.CreditMode;
import dev.reinstate.credit.Outcome;
import dev.reinstate.credit.ReadForm;
import dev.reinstate.credit.RewardOutcome;
import dev.reinstate.credit.ValueOutcome;
import dev.reinstate.event.EventLimits;
import dev.reinstate.memory.MemoryLayout;
import dev.reinstate.memory.Precision;
import java.io.Serializable;

/**
 * All that decides what the learner computes. Values are checked where settings are read; durations
 * are milliseconds of event time.
 */
public record LearnerSettings(
    int observationSize,
    PredictionSettings prediction,
    MemorySettings memory,
    ReadSettings reads,
    NetworkSettings networks,
    CreditSettings credit,
    FeedbackSettings feedback,
    TrainingSettings training,
    RehearsalSettings rehearsal,
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
  public static Outcome outcome(PredictionSettings prediction, MemorySettings memory) {
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
        reads.combination() == HeadCombination.LINEAR,
        reads.ownFeatures());
  }
}
