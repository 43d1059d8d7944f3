package dev.reinstate.kafka;

import dev.reinstate.event.Credit;
import dev.reinstate.event.Credit.MemoryCredit;
import dev.reinstate.event.Prediction;
import dev.reinstate.kafka.record.CreditCodec;
import dev.reinstate.kafka.record.DeadLetterSerializer;
import dev.reinstate.kafka.record.ModelPartCodec;
import dev.reinstate.kafka.record.PredictionCodec;
import dev.reinstate.model.ModelPart;
import dev.reinstate.settings.NamedRead;
import dev.reinstate.settings.Space;
import dev.reinstate.settings.SpacesSettings;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.config.SettingsException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The largest records that a job may come to write, so that one that Kafka does not take is known
 * of before the start: later it would fail the job again and again.
 *
 * @param maxSent bytes of a record that the producer sends, from Kafka's properties
 * @param largest by topic
 */
record RecordSizes(long maxSent, List<Largest> largest) {

  /** Of a batch and a record, with the lengths within it; Kafka's own bound is 82 and those. */
  private static final int KAFKA_OVERHEAD = 128;

  /** Whatever it is, the array of a record writes how many elements it has in so many bytes. */
  private static final int COUNT_BYTES = 5;

  /**
   * The largest record of a topic.
   *
   * @param bytes message key, value, headers and what Kafka adds
   * @param madeOf what decides it
   * @param remedy how it gets smaller
   */
  record Largest(String topic, long bytes, String madeOf, String remedy) {}

  /** What a job may write. */
  static RecordSizes of(KafkaSettings kafka, JobSettings settings) {
    int idBytes = settings.kafka().maxIdBytes();
    SpacesSettings spaces = settings.learner().spaces();
    String k = spaces.named() ? "k and shards of spaces" : "memory.k";
    String reads =
        "%s (%,d) memories with ids of limits.id-bytes (%,d)"
            .formatted(
                spaces.named() ? "the k of all reads and shards" : k, memories(spaces), idBytes);
    String smaller = "lower %s or limits.id-bytes".formatted(k);
    int classes = Math.max(1, settings.learner().prediction().classes());
    Topics topics = kafka.topics();
    long maxSent = maxSent(kafka);
    return new RecordSizes(
        maxSent,
        List.of(
            new Largest(
                topics.predictions(),
                ofReads(spaces, idBytes, (n, read) -> prediction(n, read, idBytes, classes)),
                reads,
                smaller),
            new Largest(
                topics.credits(),
                ofReads(spaces, idBytes, (n, read) -> credit(n, read, idBytes)),
                reads,
                smaller),
            new Largest(topics.models(), modelPart(), "a part of a model", "give it more room"),
            new Largest(
                topics.deadLetters(),
                DeadLetterSerializer.largest(maxSent) + KAFKA_OVERHEAD,
                "another record that could not be used",
                "lower kafka.properties.max.request.size, to which dead letters are cut")));
  }

  /** Kafka's own check of a record is against the smaller one of two properties. */
  static long maxSent(KafkaSettings kafka) {
    return Math.min(
        property(kafka, ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        property(kafka, ProducerConfig.BUFFER_MEMORY_CONFIG));
  }

  private static long property(KafkaSettings kafka, String name) {
    String set = kafka.properties().get(name);
    if (set == null) {
      return ((Number) ProducerConfig.configDef().defaultValues().get(name)).longValue();
    }
    try {
      return Long.parseLong(set.trim());
    } catch (NumberFormatException e) {
      throw new SettingsException(
          "kafka.properties.%s is not allowed; allowed: a whole number of bytes".formatted(name));
    }
  }

  private interface Encoded {
    byte[] of(int memories, String read);
  }

  /** Records grow by the same with each memory of a read: two are enough to tell, of any number. */
  private static long ofReads(SpacesSettings spaces, int idBytes, Encoded record) {
    long bytes = 2L * record.of(1, "").length - record.of(2, "").length;
    for (NamedRead read : spaces.reads()) {
      long each = record.of(2, read.name()).length - record.of(1, read.name()).length;
      bytes += memories(spaces, read) * each;
    }
    return bytes + COUNT_BYTES + idBytes + KAFKA_OVERHEAD;
  }

  private static long memories(SpacesSettings spaces) {
    return spaces.reads().stream().mapToLong(read -> memories(spaces, read)).sum();
  }

  private static long memories(SpacesSettings spaces, NamedRead read) {
    Space space = spaces.spaceOf(read);
    return (long) space.shards() * space.k();
  }

  private static byte[] prediction(int memories, String read, int idBytes, int classes) {
    String id = "x".repeat(idBytes);
    return new PredictionCodec()
        .encode(
            new Prediction(
                id,
                id,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                new float[classes],
                Collections.nCopies(memories, id).toArray(String[]::new),
                new float[memories],
                Collections.nCopies(memories, read).toArray(String[]::new),
                Integer.MAX_VALUE));
  }

  private static byte[] credit(int memories, String read, int idBytes) {
    String id = "x".repeat(idBytes);
    MemoryCredit memory = new MemoryCredit(id, Long.MAX_VALUE, 0, 0, 0, 0, 0, false, read);
    return new CreditCodec()
        .encode(
            new Credit(
                id,
                id,
                id,
                Long.MAX_VALUE,
                "the name of a mode",
                Long.MAX_VALUE,
                0,
                0,
                Collections.nCopies(memories, memory)));
  }

  private static long modelPart() {
    ModelPart part =
        new ModelPart(
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            ModelPart.AUTOENCODER,
            1,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            new byte[32],
            new byte[ModelPart.MAX_BYTES]);
    ModelPartCodec codec = new ModelPartCodec();
    return codec.key(part).length() + codec.encode(part).length + KAFKA_OVERHEAD;
  }

  /** What the producer would refuse to send. */
  List<String> errors() {
    List<String> errors = new ArrayList<>();
    for (Largest record : largest) {
      if (record.bytes > maxSent) {
        errors.add(
            ("a record of %s may take %,d bytes (%s), and the producer sends %,d at most; %s, or raise"
                    + " kafka.properties.max.request.size, and max.message.bytes of the topic")
                .formatted(record.topic, record.bytes, record.madeOf, maxSent, record.remedy));
      }
    }
    return errors;
  }
}
