package dev.reinstate.stream.state;

/**
 * What a savepoint holds of a key: its memories, the observations that wait for feedback, and how
 * much waits with them. Arrays of one kind are of equal length.
 *
 * @param key the key as state has it: an observation's, or a {@link
 *     dev.reinstate.state.session.SpaceKey}
 * @param ids of its memories, as state has them: in a space each is a {@link
 *     dev.reinstate.state.session.OwnedId}
 * @param times event times of their observations
 * @param values what feedback said of them
 * @param versions model versions of their embeddings
 * @param credits totals of the credits that they got
 * @param pendingIds observations that wait for feedback
 * @param pendingTimes their event times
 * @param pendingDue when their default feedback falls due; {@link
 *     dev.reinstate.event.Observation#NO_FEEDBACK_DUE} where none waits
 * @param held feedbacks that wait for their observation
 * @param waiting events that wait for their turn
 */
public record KeyView(
    String key,
    String[] ids,
    long[] times,
    double[] values,
    long[] versions,
    float[] credits,
    String[] pendingIds,
    long[] pendingTimes,
    long[] pendingDue,
    int held,
    int waiting) {

  static KeyView empty(String key) {
    return new KeyView(
        key,
        new String[0],
        new long[0],
        new double[0],
        new long[0],
        new float[0],
        new String[0],
        new long[0],
        new long[0],
        0,
        0);
  }
}
