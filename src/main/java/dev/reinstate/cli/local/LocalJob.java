package dev.reinstate.cli.local;

import dev.reinstate.event.Event;
import dev.reinstate.kafka.KafkaEndpoints;
import dev.reinstate.kafka.KafkaSettings;
import dev.reinstate.kafka.PartitionCounts;
import dev.reinstate.kafka.RecordingProducer;
import dev.reinstate.kafka.record.RecordLimits;
import dev.reinstate.recording.stream.EventStream;
import dev.reinstate.stream.MemoryJob;
import dev.reinstate.stream.config.JobSettings;
import java.util.Iterator;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;

/**
 * A job on local servers that works on recorded events and nothing else.
 *
 * @param kafka the servers' broker
 * @param recorded what is sent, and where the sources end; the same events each time
 */
public record LocalJob(
    LocalServers servers,
    KafkaSettings kafka,
    JobSettings settings,
    Supplier<EventStream<Event>> recorded) {

  public static final int PARALLELISM = 2;
  public static final int PARTITIONS = 2;

  public void createTopics() throws Exception {
    try (Admin admin = Admin.create(kafka.adminProperties())) {
      kafka.topics().create(admin, PARTITIONS);
    }
  }

  /**
   * Sends the events as fast as the broker takes it.
   *
   * @param shown sees each event as it is sent
   */
  public void send(UnaryOperator<Iterator<Event>> shown) {
    try (EventStream<Event> events = recorded.get();
        RecordingProducer producer = new RecordingProducer(kafka, RecordLimits.of(settings))) {
      producer.send(shown.apply(events), RecordingProducer.MAX_SPEED, sent -> {});
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  public JobID submit() throws Exception {
    PartitionCounts ends;
    try (EventStream<Event> events = recorded.get()) {
      ends = PartitionCounts.of(events, PARTITIONS);
    }
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.setParallelism(PARALLELISM);
    MemoryJob.build(
        environment, settings, new KafkaEndpoints(kafka, RecordLimits.of(settings), ends));
    return servers.client().submitJob(environment.getStreamGraph().getJobGraph()).get();
  }
}
