package dev.reinstate.stream.types;

import dev.reinstate.event.Credit;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventFormat;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.FieldOutput;
import dev.reinstate.event.HasFields;
import dev.reinstate.event.Observation;
import dev.reinstate.event.Prediction;
import dev.reinstate.event.Rejection;
import dev.reinstate.format.CountedInput;
import dev.reinstate.format.Floats;
import dev.reinstate.model.ModelPart;
import dev.reinstate.training.SumFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/** The types that travel between operators. None of them is kept in state. */
public final class WireTypes {

  /** Kinds of what goes to the trainer; the former ones do not say whose network it follows. */
  private static final int FORMER_OBSERVATIONS = 0;

  private static final int FORMER_GRADIENTS = 1;
  private static final int GRADIENTS = 2;
  private static final int OBSERVATIONS = 3;

  private static final Format<DeadLetter> DEAD_LETTER_FORMAT =
      Format.immutable(
          "dead-letter", DeadLetter.class, WireTypes::write, WireTypes::readDeadLetter);
  private static final Format<Prediction> PREDICTION_FORMAT =
      fields("prediction", Prediction.class, Prediction::read);
  private static final Format<Credit> CREDIT_FORMAT = fields("credit", Credit.class, Credit::read);
  private static final Format<RejectedEvent> REJECTED_FORMAT =
      Format.immutable("rejected", RejectedEvent.class, WireTypes::write, WireTypes::readRejected);
  private static final Format<ModelPart> MODEL_PART_FORMAT =
      fields("model-part", ModelPart.class, ModelPart::read);
  private static final Format<TrainingInput> TRAINING_FORMAT =
      Format.immutable(
          "training", TrainingInput.class, WireTypes::write, WireTypes::readTrainingInput);

  private static final Format<SourceRecord<Event>> EVENT_ARRIVAL_FORMAT =
      arrival("arrival", EventFormat::write, EventFormat::read);
  private static final Format<SourceRecord<ModelPart>> MODEL_ARRIVAL_FORMAT =
      arrival("model-arrival", WireTypes::writeFields, ModelPart::read);

  public static final TypeInformation<Event> EVENT = new FormatType<>(Format.EVENT);
  public static final TypeInformation<SourceRecord<Event>> EVENT_ARRIVAL =
      new FormatType<>(EVENT_ARRIVAL_FORMAT);
  public static final TypeInformation<SourceRecord<ModelPart>> MODEL_ARRIVAL =
      new FormatType<>(MODEL_ARRIVAL_FORMAT);
  public static final TypeInformation<DeadLetter> DEAD_LETTER =
      new FormatType<>(DEAD_LETTER_FORMAT);
  public static final TypeInformation<Prediction> PREDICTION = new FormatType<>(PREDICTION_FORMAT);
  public static final TypeInformation<Credit> CREDIT = new FormatType<>(CREDIT_FORMAT);
  public static final TypeInformation<RejectedEvent> REJECTED = new FormatType<>(REJECTED_FORMAT);
  public static final TypeInformation<ModelPart> MODEL_PART = new FormatType<>(MODEL_PART_FORMAT);
  public static final TypeInformation<TrainingInput> TRAINING = new FormatType<>(TRAINING_FORMAT);

  private WireTypes() {}

  /** Makes sure that the formats are known by their names. */
  static void load() {}

  private static <T extends HasFields> Format<T> fields(
      String name, Class<T> type, Format.Reader<T> reader) {
    return Format.immutable(name, type, WireTypes::writeFields, reader);
  }

  private static void writeFields(HasFields record, DataOutput out) throws IOException {
    record.fields(new FieldOutput(out));
  }

  private static <T> Format<SourceRecord<T>> arrival(
      String name, Format.Writer<T> writer, Format.Reader<T> reader) {
    return Format.immutable(
        name,
        arrivalType(),
        (arrival, out) -> {
          out.writeBoolean(arrival.value() != null);
          if (arrival.value() != null) {
            writer.write(arrival.value(), out);
          } else {
            write(arrival.deadLetter(), out);
          }
        },
        in ->
            in.readBoolean()
                ? SourceRecord.of(reader.read(in))
                : SourceRecord.malformed(readDeadLetter(in)));
  }

  /** The class of arrivals, as if it knew what arrives. */
  @SuppressWarnings("unchecked")
  private static <T> Class<SourceRecord<T>> arrivalType() {
    return (Class<SourceRecord<T>>) (Class<?>) SourceRecord.class;
  }

  private static void write(DeadLetter letter, DataOutput out) throws IOException {
    out.writeUTF(letter.topic());
    out.writeInt(letter.partition());
    out.writeLong(letter.offset());
    writeBytes(letter.key(), out);
    writeBytes(letter.value(), out);
    out.writeUTF(letter.reason());
    out.writeUTF(letter.error());
  }

  private static DeadLetter readDeadLetter(DataInput in) throws IOException {
    return new DeadLetter(
        in.readUTF(),
        in.readInt(),
        in.readLong(),
        readBytes(in),
        readBytes(in),
        in.readUTF(),
        in.readUTF());
  }

  private static void write(RejectedEvent rejected, DataOutput out) throws IOException {
    EventFormat.write(rejected.event(), out);
    out.writeByte(rejected.reason().ordinal());
    out.writeUTF(rejected.message());
  }

  private static RejectedEvent readRejected(DataInput in) throws IOException {
    Event event = EventFormat.read(in);
    if (!(event instanceof Observation || event instanceof Feedback)) {
      throw new IOException(
          "an event of another kind stands where an observation or feedback was expected");
    }
    int reason = in.readUnsignedByte();
    if (reason >= Rejection.values().length) {
      throw new IOException("there is no rejection " + reason);
    }
    return new RejectedEvent(event, Rejection.values()[reason], in.readUTF());
  }

  private static void write(TrainingInput input, DataOutput out) throws IOException {
    boolean gradients = input.gradients() != null;
    out.writeByte(gradients ? GRADIENTS : OBSERVATIONS);
    out.writeLong(input.attempt());
    out.writeLong(input.version());
    if (gradients) {
      SumFormat.write(input.gradients(), out);
    } else {
      Floats.write(input.observations(), out);
    }
  }

  private static TrainingInput readTrainingInput(DataInput in) throws IOException {
    int kind = in.readUnsignedByte();
    boolean former = kind == FORMER_OBSERVATIONS || kind == FORMER_GRADIENTS;
    long attempt = former ? TrainingInput.UNKNOWN_ATTEMPT : in.readLong();
    return switch (kind) {
      case FORMER_OBSERVATIONS -> TrainingInput.of(Floats.read(in), attempt, 0);
      case FORMER_GRADIENTS, GRADIENTS -> {
        long version = in.readLong();
        yield TrainingInput.of(SumFormat.readGradientSum(in), attempt, version);
      }
      case OBSERVATIONS -> {
        long version = in.readLong();
        yield TrainingInput.of(Floats.read(in), attempt, version);
      }
      default ->
          throw new IOException(
              "what goes to the trainer has kind %d; this version reads kinds 0 to %d"
                  .formatted(kind, OBSERVATIONS));
    };
  }

  private static void writeBytes(byte @Nullable [] bytes, DataOutput out) throws IOException {
    out.writeInt(bytes == null ? -1 : bytes.length);
    if (bytes != null) {
      out.write(bytes);
    }
  }

  private static byte @Nullable [] readBytes(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    return CountedInput.bytes(in, length);
  }
}
