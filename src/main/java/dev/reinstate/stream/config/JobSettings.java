package dev.reinstate.stream.config;

import dev.reinstate.annotation.Internal;
import dev.reinstate.annotation.Public;
import dev.reinstate.compute.ComputeException;
import dev.reinstate.compute.Device;
import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.training.InitialModel;
import dev.reinstate.training.ModelFile;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a job, checked.
 *
 * @param learner settings of the learner
 * @param modelFile path of the model file to start from; null: none
 * @param order the order in which events are processed
 * @param placement where the trainer runs
 * @param batches micro-batches of the memory operator
 * @param cacheBytes maximum size of the keyed state that a subtask caches on the heap, in bytes
 * @param publishInterval minimum time between two publications of the model
 * @param autoencoderStepsPerSecond maximum number of the autoencoder's training steps per second,
 *     over all subtasks, under shared placement
 * @param kafka the topics and how to reach them
 * @param flink settings that are passed to Flink unchanged
 */
@Public
public record JobSettings(
    @Internal LearnerSettings learner,
    @Nullable String modelFile,
    Order order,
    Placement placement,
    Batches batches,
    long cacheBytes,
    Duration publishInterval,
    int autoencoderStepsPerSecond,
    Kafka kafka,
    Map<String, String> flink)
    implements Serializable {

  @Internal
  public JobSettings {}

  /**
   * The model to start from. Reads its file, so call it where the job is submitted.
   *
   * @throws SettingsException if the file of {@code model.initial} cannot be used
   */
  @Internal
  public InitialModel initialModel() {
    if (modelFile == null) {
      return InitialModel.SEEDED;
    }
    try {
      // the device may be on another machine than this one
      LearnerSettings here = learner.withCompute(learner.compute().on(Device.AUTO));
      return ModelFile.read(Path.of(modelFile), here);
    } catch (IOException | InvalidPathException e) {
      throw new SettingsException(
          "%s: %s".formatted(JobOptions.MODEL_INITIAL.key(), e.getMessage()));
    }
  }

  /**
   * Builds the networks and closes them again, so that a job in this JVM fails before anything is
   * started.
   *
   * @throws ComputeException if the provider cannot compute them under these settings
   */
  public void checkNetworks() {
    new Model(learner).close();
  }

  /** Without the values of secret settings. */
  @Override
  public String toString() {
    return "JobSettings[%s, model %s, %s, %s, %s, cache %d, publish %s, steps %d, %s, Flink %s]"
        .formatted(
            learner,
            modelFile,
            order,
            placement,
            batches,
            cacheBytes,
            publishInterval,
            autoencoderStepsPerSecond,
            kafka,
            Secrets.hidden(flink));
  }

  /** {@code training.placement}. */
  public enum Placement {
    /** In an operator of its own, for all subtasks. */
    SHARED,
    /** In the memory operator, with parallelism 1: results are bit-identical from run to run. */
    INLINE
  }

  /** {@code order.by}. */
  public enum By {
    /** As events arrive. */
    ARRIVAL,
    /** By event time: an event waits until the watermark has passed it. */
    EVENT_TIME
  }

  /**
   * @param by what events are ordered by
   * @param maxOutOfOrderness how far the events of a partition may be out of order, in event time
   * @param idleTimeout after how long a partition without events no longer holds back the watermark
   * @param maxDrift how far one source may run ahead of the other, in event time
   * @param maxAhead how far the time of an event may be in the future
   * @param maxBehind how far the time of an event may be in the past
   */
  public record Order(
      By by,
      Duration maxOutOfOrderness,
      Duration idleTimeout,
      Duration maxDrift,
      Duration maxAhead,
      Duration maxBehind)
      implements Serializable {}

  /**
   * @param size maximum number of events in a micro-batch
   * @param linger how long an event waits for its micro-batch to fill up
   */
  public record Batches(int size, Duration linger) implements Serializable {}

  /**
   * @param bootstrapServers the brokers; empty if none are given
   * @param topicsPrefix prefix of all topic names
   * @param groupId consumer group
   * @param exactlyOncePredictions whether predictions are delivered exactly once, with the next
   *     checkpoint, or at least once, immediately
   * @param transactionTimeout of the sinks; at most the broker's transaction.max.timeout.ms
   * @param maxIdBytes maximum length of a key or an id, in bytes of UTF-8
   * @param properties properties of every Kafka client
   */
  public record Kafka(
      String bootstrapServers,
      String topicsPrefix,
      String groupId,
      boolean exactlyOncePredictions,
      Duration transactionTimeout,
      int maxIdBytes,
      Map<String, String> properties)
      implements Serializable {

    /** Without the values of the properties, which may be passwords. */
    @Override
    public String toString() {
      return "Kafka[%s, topics %s, group %s, properties %s]"
          .formatted(bootstrapServers, topicsPrefix, groupId, properties.keySet());
    }
  }
}
