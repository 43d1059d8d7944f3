package dev.reinstate.stream.state;

import dev.reinstate.event.Event;
import dev.reinstate.memory.CodePage;
import dev.reinstate.memory.Page;
import dev.reinstate.state.DueChunk;
import dev.reinstate.state.EvictedId;
import dev.reinstate.state.HeapState;
import dev.reinstate.state.HeldFeedback;
import dev.reinstate.state.KeyHeader;
import dev.reinstate.state.Rehearsed;
import dev.reinstate.state.RehearsedObservation;
import dev.reinstate.state.Trace;
import dev.reinstate.stream.types.Format;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.util.Collector;

/**
 * Reads all keyed state: each entry of each state by itself, so that a record stays small however
 * much a key has. Its bytes are what kind it is, its key in its map, and its value as in state.
 */
final class KeyEntryReader extends KeyedStateReaderFunction<String, Tuple2<String, byte[]>> {

  static final TypeInformation<Tuple2<String, byte[]>> TYPE =
      Types.TUPLE(Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  private static final long serialVersionUID = 1;
  private static final int BUFFER = 256;

  private enum Kind {
    KEY,
    HEADER,
    PAGE,
    CODES,
    TRACE,
    HELD,
    DUE,
    NAME,
    WAITING,
    REHEARSED,
    REHEARSED_OBSERVATION
  }

  private transient ValueState<KeyHeader> header;
  private transient MapState<Integer, Page> pages;
  private transient MapState<Integer, CodePage> codes;
  private transient MapState<String, Trace> traces;
  private transient MapState<String, HeldFeedback> held;
  private transient MapState<Long, DueChunk> dueChunks;
  private transient MapState<Long, EvictedId> names;
  private transient MapState<Long, List<Event>> waiting;
  private transient MapState<Integer, Rehearsed> rehearsed;
  private transient MapState<Integer, RehearsedObservation> rehearsedObservations;

  @Override
  public void open(OpenContext context) {
    RuntimeContext runtime = getRuntimeContext();
    header = runtime.getState(KeyStates.header());
    pages = runtime.getMapState(KeyStates.pages());
    codes = runtime.getMapState(KeyStates.codes());
    traces = runtime.getMapState(KeyStates.traces());
    held = runtime.getMapState(KeyStates.held());
    dueChunks = runtime.getMapState(KeyStates.dueChunks());
    names = runtime.getMapState(KeyStates.names());
    waiting = runtime.getMapState(KeyStates.waiting());
    rehearsed = runtime.getMapState(KeyStates.rehearsed());
    rehearsedObservations = runtime.getMapState(KeyStates.rehearsedObservations());
  }

  @Override
  public void readKey(String key, Context context, Collector<Tuple2<String, byte[]>> out)
      throws Exception {
    Entries entries = new Entries(key, out);
    // Flink takes a key of which nothing is given for the end of all
    entries.collect(Kind.KEY, to -> {});
    if (header.value() != null) {
      KeyHeader value = header.value();
      entries.collect(Kind.HEADER, to -> Format.HEADER.write(value, to));
    }
    for (Map.Entry<Integer, Page> page : pages.entries()) {
      entries.collect(
          Kind.PAGE,
          to -> {
            to.writeInt(page.getKey());
            Format.PAGE.write(page.getValue(), to);
          });
    }
    for (Map.Entry<Integer, CodePage> page : codes.entries()) {
      entries.collect(
          Kind.CODES,
          to -> {
            to.writeInt(page.getKey());
            Format.CODES.write(page.getValue(), to);
          });
    }
    for (Map.Entry<String, Trace> trace : traces.entries()) {
      entries.collect(
          Kind.TRACE,
          to -> {
            to.writeUTF(trace.getKey());
            Format.TRACE.write(trace.getValue(), to);
          });
    }
    for (Map.Entry<String, HeldFeedback> feedback : held.entries()) {
      entries.collect(
          Kind.HELD,
          to -> {
            to.writeUTF(feedback.getKey());
            Format.HELD.write(feedback.getValue(), to);
          });
    }
    for (Map.Entry<Long, DueChunk> chunk : dueChunks.entries()) {
      entries.collect(
          Kind.DUE,
          to -> {
            to.writeLong(chunk.getKey());
            Format.DUE.write(chunk.getValue(), to);
          });
    }
    for (Map.Entry<Long, EvictedId> name : names.entries()) {
      entries.collect(
          Kind.NAME,
          to -> {
            to.writeLong(name.getKey());
            Format.NAME.write(name.getValue(), to);
          });
    }
    for (List<Event> events : waiting.values()) {
      entries.collect(Kind.WAITING, to -> Format.EVENTS.write(events, to));
    }
    for (Map.Entry<Integer, Rehearsed> feedback : rehearsed.entries()) {
      entries.collect(
          Kind.REHEARSED,
          to -> {
            to.writeInt(feedback.getKey());
            Format.REHEARSED.write(feedback.getValue(), to);
          });
    }
    for (Map.Entry<Integer, RehearsedObservation> observation : rehearsedObservations.entries()) {
      entries.collect(
          Kind.REHEARSED_OBSERVATION,
          to -> {
            to.writeInt(observation.getKey());
            Format.REHEARSED_OBSERVATION.write(observation.getValue(), to);
          });
    }
  }

  private interface Writer {
    void write(DataOutputSerializer to) throws IOException;
  }

  private record Entries(String key, Collector<Tuple2<String, byte[]>> out) {

    private void collect(Kind kind, Writer writer) throws IOException {
      DataOutputSerializer to = new DataOutputSerializer(BUFFER);
      to.writeByte(kind.ordinal());
      writer.write(to);
      out.collect(Tuple2.of(key, to.getCopyOfBuffer()));
    }
  }

  /**
   * Puts an entry where it belongs.
   *
   * @param key whose it is
   * @param entry its bytes
   * @param state with the key selected
   * @param waiting receives events that wait for their turn
   */
  static void restore(String key, byte[] entry, HeapState state, Consumer<Event> waiting)
      throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(entry);
    switch (Kind.values()[in.readUnsignedByte()]) {
      case KEY -> {}
      case HEADER -> state.restoreHeader(Format.HEADER.read(in));
      case PAGE -> state.putPage(in.readInt(), Format.PAGE.read(in));
      case CODES -> state.putCodes(in.readInt(), Format.CODES.read(in));
      case TRACE -> state.putTrace(in.readUTF(), Format.TRACE.read(in));
      case HELD -> state.putHeld(in.readUTF(), Format.HELD.read(in));
      case DUE -> state.putDueChunk(in.readLong(), Format.DUE.read(in));
      case NAME -> state.putName(in.readLong(), Format.NAME.read(in));
      case WAITING -> Format.EVENTS.read(in).forEach(waiting);
      case REHEARSED -> state.rehearsed().put(key, in.readInt(), Format.REHEARSED.read(in));
      case REHEARSED_OBSERVATION ->
          state
              .rehearsedObservations()
              .put(key, in.readInt(), Format.REHEARSED_OBSERVATION.read(in));
    }
  }
}
