package dev.reinstate.stream;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Where savepoints of version 0.1 look for what is now {@link
 * dev.reinstate.stream.types.FormatSerializer}. Nothing else uses it.
 */
public final class FormatSerializer {

  private FormatSerializer() {}

  /** Reads as {@link dev.reinstate.stream.types.FormatSerializer.Snapshot} does. */
  public static final class Snapshot<T> implements TypeSerializerSnapshot<T> {

    private final dev.reinstate.stream.types.FormatSerializer.Snapshot<T> moved =
        new dev.reinstate.stream.types.FormatSerializer.Snapshot<>();

    @Override
    public int getCurrentVersion() {
      return moved.getCurrentVersion();
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
      moved.writeSnapshot(out);
    }

    @Override
    public void readSnapshot(int readVersion, DataInputView in, ClassLoader loader)
        throws IOException {
      moved.readSnapshot(readVersion, in, loader);
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
      return moved.restoreSerializer();
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
        TypeSerializerSnapshot<T> before) {
      return moved.resolveSchemaCompatibility(before);
    }
  }
}
