package dev.reinstate.bench;

import dev.reinstate.state.cache.CachedState;
import dev.reinstate.stream.state.FlinkState;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.functions.SerializerFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.apache.flink.runtime.query.KvStateRegistry;
import org.apache.flink.runtime.query.TaskKvStateRegistry;
import org.apache.flink.runtime.state.AbstractKeyedStateBackend;
import org.apache.flink.runtime.state.DefaultKeyedStateStore;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.LocalRecoveryConfig;
import org.apache.flink.runtime.state.SavepointResources;
import org.apache.flink.runtime.state.SavepointSnapshotStrategy;
import org.apache.flink.runtime.state.SnapshotExecutionType;
import org.apache.flink.runtime.state.SnapshotStrategyRunner;
import org.apache.flink.runtime.state.UncompressedStreamCompressionDecorator;
import org.apache.flink.runtime.state.filesystem.FsCheckpointStreamFactory;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackendBuilder;
import org.apache.flink.runtime.state.heap.HeapPriorityQueueSetFactory;
import org.apache.flink.runtime.state.metrics.LatencyTrackingStateConfig;
import org.apache.flink.runtime.state.metrics.SizeTrackingStateConfig;
import org.apache.flink.runtime.state.ttl.TtlTimeProvider;
import org.apache.flink.state.rocksdb.RocksDBKeyedStateBackendBuilder;
import org.apache.flink.state.rocksdb.RocksDBPriorityQueueConfig;
import org.apache.flink.state.rocksdb.RocksDBResourceContainer;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.apache.flink.util.FileUtils;
import org.apache.flink.util.concurrent.FutureUtils;

/** Keyed state as the memory operator has it, without a job around it, in a folder of its own. */
final class BenchState implements AutoCloseable {

  private static final int KEY_GROUPS = 128;
  private static final int BUFFER = 64 * 1024;

  private final Path folder;
  private final CloseableRegistry closeables = new CloseableRegistry();
  private final AbstractKeyedStateBackend<String> backend;
  private final FsCheckpointStreamFactory checkpoints;
  private final CachedState state;
  private long checkpoint;

  BenchState(StateKind kind) throws Exception {
    folder = Files.createTempDirectory("reinstate-bench");
    checkpoints =
        new FsCheckpointStreamFactory(
            FileSystem.getLocalFileSystem(), inFolder("exclusive"), inFolder("shared"), 0, BUFFER);
    backend = kind == StateKind.HEAP ? heap() : rocksDb();
    state = new CachedState(flinkState(), kind.cacheBytes());
  }

  private org.apache.flink.core.fs.Path inFolder(String name) throws IOException {
    return new org.apache.flink.core.fs.Path(Files.createDirectories(folder.resolve(name)).toUri());
  }

  private AbstractKeyedStateBackend<String> heap() throws Exception {
    KeyGroupRange range = KeyGroupRange.of(0, KEY_GROUPS - 1);
    return new HeapKeyedStateBackendBuilder<>(
            registry(),
            StringSerializer.INSTANCE,
            BenchState.class.getClassLoader(),
            KEY_GROUPS,
            range,
            new ExecutionConfig(),
            TtlTimeProvider.DEFAULT,
            LatencyTrackingStateConfig.disabled(),
            SizeTrackingStateConfig.disabled(),
            List.of(),
            UncompressedStreamCompressionDecorator.INSTANCE,
            LocalRecoveryConfig.BACKUP_AND_RECOVERY_DISABLED,
            new HeapPriorityQueueSetFactory(range, KEY_GROUPS, 128),
            true,
            closeables)
        .build();
  }

