package dev.reinstate.stream.types;

import dev.reinstate.event.Event;
import dev.reinstate.event.EventFormat;
import dev.reinstate.memory.CodePage;
import dev.reinstate.memory.Page;
import dev.reinstate.memory.PageFormat;
import dev.reinstate.state.DueChunk;
import dev.reinstate.state.EvictedId;
import dev.reinstate.state.HeldFeedback;
import dev.reinstate.state.KeyHeader;
import dev.reinstate.state.KeyHeaderFormat;
import dev.reinstate.state.RehearsalFormat;
import dev.reinstate.state.Rehearsed;
import dev.reinstate.state.RehearsedObservation;
import dev.reinstate.state.Trace;
import dev.reinstate.state.TraceFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How a type is written to state and between operators. The name is kept in savepoints; the bytes
 * themselves start with the number of their format where they are kept in state.
 *
 * @param <T> the type
 */
public final class Format<T> implements Serializable {

  interface Writer<T> {
    void write(T value, DataOutput out) throws IOException;
  }

  interface Reader<T> {
    T read(DataInput in) throws IOException;
  }

  private static final long serialVersionUID = 1;
  private static final Map<String, Format<?>> BY_NAME = new ConcurrentHashMap<>();

  static final Format<Event> EVENT =
      immutable("event", Event.class, EventFormat::write, EventFormat::read);
  public static final Format<List<Event>> EVENTS =
      immutable("events", listType(), EventsFormat::write, EventsFormat::read);
  public static final Format<KeyHeader> HEADER =
      mutable("header", KeyHeader.class, KeyHeaderFormat::write, KeyHeaderFormat::read);
  public static final Format<Trace> TRACE =
      immutable("trace", Trace.class, TraceFormat::write, TraceFormat::readTrace);
  public static final Format<HeldFeedback> HELD =
      immutable("held", HeldFeedback.class, TraceFormat::write, TraceFormat::readHeld);
  public static final Format<DueChunk> DUE =
      mutable("due", DueChunk.class, DueChunk::write, DueChunk::read);
  public static final Format<EvictedId> NAME =
      immutable("name", EvictedId.class, EvictedId::write, EvictedId::read);
  public static final Format<Page> PAGE =
      mutable("page", Page.class, PageFormat::write, PageFormat::readPage);
  public static final Format<CodePage> CODES =
      mutable("codes", CodePage.class, PageFormat::write, PageFormat::readCodes);
  public static final Format<Rehearsed> REHEARSED =
      immutable(
          "rehearsed", Rehearsed.class, RehearsalFormat::write, RehearsalFormat::readFeedback);
  public static final Format<RehearsedObservation> REHEARSED_OBSERVATION =
      immutable(
          "rehearsed-observation",
          RehearsedObservation.class,
          RehearsalFormat::write,
          RehearsalFormat::readObservation);

  private final String name;
  private final transient Class<T> type;
  private final transient boolean immutable;
  private final transient Writer<T> writer;
  private final transient Reader<T> reader;

  private Format(
      String name, Class<T> type, boolean immutable, Writer<T> writer, Reader<T> reader) {
    this.name = name;
    this.type = type;
    this.immutable = immutable;
    this.writer = writer;
    this.reader = reader;
    if (BY_NAME.put(name, this) != null) {
      throw new IllegalStateException("two formats are named " + name);
    }
  }

  static <T> Format<T> immutable(String name, Class<T> type, Writer<T> writer, Reader<T> reader) {
    return new Format<>(name, type, true, writer, reader);
  }

  private static <T> Format<T> mutable(
      String name, Class<T> type, Writer<T> writer, Reader<T> reader) {
    return new Format<>(name, type, false, writer, reader);
  }

  /** The class of lists, as if it knew of its elements. */
  @SuppressWarnings("unchecked")
  private static <E> Class<List<E>> listType() {
    return (Class<List<E>>) (Class<?>) List.class;
  }

  static Format<?> named(String name) throws IOException {
    WireTypes.load();
    Format<?> format = BY_NAME.get(name);
    if (format == null) {
      throw new IOException("there is no format named '%s'".formatted(name));
    }
    return format;
  }

  String name() {
    return name;
  }

  Class<T> type() {
    return type;
  }

  boolean isImmutable() {
    return immutable;
  }

  public void write(T value, DataOutput out) throws IOException {
    writer.write(value, out);
  }

  public T read(DataInput in) throws IOException {
    return reader.read(in);
  }

  private Object readResolve() throws java.io.ObjectStreamException {
    try {
      return named(name);
    } catch (IOException e) {
      throw new java.io.InvalidObjectException(e.getMessage());
    }
  }
}
