package dev.reinstate.stream;

import dev.reinstate.learner.Model;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/** A savepoint of the job, or a checkpoint that was kept, read without a cluster. */
public final class Savepoint {

  private static final OperatorIdentifier MEMORY = OperatorIdentifier.forUid("memory");

  private final SavepointReader reader;
  private final Map<String, byte[]> model = new TreeMap<>();

  private Savepoint(SavepointReader reader) {
    this.reader = reader;
  }

  /**
   * Opens a savepoint.
   *
   * @param path a folder with a file {@code _metadata}
   * @throws IOException if it cannot be read, or is none of this job
   */
  public static Savepoint open(String path) throws IOException {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
    environment.setRuntimeMode(RuntimeExecutionMode.BATCH);
    try {
      Savepoint savepoint =
          new Savepoint(
              SavepointReader.read(environment, path, new EmbeddedRocksDBStateBackend(true)));
      savepoint.readModel();
      return savepoint;
    } catch (Exception e) {
      throw new IOException(
          "there is no savepoint of the job at %s: %s".formatted(path, e.getMessage()), e);
    }
  }

  private void readModel() throws Exception {
    try (CloseableIterator<Tuple2<String, byte[]>> entries =
        reader
            .readBroadcastState(
                MEMORY,
                LearnerState.MODEL,
                Types.STRING,
                PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO,
                StringSerializer.INSTANCE,
                BytePrimitiveArraySerializer.INSTANCE)
            .executeAndCollect()) {
      entries.forEachRemaining(entry -> model.put(entry.f0, entry.f1));
    }
    if (!model.containsKey(LearnerState.MODEL)) {
      throw new IOException("it holds no model");
    }
  }

  /** Optimiser steps of the embedding network. */
  public long modelVersion() throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(model.get(LearnerState.MODEL));
    LearnerState.skipAttempts(in);
    return Model.readVersion(in);
  }

  /** The settings that it can only be used with; none in savepoints of before they were kept. */
  public Map<String, String> settings() throws IOException {
    byte[] settings = model.get(LearnerState.SETTINGS);
    return settings == null
        ? Map.of()
        : StateSettings.read(new DataInputDeserializer(settings)).byKey();
  }

  /**
   * Reads what it holds of keys, one after the other.
   *
   * @param only the key to read; null: all
   */
  public void keys(String only, Consumer<KeyView> to) throws Exception {
    try (CloseableIterator<KeyView> keys =
        reader
            .readKeyedState(MEMORY, new KeyViews(only), Types.STRING, Types.POJO(KeyView.class))
            .executeAndCollect()) {
      keys.forEachRemaining(
          key -> {
            if (only == null || only.equals(key.key())) {
              to.accept(key);
            }
          });
    }
  }
}