  private AbstractKeyedStateBackend<String> rocksDb() throws Exception {
    File files = Files.createDirectories(folder.resolve("db")).toFile();
    RocksDBResourceContainer resources = new RocksDBResourceContainer();
    closeables.registerCloseable(
        () -> {
          try {
            resources.close();
          } catch (Exception e) {
            throw new IOException(e);
          }
        });
    RocksDBKeyedStateBackendBuilder<String> builder =
        new RocksDBKeyedStateBackendBuilder<>(
            "bench",
            BenchState.class.getClassLoader(),
            files,
            resources,
            name -> resources.getColumnOptions(),
            registry(),
            StringSerializer.INSTANCE,
            KEY_GROUPS,
            KeyGroupRange.of(0, KEY_GROUPS - 1),
            new ExecutionConfig(),
            LocalRecoveryConfig.BACKUP_AND_RECOVERY_DISABLED,
            new RocksDBPriorityQueueConfig(),
            TtlTimeProvider.DEFAULT,
            LatencyTrackingStateConfig.disabled(),
            SizeTrackingStateConfig.disabled(),
            new UnregisteredMetricsGroup(),
            (name, value) -> {},
            List.<KeyedStateHandle>of(),
            UncompressedStreamCompressionDecorator.INSTANCE,
            closeables);
    // Flink's own set-up of the back end does this, from a task's environment
    Method incremental =
        RocksDBKeyedStateBackendBuilder.class.getDeclaredMethod(
            "setEnableIncrementalCheckpointing", boolean.class);
    incremental.setAccessible(true);
    incremental.invoke(builder, true);
    return builder.build();
  }

  private static TaskKvStateRegistry registry() {
    return new KvStateRegistry().createTaskRegistry(new JobID(), new JobVertexID());
  }

  private FlinkState flinkState() {
    SerializerFactory serializers =
        new SerializerFactory() {
          @Override
          public <T> TypeSerializer<T> createSerializer(TypeInformation<T> type) {
            return type.createSerializer(new ExecutionConfig().getSerializerConfig());
          }
        };
    return new FlinkState(
        new DefaultKeyedStateStore(backend, serializers),
        backend,
        new CurrentKey(),
        new FlinkState.KeyTimers() {
          @Override
          public void register(long time) {}

          @Override
          public void delete(long time) {}
        });
  }

  CachedState state() {
    return state;
  }

  /**
   * Makes a checkpoint, as a barrier does.
   *
   * @return bytes that it wrote
   */
  long checkpoint() throws Exception {
    state.writeBack();
    checkpoint++;
    KeyedStateHandle handle =
        FutureUtils.runIfNotDoneAndGet(
                backend.snapshot(
                    checkpoint,
                    checkpoint,
                    checkpoints,
                    CheckpointOptions.forCheckpointWithDefaultLocation()))
            .getJobManagerOwnedSnapshot();
    backend.notifyCheckpointComplete(checkpoint);
    return handle == null ? 0 : handle.getCheckpointedSize();
  }

  /**
   * Makes a savepoint, which holds each entry once and nothing else.
   *
   * @return its bytes
   */
  long savepoint() throws Exception {
    state.writeBack();
    checkpoint++;
    SavepointResources<String> resources = backend.savepoint();
    KeyedStateHandle handle =
        FutureUtils.runIfNotDoneAndGet(
                new SnapshotStrategyRunner<>(
                        "savepoint",
                        new SavepointSnapshotStrategy<>(resources.getSnapshotResources()),
                        closeables,
                        SnapshotExecutionType.SYNCHRONOUS)
                    .snapshot(
                        checkpoint,
                        checkpoint,
                        checkpoints,
                        CheckpointOptions.forCheckpointWithDefaultLocation()))
            .getJobManagerOwnedSnapshot();
    return handle == null ? 0 : handle.getStateSize();
  }

  @Override
  public void close() throws Exception {
    backend.dispose();
    closeables.close();
    FileUtils.deleteDirectory(folder.toFile());
  }

  private final class CurrentKey implements KeyContext {

    @Override
    public void setCurrentKey(Object key) {
      backend.setCurrentKey((String) key);
    }

    @Override
    public Object getCurrentKey() {
      return backend.getCurrentKey();
    }
  }
}
