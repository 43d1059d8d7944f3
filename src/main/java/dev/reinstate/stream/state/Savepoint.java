package dev.reinstate.stream.state;

import dev.reinstate.learner.SavedState;
import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.state.session.SpaceKey;
import dev.reinstate.stream.config.LocalFlink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
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
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.jspecify.annotations.Nullable;

/** A savepoint of the job, or a checkpoint that was kept, read without a cluster. */
public final class Savepoint {

  private static final OperatorIdentifier MEMORY = OperatorIdentifier.forUid("memory");

  private static final OperatorIdentifier TRAINER = OperatorIdentifier.forUid(TrainerState.UID);

  /** The name that Flink gives to the state of every source. */
  private static final String SOURCE_STATE = "SourceReaderState";

  private final String path;
  private final SavepointReader reader;
  private final Map<String, byte[]> model = new TreeMap<>();

  private Savepoint(String path, SavepointReader reader) {
    this.path = path;
    this.reader = reader;
  }

  /**
   * Opens a savepoint.
   *
   * @param path a folder with a file {@code _metadata}
   * @throws IOException if it cannot be read, or is none of this job
   */
  public static Savepoint open(String path) throws IOException {
    StreamExecutionEnvironment environment = LocalFlink.environment(1);
    environment.setRuntimeMode(RuntimeExecutionMode.BATCH);
    try {
      Savepoint savepoint =
          new Savepoint(
              path, SavepointReader.read(environment, path, new EmbeddedRocksDBStateBackend(true)));
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
                SavedLearner.MODEL,
                Types.STRING,
                PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO,
                StringSerializer.INSTANCE,
                BytePrimitiveArraySerializer.INSTANCE)
            .executeAndCollect()) {
      entries.forEachRemaining(entry -> model.put(entry.f0, entry.f1));
    }
    if (!model.containsKey(SavedLearner.MODEL)) {
      throw new IOException("it holds no model");
    }
  }

  /** Optimiser steps of the embedding network. */
  public long modelVersion() throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(model.get(SavedLearner.MODEL));
    SavedLearner.skipAttempts(in);
    return Model.readVersion(in);
  }

  /** The settings that it can only be used with; none in savepoints of before they were kept. */
  public Map<String, String> settings() throws IOException {
    return stateSettings().byKey();
  }

  /**
   * Makes sure that a learner can go on from it.
   *
   * @throws IOException if it cannot; the message names every setting that differs
   */
  public void require(LearnerSettings settings) throws IOException {
    StateSettings.of(settings).require(stateSettings());
  }

  private StateSettings stateSettings() throws IOException {
    byte[] settings = model.get(SavedLearner.SETTINGS);
    return settings == null
        ? new StateSettings(Map.of())
        : StateSettings.read(new DataInputDeserializer(settings));
  }

  /** Reads what it holds of keys, one after the other. */
  public void keys(Consumer<KeyView> to) throws Exception {
    read(key -> true, to);
  }

  /** Reads what it holds of a key of observations; nothing where it holds nothing. */
  public List<KeyView> key(String asked) throws Exception {
    List<KeyView> found = new ArrayList<>();
    read(asked::equals, found::add);
    return found;
  }

  /** Reads what it holds of a key of a space, shard by shard. */
  public List<KeyView> key(SpaceKey asked) throws Exception {
    List<KeyView> found = new ArrayList<>();
    read(key -> SpaceKey.isOne(key) && asked.includes(SpaceKey.of(key)), found::add);
    return found;
  }

  private void read(KeyViewReader.Choice choice, Consumer<KeyView> to) throws Exception {
    try (CloseableIterator<KeyView> keys =
        reader
            .readKeyedState(
                MEMORY, new KeyViewReader(choice), Types.STRING, Types.POJO(KeyView.class))
            .executeAndCollect()) {
      keys.forEachRemaining(
          key -> {
            if (choice.test(key.key())) {
              to.accept(key);
            }
          });
    }
  }

  /**
   * Reads all that it holds, for learners on the heap to go on from.
   *
   * @param progress is told how many entries of keys have been read
   */
  public SavedState state(LongConsumer progress) throws Exception {
    Map<String, List<byte[]>> lists = new HashMap<>();
    for (String name : SavedLearner.LISTS) {
      lists.put(name, list(MEMORY, name));
    }
    byte[] trainer = null;
    if (lists.get(SavedLearner.TRAINER).isEmpty()) {
      trainer = list(TRAINER, TrainerState.DESCRIPTOR.getName()).get(0);
    }
    List<byte[]> learners =
        together(
            reader.readUnionState(
                MEMORY,
                SavedLearner.LEARNERS,
                PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO,
                BytePrimitiveArraySerializer.INSTANCE));
    List<byte[]> rehearsal = list(MEMORY, SavedLearner.FORMER_REHEARSAL);
    rehearsal.addAll(RawState.read(path, MEMORY));
    return new SavepointState(
        path, entries(progress), new OperatorState(model, learners, lists, rehearsal), trainer);
  }

  /**
   * What a source keeps of the parts of its stream that it reads, as its connector wrote it.
   *
   * @param source one of {@code MemoryJob.EVENT_SOURCES}
   */
  public List<byte[]> sourceSplits(String source) throws Exception {
    return list(OperatorIdentifier.forUid(source), SOURCE_STATE);
  }

  private List<byte[]> list(OperatorIdentifier operator, String name) throws Exception {
    return together(
        reader.readListState(
            operator,
            name,
            PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO,
            BytePrimitiveArraySerializer.INSTANCE));
  }

  private static List<byte[]> together(DataStream<byte[]> elements) throws Exception {
    try (CloseableIterator<Tuple2<byte[], Boolean>> parts =
        elements.flatMap(new ByteChunks()).returns(ByteChunks.TYPE).executeAndCollect()) {
      return ByteChunks.together(parts);
    }
  }

  private Map<String, List<byte[]>> entries(LongConsumer progress) throws Exception {
    Map<String, List<byte[]>> keys = new HashMap<>();
    try (CloseableIterator<Tuple2<String, byte[]>> entries =
        reader
            .readKeyedState(MEMORY, new KeyEntryReader(), Types.STRING, KeyEntryReader.TYPE)
            .executeAndCollect()) {
      for (long read = 1; entries.hasNext(); read++) {
        Tuple2<String, byte[]> entry = entries.next();
        keys.computeIfAbsent(entry.f0, key -> new ArrayList<>()).add(entry.f1);
        progress.accept(read);
      }
    }
    return keys;
  }

  private record OperatorState(
      Map<String, byte[]> entries,
      List<byte[]> learners,
      Map<String, List<byte[]>> lists,
      List<byte[]> rehearsal)
      implements SavedLearner.Bytes {

    @Override
    public List<byte[]> union(String state) {
      return learners;
    }

    @Override
    public List<byte[]> takeFormerRehearsal() {
      return rehearsal;
    }

    @Override
    public byte @Nullable [] model(String entry) {
      return entries.get(entry);
    }

    @Override
    public @Nullable List<byte[]> list(String state) {
      return lists.get(state);
    }
  }
}
