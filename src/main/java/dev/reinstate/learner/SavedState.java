package dev.reinstate.learner;

import dev.reinstate.event.Event;
import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.state.HeapState;
import dev.reinstate.training.Trainer;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The state of a job, for a learner on the heap to go on from. What is restored throws {@link
 * UncheckedIOException} where it cannot be read. May serve several at once.
 */
public interface SavedState {

  /** What people know it by. */
  String name();

  /**
   * Brings a new model and its trainer to where those of the job stood.
   *
   * @param settings of the learner that goes on; all that the state depends on is as it was
   */
  void restore(LearnerSettings settings, Model model, Trainer trainer);

  /**
   * Fills empty state with all that was kept of keys; they ask to be woken as they had asked.
   *
   * @return the events that waited for their turn, in event order
   */
  List<Event> restore(HeapState state);

  /** Gives a learner of that model and state what the job's held beside them. */
  void restore(LearnerSettings settings, Learner learner);
}
