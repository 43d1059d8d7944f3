package dev.reinstate.stream.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reinstate.event.Event;
import dev.reinstate.event.EventFormat;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Forget;
import dev.reinstate.event.Rejection;
import dev.reinstate.format.Floats;
import dev.reinstate.state.HeldFeedback;
import dev.reinstate.stream.TestEvents;
import dev.reinstate.training.GradientSum;
import dev.reinstate.training.SumFormat;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.function.ToIntFunction;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Flink expects of a serializer, for every type that is kept in state or travels. */
class FormatSerializerTest {

  static List<SerializedType<?>> types() {
    return SerializedType.all();
  }

  private static <T> byte[] bytes(TypeSerializer<T> serializer, T value) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(value, out);
    return out.getCopyOfBuffer();
  }

  @ParameterizedTest
  @MethodSource("types")
  <T> void valuesComeBackWithEveryBit(SerializedType<T> type) throws Exception {
    TypeSerializer<T> serializer = type.serializer();
    for (T value : type.values()) {
      byte[] written = bytes(serializer, value);
      DataInputDeserializer in = new DataInputDeserializer(written);
      T read = serializer.deserialize(in);
      assertThat(in.available()).as("bytes left").isZero();
      assertThat(bytes(serializer, read)).isEqualTo(written);
      assertThat(read)
          .usingRecursiveComparison()
          .withComparatorForType(Float::compare, Float.class)
          .isEqualTo(value);
      T again = serializer.deserialize(read, new DataInputDeserializer(written));
      assertThat(bytes(serializer, again)).isEqualTo(written);
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  <T> void valuesFollowEachOtherInOneStream(SerializedType<T> type) throws Exception {
    TypeSerializer<T> serializer = type.serializer();
    DataOutputSerializer out = new DataOutputSerializer(64);
    DataOutputSerializer copied = new DataOutputSerializer(64);
    for (T value : type.values()) {
      serializer.serialize(value, out);
    }
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    for (int i = 0; i < type.values().size(); i++) {
      serializer.copy(in, copied);
    }
    assertThat(in.available()).isZero();
    assertThat(copied.getCopyOfBuffer()).isEqualTo(out.getCopyOfBuffer());
  }

  @ParameterizedTest
  @MethodSource("types")
  <T> void copiesOfWhatChangesAreNoAliases(SerializedType<T> type) throws Exception {
    TypeSerializer<T> serializer = type.serializer();
    for (T value : type.values()) {
      T copy = serializer.copy(value);
      assertThat(bytes(serializer, copy)).isEqualTo(bytes(serializer, value));
      assertThat(copy == value).isEqualTo(serializer.isImmutableType());
      assertThat(bytes(serializer, serializer.copy(value, copy)))
          .isEqualTo(bytes(serializer, value));
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  <T> void aSavepointLeadsBackToTheSameSerializer(SerializedType<T> type) throws Exception {
    TypeSerializer<T> serializer = type.serializer();
    TypeSerializerSnapshot<T> read = throughBytes(serializer.snapshotConfiguration());
    assertThat(read.restoreSerializer()).isEqualTo(serializer).hasSameHashCodeAs(serializer);
    assertThat(serializer.snapshotConfiguration().resolveSchemaCompatibility(read))
        .matches(compatibility -> compatibility.isCompatibleAsIs());
    T value = type.values().get(0);
    assertThat(bytes(read.restoreSerializer(), value)).isEqualTo(bytes(serializer, value));
  }

  @ParameterizedTest
  @MethodSource("types")
  <T> void anotherTypesSavepointIsIncompatible(SerializedType<T> type) throws Exception {
    for (SerializedType<?> other : types()) {
      if (other.serializer().equals(type.serializer())) {
        continue;
      }
      @SuppressWarnings("unchecked")
      TypeSerializerSnapshot<T> before =
          (TypeSerializerSnapshot<T>) throughBytes(other.serializer().snapshotConfiguration());
      assertThat(type.serializer().snapshotConfiguration().resolveSchemaCompatibility(before))
          .matches(compatibility -> compatibility.isIncompatible());
    }
  }

  private static <T> TypeSerializerSnapshot<T> throughBytes(TypeSerializerSnapshot<T> snapshot)
      throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, snapshot);
    return TypeSerializerSnapshot.readVersionedSnapshot(
        new DataInputDeserializer(out.getCopyOfBuffer()),
        FormatSerializerTest.class.getClassLoader());
  }

  @ParameterizedTest
  @MethodSource("types")
  <T> void serializersTravelWithTheJob(SerializedType<T> type) throws Exception {
    TypeSerializer<T> serializer = type.serializer();
    assertThat(InstantiationUtil.clone(serializer)).isEqualTo(serializer);
    assertThat(serializer.duplicate()).isEqualTo(serializer);
    if (type.information() != null) {
      TypeInformation<T> information = InstantiationUtil.clone(type.information());
      assertThat(information).isEqualTo(type.information()).hasSameHashCodeAs(type.information());
      assertThat(information.createSerializer(new SerializerConfigImpl())).isEqualTo(serializer);
      assertThat(type.values()).allMatch(information.getTypeClass()::isInstance);
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  <T> void formatsOfLaterVersionsAreNamed(SerializedType<T> type) throws Exception {
    if (!type.versioned()) {
      return;
    }
    byte[] written = bytes(type.serializer(), type.values().get(0));
    written[0] = 77;
    assertThatThrownBy(() -> type.serializer().deserialize(new DataInputDeserializer(written)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("77");
  }

  /** It may be on its way in an unaligned checkpoint of a former version. */
  @Test
  void whatFormerVersionsSentToTheTrainerIsRead() throws Exception {
    TypeSerializer<TrainingInput> serializer =
        WireTypes.TRAINING.createSerializer(new SerializerConfigImpl());
    DataOutputSerializer out = new DataOutputSerializer(64);
    out.writeBoolean(true);
    out.writeLong(5);
    SumFormat.write(new GradientSum(new float[] {1, 2}, 3), out);
    out.writeBoolean(false);
    Floats.write(new float[] {4, 5, 6}, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    TrainingInput gradients = serializer.deserialize(in);
    assertThat(gradients.attempt()).isEqualTo(TrainingInput.UNKNOWN_ATTEMPT);
    assertThat(gradients.version()).isEqualTo(5);
    assertThat(gradients.gradients().sum()).containsExactly(1, 2);
    assertThat(gradients.gradients().count()).isEqualTo(3);
    TrainingInput observations = serializer.deserialize(in);
    assertThat(observations.attempt()).isEqualTo(TrainingInput.UNKNOWN_ATTEMPT);
    assertThat(observations.observations()).containsExactly(4, 5, 6);
    assertThat(in.available()).isZero();
  }

  /** Former versions rejected feedback alone, for one of the first three reasons. */
  @Test
  void whatFormerVersionsRejectedIsRead() throws Exception {
    Feedback feedback = TestEvents.feedback("k", "a", 1, 1);
    DataOutputSerializer out = new DataOutputSerializer(64);
    EventFormat.write(feedback, out);
    out.writeByte(2);
    out.writeUTF("one too many");
    assertThat(rejected(out))
        .isEqualTo(new RejectedEvent(feedback, Rejection.CAPPED, "one too many"));
  }

  @Test
  void onlyObservationsAndFeedbackAreRejected() throws Exception {
    DataOutputSerializer out = new DataOutputSerializer(64);
    EventFormat.write(new Forget("k", "o", 1), out);
    out.writeByte(0);
    out.writeUTF("");
    assertThatThrownBy(() -> rejected(out))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("an observation or feedback was expected");
  }

  private static RejectedEvent rejected(DataOutputSerializer written) throws IOException {
    return WireTypes.REJECTED
        .createSerializer(new SerializerConfigImpl())
        .deserialize(new DataInputDeserializer(written.getCopyOfBuffer()));
  }

  @Test
  void listsOfManyEventsComeBackWhole() throws Exception {
    Feedback event = TestEvents.feedback("k", "a", 1, 1);
    assertComesBackWhole(Format.EVENTS, Collections.nCopies(70_000, (Event) event), List::size);
    HeldFeedback held = new HeldFeedback(Collections.nCopies(70_000, event), 1, 2);
    assertComesBackWhole(Format.HELD, held, whole -> whole.feedback().size());
  }

  private static <T> void assertComesBackWhole(Format<T> format, T events, ToIntFunction<T> size)
      throws IOException {
    TypeSerializer<T> serializer = new FormatSerializer<>(format);
    DataInputDeserializer in = new DataInputDeserializer(bytes(serializer, events));
    assertThat(size.applyAsInt(serializer.deserialize(in))).isEqualTo(70_000);
    assertThat(in.available()).isZero();
  }
}
