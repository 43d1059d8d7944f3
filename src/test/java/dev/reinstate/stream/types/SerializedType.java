package dev.reinstate.stream.types;

import dev.reinstate.compute.Similarity;
import dev.reinstate.credit.HeadMixture;
import dev.reinstate.event.Credit;
import dev.reinstate.event.DefaultFeedback;
import dev.reinstate.event.Event;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Forget;
import dev.reinstate.event.Prediction;
import dev.reinstate.event.Rejection;
import dev.reinstate.memory.CodePage;
import dev.reinstate.memory.ExternalMemory;
import dev.reinstate.memory.Memory;
import dev.reinstate.memory.MemoryLayout;
import dev.reinstate.memory.Page;
import dev.reinstate.memory.PageStore;
import dev.reinstate.memory.Precision;
import dev.reinstate.memory.Ring;
import dev.reinstate.memory.StoredVector;
import dev.reinstate.model.ModelPart;
import dev.reinstate.state.DueChunk;
import dev.reinstate.state.EvictedId;
import dev.reinstate.state.HeldFeedback;
import dev.reinstate.state.KeyHeader;
import dev.reinstate.state.KeyHeaderFormat;
import dev.reinstate.state.RecordedRead;
import dev.reinstate.state.Trace;
import dev.reinstate.stream.TestEvents;
import dev.reinstate.stream.TestJobs;
import dev.reinstate.stream.TestModels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * A type that Flink writes, with values of every form.
 *
 * @param versioned whether its bytes start with the number of their format
 * @param information what the job graph says of it, or null for a type that is only kept in state
 */
