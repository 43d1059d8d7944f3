package dev.reinstate.stream.state;

import dev.reinstate.learner.Learner;
import dev.reinstate.model.ModelPart;
import dev.reinstate.model.ModelReceiver;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.state.session.SubtaskShare;
import dev.reinstate.training.Trainer;
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
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StatePartitionStreamProvider;
import org.jspecify.annotations.Nullable;

/**
 * What the memory operator keeps beside keyed state. The model is broadcast state, so that a
 * subtask that is added has one at once. What each subtask's learner holds is a list of which all
 * subtasks are given all, and each takes what is of its keys.
 */
public final class LearnerState implements SavedLearner.Bytes {

  private final BroadcastState<String, byte[]> model;
  private final ListState<byte[]> learners;
  private final Map<String, ListState<byte[]>> lists = new HashMap<>();
  private final List<byte[]> formerRehearsal = new ArrayList<>();
  private final TaskInfo subtask;
  private final StateSettings settings;

  /**
   * @param context what there is to go on from
   * @param subtask whose state it is
   * @param settings of the job
   */
  public LearnerState(
      StateInitializationContext context, TaskInfo subtask, LearnerSettings settings)
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
    learners = store.getUnionListState(descriptor(SavedLearner.LEARNERS));
    ListState<byte[]> rehearsal = list(store, SavedLearner.FORMER_REHEARSAL);
    for (byte[] saved : rehearsal.get()) {
      formerRehearsal.add(saved);
    }
    for (StatePartitionStreamProvider saved : context.getRawOperatorStateInputs()) {
      // the streams end with the operator's initialisation, before there is a learner
      formerRehearsal.add(saved.getStream().readAllBytes());
    }
    rehearsal.clear();
  }

  private static ListState<byte[]> list(OperatorStateStore store, String name) throws Exception {
    return store.getListState(descriptor(name));
  }

  private static ListStateDescriptor<byte[]> descriptor(String name) {
    return new ListStateDescriptor<>(name, BytePrimitiveArraySerializer.INSTANCE);
  }

  /** What was kept before, to go on from. */
  public SavedLearner saved() {
    return new SavedLearner(settings, share(), this);
  }

  private SubtaskShare share() {
    return new SubtaskShare(subtask.getNumberOfParallelSubtasks(), subtask.getIndexOfThisSubtask());
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
  public List<byte[]> union(String state) throws Exception {
    return (List<byte[]>) learners.get();
  }

  @Override
  public List<byte[]> takeFormerRehearsal() {
    List<byte[]> taken = List.copyOf(formerRehearsal);
    formerRehearsal.clear();
    return taken;
  }

  /**
   * @param inline the trainer of this operator, or null
   */
  public void save(Learner from, ModelReceiver receiver, @Nullable Trainer inline)
      throws Exception {
    DataOutputSerializer out = new DataOutputSerializer(1024);
    out.writeLong(receiver.attempt(ModelPart.EMBEDDING));
    out.writeLong(receiver.attempt(ModelPart.AUTOENCODER));
    from.model().save(out);
    out.writeLong(receiver.attempt(ModelPart.STANDARDISER));
    model.put(SavedLearner.MODEL, out.getCopyOfBuffer());
    out.clear();
    settings.write(out);
    model.put(SavedLearner.SETTINGS, out.getCopyOfBuffer());
    out.clear();
    out.writeInt(subtask.getIndexOfThisSubtask());
    from.snapshot().write(out);
    learners.update(List.of(out.getCopyOfBuffer()));
    lists.get(SavedLearner.FORMER_LEARNER).clear();
    out.clear();
    out.writeInt(subtask.getNumberOfParallelSubtasks());
    out.writeInt(subtask.getIndexOfThisSubtask());
    from.savePendingAges(out);
    from.savePendingClasses(out);
    lists.get(SavedLearner.PENDING_AGES).update(List.of(out.getCopyOfBuffer()));
    if (inline != null) {
      out.clear();
      inline.save(out, true);
      lists.get(SavedLearner.TRAINER).update(List.of(out.getCopyOfBuffer()));
    }
  }
}
