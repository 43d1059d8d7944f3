package dev.reinstate.stream.config;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;

/** Settings of training; part of {@link JobOptions}. */
public final class TrainingOptions {

  public static final ConfigOption<String> TRAINING_PLACEMENT =
      key("training.placement")
          .stringType()
          .defaultValue("shared")
          .withDescription(
              "Where the trainer runs. shared: one trainer for all subtasks. inline: in the"
                  + " memory operator, with parallelism 1; results are bit-identical from run to"
                  + " run.");

  public static final ConfigOption<Integer> TRAINING_BATCH =
      key("training.batch")
          .intType()
          .defaultValue(8)
          .withDescription(
              "Number of matched feedback events per training step of the embedding network.");

  public static final ConfigOption<String> TRAINING_OPTIMISER =
      key("training.optimiser")
          .stringType()
          .defaultValue("adam")
          .withDescription(
              "Optimiser of the embedding network: adam, or sgd (stochastic gradient descent"
                  + " with momentum 0.9).");

  public static final ConfigOption<Double> TRAINING_LEARNING_RATE =
      key("training.learning-rate")
          .doubleType()
          .defaultValue(2e-3)
          .withDescription("Learning rate of the embedding network, above 0.");

  public static final ConfigOption<Double> TRAINING_READ_RATE =
      key("training.read-rate")
          .doubleType()
          .defaultValue(8.0)
          .withDescription(
              "Learning rate of the parameters of the heads and of their weights in the"
                  + " combination, as a multiple of training.learning-rate, above 0. Several reads"
                  + " have equal parts of it.");

  public static final ConfigOption<Double> TRAINING_OWN_RATE =
      key("training.own-rate")
          .doubleType()
          .defaultValue(0.05)
          .withDescription(
              "Size of the first steps of the bias of the combination and of the weights of"
                  + " prediction.own-features, those of prediction.regression too, above 0. Steps"
                  + " become shorter the more has been learned (AdaGrad).");

  public static final ConfigOption<Double> TRAINING_CLIP_NORM =
      key("training.clip-norm")
          .doubleType()
          .defaultValue(1.0)
          .withDescription(
              "Maximum norm of a gradient, above 0 and at most 1e15. Larger gradients are"
                  + " scaled down to it.");

  public static final ConfigOption<Duration> TRAINING_PUBLISH_INTERVAL =
      key("training.publish-interval")
          .durationType()
          .defaultValue(Duration.ofMillis(50))
          .withDescription("Minimum time between two publications of the model.");

  public static final ConfigOption<Integer> TRAINING_AUTOENCODER_BATCH =
      key("training.autoencoder.batch")
          .intType()
          .defaultValue(16)
          .withDescription("Number of observations per training step of the autoencoder.");

  public static final ConfigOption<Double> TRAINING_AUTOENCODER_LEARNING_RATE =
      key("training.autoencoder.learning-rate")
          .doubleType()
          .defaultValue(5e-3)
          .withDescription("Learning rate of the autoencoder (Adam), above 0.");

  public static final ConfigOption<Double> TRAINING_AUTOENCODER_GATE =
      key("training.autoencoder.gate")
          .doubleType()
          .defaultValue(0.4)
          .withDescription(
              "The embedding network starts to learn once the autoencoder's error is below"
                  + " this share of the variance of the features; with direct codes, at once. Above 0,"
                  + " at most 1.");

  public static final ConfigOption<Integer> TRAINING_AUTOENCODER_MAX_PER_SECOND =
      key("training.autoencoder.max-per-second")
          .intType()
          .defaultValue(100)
          .withDescription(
              "Maximum number of training steps of the autoencoder per second under"
                  + " training.placement shared. Observations beyond it are not used to train the"
                  + " autoencoder. Where codes are direct, the maximum number of observations per second"
                  + " that the trainer gets, to learn how features vary.");

  public static final ConfigOption<Integer> TRAINING_REHEARSAL =
      key("training.rehearsal")
          .intType()
          .defaultValue(16)
          .withDescription(
              "Number of old feedback events that are learned from again with each batch of"
                  + " new ones. 0: none.");

  public static final ConfigOption<Duration> TRAINING_REHEARSAL_WINDOW =
      key("training.rehearsal-window")
          .durationType()
          .defaultValue(Duration.ofDays(1))
          .withDescription(
              "Mean age of rehearsed feedback and observations, in event time. It is shorter"
                  + " where the rehearsal-bytes settings do not suffice.");

  public static final ConfigOption<MemorySize> TRAINING_REHEARSAL_BYTES =
      key("training.rehearsal-bytes")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(8))
          .withDescription(
              "Maximum size of the feedback that each subtask stores for rehearsal, for each read"
                  + " of a prediction (each shard counted).");

  public static final ConfigOption<Integer> TRAINING_AUTOENCODER_REHEARSAL =
      key("training.autoencoder.rehearsal")
          .intType()
          .defaultValue(1)
          .withDescription(
              "Number of old observations, from training.rehearsal-window, that the"
                  + " autoencoder learns from again with each new one. 0: none, and no raw"
                  + " observations are stored for it.");

  public static final ConfigOption<MemorySize> TRAINING_AUTOENCODER_REHEARSAL_BYTES =
      key("training.autoencoder.rehearsal-bytes")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(1))
          .withDescription(
              "Maximum size of the observations that each subtask stores for the autoencoder's"
                  + " rehearsal.");

  private TrainingOptions() {}
}
