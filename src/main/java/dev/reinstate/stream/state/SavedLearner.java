package dev.reinstate.stream.state;

import dev.reinstate.learner.Learner;
import dev.reinstate.learner.LearnerSnapshot;
import dev.reinstate.learner.SnapshotRedistribution;
import dev.reinstate.model.Model;
import dev.reinstate.model.ModelPart;
import dev.reinstate.model.ModelReceiver;
import dev.reinstate.state.session.SubtaskShare;
import dev.reinstate.training.Trainer;
import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * What {@link LearnerState} wrote, to go on from: for a job that is restored, and for a replay that
 * starts from a savepoint.
 *
 * @param settings of whoever goes on
 * @param share what it has of the keys
 * @param bytes what was written
 */
public record SavedLearner(StateSettings settings, SubtaskShare share, Bytes bytes) {

  /** Of the broadcast state, and in it of the model. */
  static final String MODEL = "model";

  /** In the broadcast state, of the settings that it was written under. */
  static final String SETTINGS = "settings";

  /** What each subtask's learner holds beside keys; all subtasks are given all of it. */
  static final String LEARNERS = "learners";

  /** Where savepoints have it that were taken before it was told by groups of keys. */
  static final String FORMER_LEARNER = "learner";

  /** Where savepoints have what may be rehearsed that were taken before it was raw state. */
  static final String FORMER_REHEARSAL = "rehearsal";

  /** Of the trainer that sits in the operator; empty where it is elsewhere. */
  static final String TRAINER = "trainer";

  static final String PENDING_AGES = "pending-ages";

  /** The lists that are dealt out to the subtasks. */
  static final List<String> LISTS = List.of(FORMER_LEARNER, TRAINER, PENDING_AGES);

  /** Operator state by its names. */
  interface Bytes {

    /** An entry of the broadcast state; null where there is none. */
    byte @Nullable [] model(String entry) throws Exception;

    /** The elements of a list, which may be those of several subtasks. */
    @Nullable List<byte[]> list(String state) throws Exception;

    /** The elements of a list of which every subtask is given all. */
    List<byte[]> union(String state) throws Exception;

    /**
     * What may be rehearsed, of one or several subtasks, where it is not under its keys; may be let
     * go of once it is given.
     */
    List<byte[]> takeFormerRehearsal();
  }

  /** What is before the model. */
  static void skipAttempts(DataInput in) throws IOException {
    in.readLong();
    in.readLong();
  }

  private void requireSettings() throws Exception {
    byte[] before = bytes.model(SETTINGS);
    if (before != null) {
      settings.require(StateSettings.read(new DataInputDeserializer(before)));
    }
  }

  /** Whether the trainer sits in the operator. */
  boolean isInline() throws Exception {
    return !bytes.list(TRAINER).isEmpty();
  }

  /**
   * @param inline the trainer of this operator, or null
   */
  public void restoreModel(Model to, ModelReceiver receiver, @Nullable Trainer inline)
      throws Exception {
    requireSettings();
    byte[] saved = bytes.model(MODEL);
    if (saved == null) {
      return;
    }
    DataInputDeserializer in = new DataInputDeserializer(saved);
    long embeddingAttempt = in.readLong();
    long autoencoderAttempt = in.readLong();
    to.restore(in);
    receiver.holds(ModelPart.EMBEDDING, embeddingAttempt, to.version());
    receiver.holds(ModelPart.AUTOENCODER, autoencoderAttempt, to.autoencoderVersion());
    // former versions did not standardise
    if (in.available() > 0) {
      receiver.holds(ModelPart.STANDARDISER, in.readLong(), to.standardiserVersion());
    }
    if (inline != null) {
      restoreTrainer(inline);
    } else if (isInline()) {
      throw new IOException(
          "the savepoint holds a trainer: it was taken under training.placement 'inline'; a"
              + " savepoint cannot be used under another placement");
    }
  }

  private void restoreTrainer(Trainer inline) throws Exception {
    if (!isInline()) {
      throw new IOException(
          "the savepoint holds no trainer: it was taken under training.placement 'shared'; a"
              + " savepoint cannot be used under another placement");
    }
    inline.restore(new DataInputDeserializer(bytes.list(TRAINER).get(0)));
  }

  public void restoreLearner(Learner to) throws Exception {
    List<LearnerSnapshot> learners = readLearners();
    if (learners.isEmpty()) {
      restoreFormerLearner(to);
    } else {
      to.restore(new SnapshotRedistribution(share).of(learners));
    }
    for (byte[] saved : bytes.list(PENDING_AGES)) {
      restorePending(to, new DataInputDeserializer(saved));
    }
  }

  /** What the subtasks left, in their order. */
  private List<LearnerSnapshot> readLearners() throws Exception {
    NavigableMap<Integer, LearnerSnapshot> bySubtask = new TreeMap<>();
    for (byte[] saved : bytes.union(LEARNERS)) {
      DataInputDeserializer in = new DataInputDeserializer(saved);
      bySubtask.put(in.readInt(), LearnerSnapshot.read(in));
    }
    return List.copyOf(bySubtask.values());
  }

  private void restoreFormerLearner(Learner to) throws Exception {
    List<LearnerSnapshot> learners = new ArrayList<>();
    for (byte[] saved : bytes.list(FORMER_LEARNER)) {
      learners.add(LearnerSnapshot.read(new DataInputDeserializer(saved)));
    }
    to.restore(new SnapshotRedistribution(share).ofFormer(learners));
    to.countKeys();
    for (byte[] saved : bytes.takeFormerRehearsal()) {
      to.restoreFormerRehearsal(new DataInputDeserializer(saved), share);
    }
  }

  /** Under another parallelism they are of other keys, and count from the restart on. */
  private void restorePending(Learner to, DataInputDeserializer in) throws IOException {
    if (share.equals(new SubtaskShare(in.readInt(), in.readInt()))) {
      to.restorePendingAges(in);
      // former versions did not tell classes apart
      if (in.available() > 0) {
        to.restorePendingClasses(in);
      }
    }
  }
}
