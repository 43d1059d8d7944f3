package dev.reinstate.stream.config;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;

/** Settings of training; part of {@link JobOptions}. */
public final class TrainingOptions {

  public static final ConfigOption<String> TRAINING_PLACEMENT =
      key("training.placement")
          .stringType()
          .defaultValue("shared")
          .withDescription(
              "shared: one trainer for all subtasks. inline: the trainer is in the memory"
                  + " operator, at parallelism 1; results repeat bit for bit.");

  public static final ConfigOption<Integer> TRAINING_BATCH =
      key("training.batch")
          .intType()
          .defaultValue(64)
          .withDescription("Matched feedbacks per step of the embedding network's optimiser.");

  public static final ConfigOption<String> TRAINING_OPTIMISER =
      key("training.optimiser")
          .stringType()
          .defaultValue("adam")
          .withDescription(
              "The embedding network's optimiser: adam, or sgd (gradient descent with momentum"
                  + " .9).");

  public static final ConfigOption<Double> TRAINING_LEARNING_RATE =
      key("training.learning-rate")
          .doubleType()
          .defaultValue(2e-3)
          .withDescription("The embedding network's step size, above 0.");

  public static final ConfigOption<Double> TRAINING_CLIP_NORM =
      key("training.clip-norm")
          .doubleType()
          .defaultValue(1.0)
          .withDescription(
              "Largest norm of a gradient, above 0, at most 1e15; longer ones are scaled down.");

  public static final ConfigOption<Duration> TRAINING_PUBLISH_INTERVAL =
      key("training.publish-interval")
          .durationType()
          .defaultValue(Duration.ofMillis(50))
          .withDescription("Shortest time between two publications of the model.");

  public static final ConfigOption<Integer> TRAINING_AUTOENCODER_BATCH =
      key("training.autoencoder.batch")
          .intType()
          .defaultValue(16)
          .withDescription("Observations per step of the autoencoder's optimiser.");

  public static final ConfigOption<Double> TRAINING_AUTOENCODER_LEARNING_RATE =
      key("training.autoencoder.learning-rate")
          .doubleType()
          .defaultValue(5e-3)
          .withDescription("Adam's step size for the autoencoder, above 0.");

  public static final ConfigOption<Double> TRAINING_AUTOENCODER_GATE =
      key("training.autoencoder.gate")
          .doubleType()
          .defaultValue(0.4)
          .withDescription(
              "The embedding network learns once the autoencoder's error is below this share of the"
                  + " features' variance; above 0, at most 1.");

  public static final ConfigOption<Integer> TRAINING_AUTOENCODER_MAX_PER_SECOND =
      key("training.autoencoder.max-per-second")
          .intType()
          .defaultValue(100)
          .withDescription(
              "The most steps of the autoencoder per second under shared placement; further"
                  + " observations do not train it.");

  public static final ConfigOption<Integer> TRAINING_REHEARSAL =
      key("training.rehearsal")
          .intType()
          .defaultValue(64)
          .withDescription(
              "Old feedbacks to learn from again with each batch of new ones; 0: none.");

  public static final ConfigOption<Duration> TRAINING_REHEARSAL_WINDOW =
      key("training.rehearsal-window")
          .durationType()
          .defaultValue(Duration.ofDays(1))
          .withDescription(
              "How old rehearsed feedback and observations are on average, as far as the bytes"
                  + " for them allow.");

  public static final ConfigOption<Long> TRAINING_REHEARSAL_BYTES =
      key("training.rehearsal-bytes")
          .longType()
          .defaultValue(8L << 20)
          .withDescription("Bytes that a subtask may keep of feedback for rehearsal.");

  public static final ConfigOption<Integer> TRAINING_AUTOENCODER_REHEARSAL =
      key("training.autoencoder.rehearsal")
          .intType()
          .defaultValue(1)
          .withDescription(
              "Old observations, of training.rehearsal-window, that the autoencoder learns from"
                  + " again with each new one; 0: none, and no observation is kept as it"
                  + " arrived.");

  public static final ConfigOption<Long> TRAINING_AUTOENCODER_REHEARSAL_BYTES =
      key("training.autoencoder.rehearsal-bytes")
          .longType()
          .defaultValue(1L << 20)
          .withDescription("Bytes that a subtask may keep of observations for rehearsal.");

  private TrainingOptions() {}
}
