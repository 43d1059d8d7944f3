package dev.reinstate.cluster;

import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceEnumerator;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceReader;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The records of a replay, as they arrive. It has an end.
 *
 * @param splits all of them in one, or none where there are no such records
 */
record ReplaySource<T>(List<ReplaySplit<T>> splits)
    implements Source<T, ReplaySplit<T>, Collection<ReplaySplit<T>>> {

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SplitEnumerator<ReplaySplit<T>, Collection<ReplaySplit<T>>> createEnumerator(
      SplitEnumeratorContext<ReplaySplit<T>> context) {
    return restoreEnumerator(context, splits);
  }

  @Override
  public SplitEnumerator<ReplaySplit<T>, Collection<ReplaySplit<T>>> restoreEnumerator(
      SplitEnumeratorContext<ReplaySplit<T>> context, Collection<ReplaySplit<T>> left) {
    return new IteratorSourceEnumerator<>(context, left);
  }

  @Override
  public SimpleVersionedSerializer<ReplaySplit<T>> getSplitSerializer() {
    return new ReplaySplit.Serializer<>();
  }

  @Override
  public SimpleVersionedSerializer<Collection<ReplaySplit<T>>> getEnumeratorCheckpointSerializer() {
    return new ReplaySplit.CollectionSerializer<>();
  }

  @Override
  public SourceReader<T, ReplaySplit<T>> createReader(SourceReaderContext context) {
    return new IteratorSourceReader<>(context);
  }
}
