package dev.reinstate.stream;

import dev.reinstate.learner.Learner;
import dev.reinstate.learner.LearnerSettings;
import dev.reinstate.learner.LearnerSnapshot;
import dev.reinstate.learner.Model;
import dev.reinstate.learner.ModelPublisher;
import dev.reinstate.learner.ModelReceiver;
import dev.reinstate.learner.Trainer;
import java.io.BufferedOutputStream;
import java.io.DataInput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
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
final class LearnerState {

  /** Of the broadcast state, and in it of the model. */
  static final String MODEL = "model";

  /** In the broadcast state, of the settings that it was written under. */
  static final String SETTINGS = "settings";

  private static final int BLOCK_BYTES = 1 << 16;

  private final BroadcastState<String, byte[]> model;
  private final ListState<byte[]> learner;
  private final ListState<byte[]> formerRehearsal;
  private final ListState<byte[]> trainer;
  private final ListState<byte[]> pendingAges;
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
                MODEL, StringSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE));
    learner =
        store.getListState(
            new ListStateDescriptor<>("learner", BytePrimitiveArraySerializer.INSTANCE));
    formerRehearsal =
        store.getListState(
            new ListStateDescriptor<>("rehearsal", BytePrimitiveArraySerializer.INSTANCE));
    trainer =
        store.getListState(
            new ListStateDescriptor<>("trainer", BytePrimitiveArraySerializer.INSTANCE));
    pendingAges =
        store.getListState(
            new ListStateDescriptor<>("pending-ages", BytePrimitiveArraySerializer.INSTANCE));
    for (byte[] saved : formerRehearsal.get()) {
      rehearsal.add(saved);
    }
    for (StatePartitionStreamProvider saved : context.getRawOperatorStateInputs()) {
      // the streams end with the operator's initialisation, before there is a learner
      rehearsal.add(saved.getStream().readAllBytes());
    }
    formerRehearsal.clear();
  }

  /** What is before the model. */
  static void skipAttempts(DataInput in) throws IOException {
    in.readLong();
    in.readLong();
  }

  /**
   * @param inline the trainer of this operator, or null
   */
  void restoreModel(Model to, ModelReceiver receiver, Trainer inline) throws Exception {
    byte[] before = model.get(SETTINGS);
    if (before != null) {
      settings.require(StateSettings.read(new DataInputDeserializer(before)));
    }
    byte[] saved = model.get(MODEL);
    if (saved == null) {
      return;
    }
    DataInputDeserializer in = new DataInputDeserializer(saved);
    long embeddingAttempt = in.readLong();
    long autoencoderAttempt = in.readLong();
    to.restore(in);
    receiver.holds(ModelPublisher.EMBEDDING, embeddingAttempt, to.version());
    receiver.holds(ModelPublisher.AUTOENCODER, autoencoderAttempt, to.autoencoderVersion());
    if (inline != null) {
      restoreTrainer(inline);
    } else if (trainer.get().iterator().hasNext()) {
      throw new IOException(
          "the savepoint holds a trainer: it was taken under training.placement 'inline'; a"
              + " savepoint cannot be used under another placement");
    }
  }

  private void restoreTrainer(Trainer inline) throws Exception {
    List<byte[]> saved = (List<byte[]>) trainer.get();
    if (saved.isEmpty()) {
      throw new IOException(
          "the savepoint holds no trainer: it was taken under training.placement 'shared'; a"
              + " savepoint cannot be used under another placement");
    }
    inline.restore(new DataInputDeserializer(saved.get(0)));
  }

  void restoreLearner(Learner to) throws Exception {
    for (byte[] saved : learner.get()) {
      to.restore(LearnerSnapshot.read(new DataInputDeserializer(saved)));
    }
    for (byte[] saved : rehearsal) {
      to.restoreRehearsal(new DataInputDeserializer(saved));
    }
    rehearsal.clear();
    for (byte[] saved : pendingAges.get()) {
      restorePendingAges(to, new DataInputDeserializer(saved));
    }
  }

  /** Under another parallelism they are of other keys: ages then count from the restart on. */
  private void restorePendingAges(Learner to, DataInputDeserializer in) throws IOException {
    if (in.readInt() == subtask.getNumberOfParallelSubtasks()
        && in.readInt() == subtask.getIndexOfThisSubtask()) {
      to.restorePendingAges(in);
    }
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
    model.put(MODEL, out.getCopyOfBuffer());
    out.clear();
    settings.write(out);
    model.put(SETTINGS, out.getCopyOfBuffer());
    out.clear();
    from.snapshot().write(out);
    learner.update(List.of(out.getCopyOfBuffer()));
    out.clear();
    out.writeInt(subtask.getNumberOfParallelSubtasks());
    out.writeInt(subtask.getIndexOfThisSubtask());
    from.savePendingAges(out);
    pendingAges.update(List.of(out.getCopyOfBuffer()));
    if (inline != null) {
      out.clear();
      inline.save(out);
      trainer.update(List.of(out.getCopyOfBuffer()));
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