public record SerializedType<T>(
    String name,
    boolean versioned,
    TypeInformation<T> information,
    TypeSerializer<T> serializer,
    List<T> values) {

  private static final float[] ODD = {0, -0f, Float.MIN_VALUE, -1e30f, 0.1f};
  private static final Feedback FEEDBACK =
      new Feedback("ключ", "f", "o", -5, 7, -0.5, 0.25f, new Feedback.Origin(3, 1L << 40));
  private static final Event OBSERVATION =
      TestEvents.observation("k", "o", Long.MAX_VALUE - 1)
          .withKeys(Map.of("ключ", "значение", "device", "d"))
          .withFeedbackDue(Long.MAX_VALUE);

  private static final Event DEFAULT_FEEDBACK = new DefaultFeedback("k", "o", 17);
  private static final Event FORGET_ONE = new Forget("k", "o", -1);
  private static final Event FORGET_ALL = new Forget("k", null, 3);

  public static List<SerializedType<?>> all() {
    TestModels models = new TestModels(TestJobs.shared());
    return List.of(
        travels(
            "event",
            true,
            WireTypes.EVENT,
            FEEDBACK,
            OBSERVATION,
            DEFAULT_FEEDBACK,
            FORGET_ONE,
            FORGET_ALL),
        travels(
            "arrival",
            false,
            WireTypes.EVENT_ARRIVAL,
            SourceRecord.of(FEEDBACK),
            SourceRecord.of(OBSERVATION),
            SourceRecord.malformed(deadLetter(null, null))),
        travels(
            "model arrival",
            false,
            WireTypes.MODEL_ARRIVAL,
            SourceRecord.of(models.publication(7, 1).get(0)),
            SourceRecord.malformed(deadLetter(new byte[2], null))),
        travels(
            "dead letter",
            false,
            WireTypes.DEAD_LETTER,
            deadLetter(null, new byte[0]),
            deadLetter(new byte[] {1, -1}, new byte[3000])),
        travels("prediction", false, WireTypes.PREDICTION, prediction(0), prediction(3)),
        travels("credit", false, WireTypes.CREDIT, credit(), credit("a", "b")),
        travels(
            "rejected",
            true,
            WireTypes.REJECTED,
            new RejectedEvent(FEEDBACK, Rejection.LATE, ""),
            new RejectedEvent(OBSERVATION, Rejection.NOT_FINITE, "not finite"),
            new RejectedEvent(FEEDBACK, Rejection.ORPHAN, "no observation")),
        travels(
            "model part",
            false,
            WireTypes.MODEL_PART,
            models.publication(ModelPart.MAX_ATTEMPT, 1).toArray(ModelPart[]::new)),
        travels(
            "sum",
            true,
            WireTypes.TRAINING,
            TrainingInput.of(models.embeddingSum(3, 1L), 1_780_000_000_000L, 5),
            TrainingInput.of(new float[] {1, 2, 3}, TrainingInput.UNKNOWN_ATTEMPT, 6)),
        kept("events", Format.EVENTS, List.of(), List.of(FEEDBACK, OBSERVATION, DEFAULT_FEEDBACK)),
        kept("held", Format.HELD, held(), held(FEEDBACK, FEEDBACK)),
        kept("due", Format.DUE, due(1), due(64)),
        kept("name", Format.NAME, new EvictedId("memory", new long[] {-1, 1L << 40}, 3)),
        kept("header", Format.HEADER, header(0), header(70)),
        kept(
            "trace",
            Format.TRACE,
            trace(new int[] {0}),
            trace(new int[] {3}),
            trace(new int[] {2}, 9),
            trace(new int[] {1, 0, 2}, 9, Trace.NOWHERE)),
        kept("page", Format.PAGE, page(1), page(Page.SLOTS)),
        kept("codes", Format.CODES, codes(1), codes(Page.SLOTS)));
  }

  @SafeVarargs
  private static <T> SerializedType<T> travels(
      String name, boolean versioned, TypeInformation<T> information, T... values) {
    TypeSerializer<T> serializer = information.createSerializer(new SerializerConfigImpl());
    return new SerializedType<>(name, versioned, information, serializer, List.of(values));
  }

  @SafeVarargs
  private static <T> SerializedType<T> kept(String name, Format<T> format, T... values) {
    return new SerializedType<>(name, true, null, new FormatSerializer<>(format), List.of(values));
  }

  private static DeadLetter deadLetter(byte[] key, byte[] value) {
    return new DeadLetter("topic", 3, 1L << 40, key, value, DeadLetter.MALFORMED, "what was wrong");
  }

  private static Prediction prediction(int read) {
    String[] ids = new String[read];
    Arrays.fill(ids, "memory");
    String[] reads = new String[read];
    Arrays.fill(reads, "at origin");
    return new Prediction("k", "o", -1, 1L << 40, ODD, ids, new float[read], reads, 70_000);
  }

  private static Credit credit(String... memories) {
    List<Credit.MemoryCredit> credits =
        Arrays.stream(memories)
            .map(id -> new Credit.MemoryCredit(id, 1, 2, -3, 4, 5, Float.NaN, id.equals("a")))
            .toList();
    return new Credit("k", "f", "o", 1, "reinstated", 2, 0.1, -0.0, credits);
  }

  private static HeldFeedback held(Feedback... feedback) {
    return new HeldFeedback(List.of(feedback), -5, 1L << 40);
  }

  private static DueChunk due(int count) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(1);
      out.writeLong(-1);
      out.writeLong(1L << 40);
      out.writeByte(count);
      for (int i = 0; i < count; i++) {
        out.writeUTF("observation");
      }
      return DueChunk.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without slots it is pending, of two spaces. */
  private static Trace trace(int[] counts, int... slots) {
    boolean pending = slots.length == 0;
    int read = Arrays.stream(counts).sum();
    long[] hashes = new long[read];
    Arrays.fill(hashes, -3);
    StoredVector embedding = new StoredVector(new byte[] {1, -128, 127}, 0.1f);
    return new Trace(
        -7,
        1L << 40,
        pending ? new StoredVector[] {embedding, embedding} : new StoredVector[0],
        pending ? new byte[] {5, -5} : null,
        ODD,
        new RecordedRead(
            counts,
            new int[read],
            hashes,
            null,
            new float[read],
            new double[read],
            new long[read],
            HeadMixture.SIMPLE),
        slots,
        0.1,
        pending ? new String[0] : new String[] {"f", "g"},
        pending ? new String[0] : new String[] {"значение", ""},
        7);
  }

  /** A header as it is after so many writes to a memory of 64. */
  private static KeyHeader header(int writes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      Ring ring = new Filled(writes).ring;
      out.writeByte(3);
      out.writeInt(ring.next());
      out.writeInt(ring.size());
      out.writeInt(ring.extent());
      out.writeInt(2);
      out.writeDouble(0.1);
      out.writeDouble(-0.0);
      out.writeLong(-1);
      out.writeLong(writes);
      out.writeLong(7);
      out.writeInt(0);
      out.writeInt(1);
      out.writeLong(1L << 40);
      out.writeInt(70);
      out.writeLong(6);
      out.writeInt(0);
      return KeyHeaderFormat.read(
          new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Page page(int memories) {
    return new Filled(memories).pages.get(0);
  }

  private static CodePage codes(int memories) {
    return new Filled(memories).codes.get(0);
  }

  /** Pages with so many memories. */
  private static final class Filled implements PageStore {

    private final Ring ring = new Ring();
    private final Map<Integer, Page> pages = new HashMap<>();
    private final Map<Integer, CodePage> codes = new HashMap<>();

    private Filled(int memories) {
      ExternalMemory memory =
          new ExternalMemory(
              new MemoryLayout(3, 1, Precision.INT8, Similarity.UNIT_DOT, 2, Page.SLOTS),
              ring,
              this);
      for (int i = 0; i < memories; i++) {
        StoredVector embedding = Precision.INT8.store(new float[] {i, -1, 0.5f}, 0, 3);
        memory.write(
            new Memory("m" + i, -i, embedding, 1L << 40, new byte[] {(byte) i, -1}, 0.1 * i));
      }
      memory.flush();
    }

    @Override
    public Page page(int number) {
      return pages.get(number);
    }

    @Override
    public void putPage(int number, Page page) {
      pages.put(number, page);
    }

    @Override
    public CodePage codes(int number) {
      return codes.get(number);
    }

    @Override
    public void putCodes(int number, CodePage page) {
      codes.put(number, page);
    }

    @Override
    public void removePage(int number) {
      pages.remove(number);
      codes.remove(number);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
