package dev.reinstate.stream;

import dev.reinstate.learner.Learner;
import dev.reinstate.learner.LearnerSnapshot;
import dev.reinstate.learner.Model;
import dev.reinstate.learner.ModelPublisher;
import dev.reinstate.learner.ModelReceiver;
import dev.reinstate.learner.Trainer;
import java.io.DataInput;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;

/**
 * What {@link LearnerState} wrote, to go on from: for a job that is restored, and for a replay that
 * starts from a savepoint.
 *
 * @param settings of whoever goes on
 * @param subtasks how many there are of it
 * @param subtask which of them it is, from 0
 * @param bytes what was written
 */
record SavedLearner(StateSettings settings, int subtasks, int subtask, Bytes bytes) {

  /** Of the broadcast state, and in it of the model. */
  static final String MODEL = "model";

  /** In the broadcast state, of the settings that it was written under. */
  static final String SETTINGS = "settings";

  /** The learner's counts and what else it holds beside keys. */
  static final String LEARNER = "learner";

  /** Where savepoints have what may be rehearsed that were taken before it was raw state. */
  static final String FORMER_REHEARSAL = "rehearsal";

  /** Of the trainer that sits in the operator; empty where it is elsewhere. */
  static final String TRAINER = "trainer";

  static final String PENDING_AGES = "pending-ages";

  /** The states that are lists. */
  static final List<String> LISTS = List.of(LEARNER, TRAINER, PENDING_AGES);

  /** Operator state by its names. */
  interface Bytes {

    /** An entry of the broadcast state; null where there is none. */
    byte[] model(String entry) throws Exception;

    /** The elements of a list, which may be those of several subtasks. */
    List<byte[]> list(String state) throws Exception;

    /** What may be rehearsed, of one or several subtasks; may be let go of once it is given. */
    List<byte[]> takeRehearsal();
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
  void restoreModel(Model to, ModelReceiver receiver, Trainer inline) throws Exception {
    requireSettings();
    byte[] saved = bytes.model(MODEL);
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

  void restoreLearner(Learner to) throws Exception {
    for (byte[] saved : bytes.list(LEARNER)) {
      to.restore(LearnerSnapshot.read(new DataInputDeserializer(saved)));
    }
    for (byte[] saved : bytes.takeRehearsal()) {
      to.restoreRehearsal(new DataInputDeserializer(saved));
    }
    for (byte[] saved : bytes.list(PENDING_AGES)) {
      restorePendingAges(to, new DataInputDeserializer(saved));
    }
  }

  /** Under another parallelism they are of other keys: ages then count from the restart on. */
  private void restorePendingAges(Learner to, DataInputDeserializer in) throws IOException {
    if (in.readInt() == subtasks && in.readInt() == subtask) {
      to.restorePendingAges(in);
    }
  }
}
