package dev.reinstate.learner.reinstatement;

import dev.reinstate.event.Feedback;
import dev.reinstate.state.RecordedRead;
import dev.reinstate.state.Rehearsed;
import dev.reinstate.state.session.MemoryKeys.Places;
import java.util.List;

/**
 * A matched feedback with the read that it credits, as memory was at that moment.
 *
 * @param key of the observation
 * @param time event time of the observation
 * @param places where memories are that it read, and that the observation is or becomes
 * @param slots of the latter, one for each space, or {@link dev.reinstate.state.Trace#NOWHERE}
 * @param prior the prior that the prediction had
 * @param values the values of the memories read, as they are now
 * @param query row of the observation, or {@link #NONE}
 * @param rows row of each memory, or {@link #NONE}
 * @param evicted which of the memories are no longer held
 * @param again feedback of before that is learned from again with it
 */
record CreditedRead(
    String key,
    long time,
    Feedback feedback,
    Places places,
    int[] slots,
    RecordedRead read,
    float[] prior,
    double[] values,
    int query,
    int[] rows,
    boolean[] evicted,
    List<Again> again) {

  /**
   * A feedback of before.
   *
   * @param query row of its observation; those of its memories follow
   */
  record Again(Rehearsed example, int query) {}

  /** Nothing is reinstated. */
  static final int NONE = -1;

  /** How many memories are reinstated; their rows follow the query's. */
  int reinstated() {
    int count = 0;
    for (int row : rows) {
      count += row == NONE ? 0 : 1;
    }
    return count;
  }
}
