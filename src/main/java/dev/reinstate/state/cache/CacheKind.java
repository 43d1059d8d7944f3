package dev.reinstate.state.cache;

import dev.reinstate.memory.CodePage;
import dev.reinstate.memory.Page;
import dev.reinstate.state.DueChunk;
import dev.reinstate.state.EvictedId;
import dev.reinstate.state.KeyHeader;
import dev.reinstate.state.KeyedState;
import dev.reinstate.state.Trace;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A kind of value that {@link CachedState} keeps: how the other state reads and writes it, and what
 * it takes.
 *
 * @param <I> what tells values of this kind in a key apart
 * @param reader reads it from a state at its key; null where there is none
 * @param writer writes it to a state at its key
 * @param idBytes what an id takes on the heap, about
 * @param valueBytes what a value takes on the heap, about
 * @param isRated whether a request for it counts in {@link CachedState#hitRate}
 */
record CacheKind<I, V>(
    Reader<I, V> reader,
    Writer<I, V> writer,
    ToIntFunction<I> idBytes,
    ToLongFunction<V> valueBytes,
    boolean isRated) {

  static final CacheKind<Integer, KeyHeader> HEADER =
      rated((state, id) -> state.header(), (state, id, v) -> state.putHeader(v), KeyHeader::bytes);

  static final CacheKind<Integer, Page> PAGE =
      rated(KeyedState::page, KeyedState::putPage, Page::bytes);

  static final CacheKind<Integer, CodePage> CODES =
      rated(KeyedState::codes, KeyedState::putCodes, CodePage::bytes);

  /** Not rated: most are looked for to find that there is none. */
  static final CacheKind<String, Trace> TRACE =
      new CacheKind<>(KeyedState::trace, KeyedState::putTrace, String::length, Trace::bytes, false);

  static final CacheKind<Long, DueChunk> DUE_CHUNK =
      new CacheKind<>(
          KeyedState::dueChunk, KeyedState::putDueChunk, id -> 0, DueChunk::bytes, false);

  static final CacheKind<Long, EvictedId> NAME =
      new CacheKind<>(KeyedState::name, KeyedState::putName, id -> 0, EvictedId::bytes, false);

  private static <V> CacheKind<Integer, V> rated(
      Reader<Integer, V> reader, Writer<Integer, V> writer, ToLongFunction<V> valueBytes) {
    return new CacheKind<>(reader, writer, id -> 0, valueBytes, true);
  }

  /** Reads a value of the selected key. */
  interface Reader<I, V> {
    @Nullable V read(KeyedState state, I id);
  }

  /** Writes a value of the selected key. */
  interface Writer<I, V> {
    void write(KeyedState state, I id, V value);
  }
}
