import dev.reinstate.avro.Credit;
import dev.reinstate.avro.Feedback;
import dev.reinstate.avro.Observation;
import dev.reinstate.avro.Prediction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends flights, reads their predictions, sends what became of them, and reads which memories that gave
 * credit to. Arguments: bootstrap servers and the topics' prefix.
 */
public final class FlightsExample {

  private static final int FLIGHTS = 20;
  private static final int FEATURES = 25;
  private static final String KEY = "JFK";

  public static void main(String[] arguments) throws IOException {
    String servers = arguments[0];
    String prefix = arguments[1];
    Instant departure = Instant.now().truncatedTo(ChronoUnit.MILLIS).minus(1, ChronoUnit.HOURS);
    try (KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "enable.idempotence", true),
                new StringSerializer(),
                new ByteArraySerializer());
        KafkaConsumer<String, byte[]> consumer =
            new KafkaConsumer<>(
                Map.of(
                    "bootstrap.servers", servers,
                    "group.id", prefix + "-java-example",
                    "auto.offset.reset", "earliest",
                    // what a failure takes back must not be seen
                    "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(prefix + ".predictions.v1", prefix + ".credits.v1"));
      for (int n = 0; n < FLIGHTS; n++) {
        Observation observation =
            Observation.newBuilder()
                .setKey(KEY)
                .setId("JAVA-" + n)
                .setTime(departure.plusMillis(n))
                .setFeatures(features(n))
                // other keys that memories may be kept by; what is not set has its default
                .setKeys(Map.of("origin", KEY, "destination", "ATL"))
                // when it is late if nothing is heard of it
                .setFeedbackDue(departure.plusMillis(n).plus(3, ChronoUnit.HOURS))
                .build();
        send(producer, prefix + ".observations.v1", Observation.getEncoder().encode(observation));
      }
      producer.flush();
      int predictions = 0;
      int credits = 0;
      while (credits < FLIGHTS) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          if (!KEY.equals(record.key())) {
            continue;
          }
          if (record.topic().endsWith(".predictions.v1")) {
            Prediction prediction = Prediction.getDecoder().decode(record.value());
            print(prediction);
            if (++predictions == FLIGHTS) {
              sendFeedback(producer, prefix, departure);
            }
          } else {
            print(Credit.getDecoder().decode(record.value()));
            credits++;
          }
        }
      }
    }
  }

  private static void sendFeedback(
      KafkaProducer<String, byte[]> producer, String prefix, Instant departure) throws IOException {
    for (int n = 0; n < FLIGHTS; n++) {
      Instant observed = departure.plusMillis(n);
      Feedback feedback =
          Feedback.newBuilder()
              .setKey(KEY)
              .setId("arrival")
              .setObservationId("JAVA-" + n)
              .setTime(observed.plus(1, ChronoUnit.HOURS))
              .setObservationTime(observed)
              // an int is a class; a double would be a value or a reward
              .setTarget(n % 2)
              .build();
      send(producer, prefix + ".feedback.v1", Feedback.getEncoder().encode(feedback));
    }
    producer.flush();
  }

  /** A flight is 25 numbers; in a real one they say when and where to it leaves. */
  private static ByteBuffer features(int n) {
    ByteBuffer bytes = ByteBuffer.allocate(FEATURES * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < FEATURES; i++) {
      bytes.putFloat((float) Math.sin(n + i));
    }
    return bytes.flip();
  }

  private static void send(
      KafkaProducer<String, byte[]> producer, String topic, ByteBuffer encoded) {
    byte[] value = new byte[encoded.remaining()];
    encoded.get(value);
    producer.send(new ProducerRecord<>(topic, KEY, value));
  }

  private static void print(Prediction prediction) {
    float late = prediction.getOutput().order(ByteOrder.LITTLE_ENDIAN).getFloat(Float.BYTES);
    System.out.printf(
        "%s: late with probability %.3f, %d memories read%n",
        prediction.getObservationId(), late, prediction.getRead().size());
  }

  private static void print(Credit credit) {
    System.out.printf(
        "%s: loss %.3f, %d memories credited%n",
        credit.getObservationId(), credit.getLoss(), credit.getMemories().size());
  }
}
