package dev.reinstate.kafka.record;

import dev.reinstate.FuzzedDecoder;
import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Credit;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Forget;
import dev.reinstate.event.Observation;
import dev.reinstate.event.Prediction;
import dev.reinstate.model.ModelPart;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What reads topics. The job's own makes dead letters and throws nothing. */
public final class KafkaDecoders {

  private static final RecordLimits LIMITS = new RecordLimits(3, Target.CLASS, 4, 512);
  private static final RecordLimits VALUES = new RecordLimits(3, Target.VALUE, 0, 512);
  private static final Feedback.Origin ORIGIN = new Feedback.Origin(2, 77);
  private static final Feedback FEEDBACK = new Feedback("k", "f", "o", 5, 4, 3, 0.5f, ORIGIN);
  private static final ModelPart PART =
      new ModelPart(1, 2, "embedding", 1, 0, 3, new byte[32], new byte[] {1, 2});

  private KafkaDecoders() {}

  public static List<FuzzedDecoder> all() {
    Prediction prediction =
        new Prediction(
            "k", "o", 5, 12, new float[] {.25f}, new String[] {"a", "b"}, new float[2], 7);
    Credit credit =
        new Credit(
            "k",
            "f",
            "o",
            9,
            "exact",
            3,
            .7,
            Double.NaN,
            List.of(new Credit.MemoryCredit("a", 1, .6f, .2f, .1f, 1.5f, .01f, false)));
    ModelPartCodec parts = new ModelPartCodec();
    byte[] partKey = parts.key(PART).getBytes(StandardCharsets.UTF_8);
    return List.of(
        topic(
            "observations",
            new ObservationDeserializer(LIMITS),
            null,
            new ObservationCodec(LIMITS)
                .encode(new Observation("Zürich", "o", 5, new float[] {1, -2, 3e-9f}))),
        topic(
            "feedback",
            new FeedbackDeserializer(LIMITS),
            null,
            new FeedbackCodec(LIMITS).encode(FEEDBACK)),
        topic(
            "feedback of values",
            new FeedbackDeserializer(VALUES),
            null,
            new FeedbackCodec(VALUES).encode(FEEDBACK)),
        topic(
            "forget",
            new ForgetDeserializer(LIMITS),
            null,
            new ForgetCodec(LIMITS).encode(new Forget("k", "o", 5)),
            new ForgetCodec(LIMITS).encode(new Forget("k", null, 5))),
        topic("models", new ModelPartDeserializer(), partKey, parts.encode(PART)),
        new FuzzedDecoder(
            "keys of models",
            MalformedRecordException.class,
            List.of(partKey),
            key -> parts.decode(key, parts.encode(PART))),
        new FuzzedDecoder(
            "predictions",
            MalformedRecordException.class,
            List.of(new PredictionCodec().encode(prediction)),
            new PredictionCodec()::decode),
        new FuzzedDecoder(
            "credits",
            MalformedRecordException.class,
            List.of(new CreditCodec().encode(credit)),
            new CreditCodec()::decode));
  }

  private static <T> FuzzedDecoder topic(
      String name, KafkaRecordDeserializationSchema<T> schema, byte[] key, byte[]... valid) {
    return new FuzzedDecoder(
        name,
        null,
        List.of(valid),
        value ->
            schema.deserialize(
                new ConsumerRecord<>("t", 0, 0, key, value),
                new ListCollector<>(new ArrayList<>())));
  }
}
