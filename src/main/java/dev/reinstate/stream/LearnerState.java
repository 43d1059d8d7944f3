package dev.reinstate.stream;

import dev.reinstate.learner.Learner;
import dev.reinstate.learner.LearnerSettings;
import dev.reinstate.learner.ModelPublisher;
import dev.reinstate.learner.ModelReceiver;
import dev.reinstate.learner.Trainer;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.OperatorStateCheckpointOutputStream;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StatePartitionStreamProvider;
import org.apache.flink.runtime.state.StateSnapshotContext;

/**
 * What the memory operator keeps beside keyed state. The model is broadcast state, so that a
 * subtask that is added has one at once; the learner's counts are a list that is shared out.
 *
 * <p>What may be rehearsed is megabytes, new ones with each checkpoint. It goes straight into the
 * checkpoint's stream, block by block: Flink copies a list's elements, and writes them byte by
 * byte.
 */
final class LearnerState implements SavedLearner.Bytes {

  private static final int BLOCK_BYTES = 1 << 16;

  private final BroadcastState<String, byte[]> model;
  private final Map<String, ListState<byte[]>> lists = new HashMap<>();
  private final List<byte[]> rehearsal = new ArrayList<>();
  private final TaskInfo subtask;
  private final StateSettings settings;

  /**
   * @param context what there is to go on from
   * @param subtask whose state it is
   * @param settings of the job
   */
  LearnerState(StateInitializationContext context, TaskInfo subtask, LearnerSettings settings)
      throws Exception {
    OperatorStateStore store = context.getOperatorStateStore();
    this.subtask = subtask;
    this.settings = StateSettings.of(settings);
    model =
        store.getBroadcastState(
            new MapStateDescriptor<>(
                SavedLearner.MODEL,
                StringSerializer.INSTANCE,
                BytePrimitiveArraySerializer.INSTANCE));
    for (String name : SavedLearner.LISTS) {
      lists.put(name, list(store, name));
    }
    ListState<byte[]> formerRehearsal = list(store, SavedLearner.FORMER_REHEARSAL);
    for (byte[] saved : formerRehearsal.get()) {
      rehearsal.add(saved);
    }
    for (StatePartitionStreamProvider saved : context.getRawOperatorStateInputs()) {
      // the streams end with the operator's initialisation, before there is a learner
      rehearsal.add(saved.getStream().readAllBytes());
    }
    formerRehearsal.clear();
  }

  private static ListState<byte[]> list(OperatorStateStore store, String name) throws Exception {
    return store.getListState(
        new ListStateDescriptor<>(name, BytePrimitiveArraySerializer.INSTANCE));
  }

  /** What was kept before, to go on from. */
  SavedLearner saved() {
    return new SavedLearner(
        settings, subtask.getNumberOfParallelSubtasks(), subtask.getIndexOfThisSubtask(), this);
  }

  @Override
  public byte[] model(String entry) throws Exception {
    return model.get(entry);
  }

  @Override
  public List<byte[]> list(String state) throws Exception {
    return (List<byte[]>) lists.get(state).get();
  }

  @Override
  public List<byte[]> takeRehearsal() {
    List<byte[]> taken = List.copyOf(rehearsal);
    rehearsal.clear();
    return taken;
  }

  /**
   * @param context of the snapshot
   * @param inline the trainer of this operator, or null
   */
  void save(StateSnapshotContext context, Learner from, ModelReceiver receiver, Trainer inline)
      throws Exception {
    DataOutputSerializer out = new DataOutputSerializer(1024);
    out.writeLong(receiver.attempt(ModelPublisher.EMBEDDING));
    out.writeLong(receiver.attempt(ModelPublisher.AUTOENCODER));
    from.model().save(out);
    model.put(SavedLearner.MODEL, out.getCopyOfBuffer());
    out.clear();
    settings.write(out);
    model.put(SavedLearner.SETTINGS, out.getCopyOfBuffer());
    out.clear();
    from.snapshot().write(out);
    lists.get(SavedLearner.LEARNER).update(List.of(out.getCopyOfBuffer()));
    out.clear();
    out.writeInt(subtask.getNumberOfParallelSubtasks());
    out.writeInt(subtask.getIndexOfThisSubtask());
    from.savePendingAges(out);
    lists.get(SavedLearner.PENDING_AGES).update(List.of(out.getCopyOfBuffer()));
    if (inline != null) {
      out.clear();
      inline.save(out);
      lists.get(SavedLearner.TRAINER).update(List.of(out.getCopyOfBuffer()));
    }
    saveRehearsal(context, from);
  }

  private static void saveRehearsal(StateSnapshotContext context, Learner from) throws Exception {
    OperatorStateCheckpointOutputStream raw = context.getRawOperatorStateOutput();
    raw.startNewPartition();
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(raw, BLOCK_BYTES));
    from.saveRehearsal(out);
    out.flush();
  }
}
