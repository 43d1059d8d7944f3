package dev.reinstate.kafka.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Credit;
import dev.reinstate.event.Credit.MemoryCredit;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.FieldOutput;
import dev.reinstate.event.Forget;
import dev.reinstate.event.HasFields;
import dev.reinstate.event.Observation;
import dev.reinstate.event.Prediction;
import dev.reinstate.event.RecordChanges;
import dev.reinstate.model.ModelPart;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A field that a record has is in its bytes between operators and on its topic; only what the topic
 * is known not to carry is missing there. That the digest has it too, {@code DigestTest} says.
 */
class RecordFieldsTest {

  private static final RecordLimits LIMITS = new RecordLimits(2, Target.VALUE, 0, 512);
  private static final MemoryCredit MEMORY =
      new MemoryCredit("m", 5, .5f, .25f, .125f, 2f, .0625f, false);

  /**
   * @param topic the value on the topic
   * @param notOnTopic components that the topic's value does not carry
   */
  private record Listed<R extends Record & HasFields>(
      R example, Function<R, byte[]> topic, Set<String> notOnTopic) {

    @Override
    public String toString() {
      return example.getClass().getSimpleName();
    }
  }

  static Stream<Listed<?>> records() {
    return Stream.of(
        new Listed<>(
            new Prediction(
                "k", "o", 10, 3, new float[] {.25f}, new String[] {"m"}, new float[] {1}, 4),
            new PredictionCodec()::encode,
            Set.of()),
        // who sent the feedback knows its target
        new Listed<>(credit(MEMORY), new CreditCodec()::encode, Set.of("target")),
        new Listed<>(MEMORY, memory -> new CreditCodec().encode(credit(memory)), Set.of()),
        // the slot is in the message's key
        new Listed<>(
            new ModelPart(1, 2, "embedding", 0, 0, 1, new byte[32], new byte[1]),
            new ModelPartCodec()::encode,
            Set.of("slot")),
        new Listed<>(
            new Observation("k", "o", 10, new float[] {1, 2}),
            new ObservationCodec(LIMITS)::encode,
            Set.of()),
        // where and when they came is the message's, not its value's
        new Listed<>(
            new Feedback("k", "f", "o", 10, 5, 1, 1, new Feedback.Origin(1, 2)),
            new FeedbackCodec(LIMITS)::encode,
            Set.of("origin")),
        new Listed<>(new Forget("k", "o", 10), new ForgetCodec(LIMITS)::encode, Set.of("time")));
  }

  private static Credit credit(MemoryCredit memory) {
    return new Credit("k", "f", "o", 20, "reinstated", 3, .5, 1, List.of(memory));
  }

  @ParameterizedTest
  @MethodSource("records")
  <R extends Record & HasFields> void eachIsInTheBytesBetweenOperators(Listed<R> listed)
      throws Exception {
    assertThat(withoutEffect(listed.example(), RecordFieldsTest::bytes)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("records")
  <R extends Record & HasFields> void eachIsOnTheTopicUnlessKnown(Listed<R> listed)
      throws Exception {
    assertThat(withoutEffect(listed.example(), listed.topic())).isEqualTo(listed.notOnTopic());
  }

  /** The components whose change does not change what is made of the record. */
  private static <R extends Record> Set<String> withoutEffect(R record, Function<R, byte[]> made)
      throws ReflectiveOperationException {
    RecordComponent[] components = record.getClass().getRecordComponents();
    List<R> changes = RecordChanges.of(record);
    byte[] before = made.apply(changes.get(0));
    Set<String> without = new TreeSet<>();
    for (int i = 0; i < components.length; i++) {
      if (Arrays.equals(made.apply(changes.get(i + 1)), before)) {
        without.add(components[i].getName());
      }
    }
    return without;
  }

  private static byte[] bytes(HasFields record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      record.fields(new FieldOutput(new DataOutputStream(bytes)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  @Test
  void aFieldThatOnlyTheSchemaHasIsNamed() throws Exception {
    Schema schema = new Schema.Parser().parse(schema("later"));
    AvroFields fields = fields(schema);
    assertThatThrownBy(() -> fields.write(new Forget("k", "o", 10)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a record does not list field later of Forget in its place");
    fields(new Schema.Parser().parse(schema("time"))).write(new Forget("k", "o", 10));
  }

  private static AvroFields fields(Schema schema) {
    return new AvroFields(
        schema, EncoderFactory.get().binaryEncoder(new ByteArrayOutputStream(), null));
  }

  private static String schema(String last) {
    return """
        {"type": "record", "name": "Forget", "fields": [
          {"name": "key", "type": "string"}, {"name": "%s", "type": "long"}]}
        """
        .formatted(last);
  }
}
