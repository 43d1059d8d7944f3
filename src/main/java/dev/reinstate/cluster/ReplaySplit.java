package dev.reinstate.cluster;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * All records of a replay.
 *
 * @param replay the name of its {@link ReplayRegistry}
 */
record ReplaySplit<T>(String replay) implements IteratorSourceSplit<T, Iterator<T>>, Serializable {

  @Override
  public String splitId() {
    return replay;
  }

  @Override
  @SuppressWarnings("unchecked") // events are the only records that a replay has
  public Iterator<T> getIterator() {
    return (Iterator<T>) ReplayRegistry.of(replay).arrivals();
  }

  /** A replay takes no checkpoints: what a task that failed had put out cannot be taken back. */
  @Override
  public IteratorSourceSplit<T, Iterator<T>> getUpdatedSplitForIterator(Iterator<T> iterator) {
    throw new UnsupportedOperationException("a replay takes no checkpoints");
  }

  static final class Serializer<T> implements SimpleVersionedSerializer<ReplaySplit<T>> {

    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(ReplaySplit<T> split) {
      return split.replay.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public ReplaySplit<T> deserialize(int version, byte[] bytes) {
      return new ReplaySplit<>(new String(bytes, StandardCharsets.UTF_8));
    }
  }

  /** For one split, or none. */
  static final class CollectionSerializer<T>
      implements SimpleVersionedSerializer<Collection<ReplaySplit<T>>> {

    private final Serializer<T> one = new Serializer<>();

    @Override
    public int getVersion() {
      return one.getVersion();
    }

    @Override
    public byte[] serialize(Collection<ReplaySplit<T>> splits) throws IOException {
      return splits.isEmpty() ? new byte[0] : one.serialize(splits.iterator().next());
    }

    @Override
    public Collection<ReplaySplit<T>> deserialize(int version, byte[] bytes) {
      return bytes.length == 0 ? List.of() : List.of(one.deserialize(version, bytes));
    }
  }
}
