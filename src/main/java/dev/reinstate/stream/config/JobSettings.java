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

/**
 * All that a job file decides, checked.
 *
 * @param learner what the learner computes
 * @param modelFile the file of a model to start from; null where there is none
 * @param order in which order events are worked on
 * @param placement where the trainer sits
 * @param cacheBytes maximum number of bytes of keyed state that a subtask keeps on the heap
 * @param publishInterval shortest time between two publications of the model
 * @param autoencoderStepsPerSecond maximum number of the autoencoder's steps, over all subtasks,
 *     that a shared trainer is asked for
 * @param kafka the topics and how to reach them
 * @param flink settings that are handed to Flink as they are
 */
@Public
public record JobSettings(
    @Internal LearnerSettings learner,
    String modelFile,
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
   * What the model starts from. Reads its file, so call it where the job is submitted.
   *
   * @throws SettingsException if the file of {@code model.initial} cannot be used
   */
  @Internal
  public InitialModel initialModel() {
    if (modelFile == null) {
      return InitialModel.SEEDED;
    }
    try {
      // another machine than this one may have the device
      LearnerSettings here = learner.withCompute(learner.compute().on(Device.AUTO));
      return ModelFile.read(Path.of(modelFile), here);
    } catch (IOException | InvalidPathException e) {
      throw new SettingsException(
          "%s: %s".formatted(JobOptions.MODEL_INITIAL.key(), e.getMessage()));
    }
  }

  /**
   * Makes the networks and lets them go, where the job is to run in this JVM, so that nothing is
   * started in vain.
   *
   * @throws ComputeException if they cannot be computed as settings ask for
   */
  public void checkNetworks() {
    new Model(learner).close();
  }

  /** Leaves out the values of secret settings. */
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
    /** One trainer for all subtasks, beside them. */
    SHARED,
    /** In the memory operator, which then has parallelism 1: results repeat bit for bit. */
    INLINE
  }

  /** {@code order.by}. */
  public enum By {
    /** As events arrive. */
    ARRIVAL,
    /** By event time: events wait until the watermark has passed them. */
    EVENT_TIME
  }

  /**
   * @param by the order
   * @param maxOutOfOrderness how far events of a partition may be out of order
   * @param idleTimeout after how long a partition without events no longer holds back the watermark
   * @param maxDrift how far one source may run ahead of the other
   * @param maxAhead how far the time of an event may lie in the future
   * @param maxBehind how far the time of an event may lie in the past
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
   * @param linger how long an event waits for others
   */
  public record Batches(int size, Duration linger) implements Serializable {}

  /**
   * @param bootstrapServers the brokers; empty where none is given
   * @param topicsPrefix first part of every topic's name
   * @param groupId consumer group
   * @param exactlyOncePredictions whether predictions show with the next checkpoint, once, or at
   *     once, maybe twice
   * @param transactionTimeout at most the broker's transaction.max.timeout.ms
   * @param maxIdBytes maximum length of a key or an id, in bytes of UTF-8
   * @param properties for every Kafka client
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

    /** Leaves out the values of the properties: passwords are among them. */
    @Override
    public String toString() {
      return "Kafka[%s, topics %s, group %s, properties %s]"
          .formatted(bootstrapServers, topicsPrefix, groupId, properties.keySet());
    }
  }
}
