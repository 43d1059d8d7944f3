package dev.reinstate.learner;

import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.EventCountsFormat;
import dev.reinstate.format.CountedInput;
import dev.reinstate.format.Floats;
import dev.reinstate.format.FormatNumber;
import dev.reinstate.learner.reinstatement.Refreshes;
import dev.reinstate.model.FeedbackScaleSnapshot;
import dev.reinstate.state.session.KeyGroupSnapshot;
import dev.reinstate.training.SampleCounts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What a learner holds beside keyed state. What belongs to keys goes to the subtask that has them
 * when a job is rescaled, and what does not is dealt out; nothing is lost or there twice.
 *
 * @param eventCounts its counts of what has come, those left out that are {@link Count#isLevel
 *     levels}
 * @param learningFrom observations that had come when the first update showed; {@link #UNKNOWN}
 *     before
 * @param rehearsal what was offered to the rehearsal of feedback
 * @param observationRehearsal what was offered to that of observations
 * @param groups what its keys have together
 * @param refreshes embeddings of its keys that wait for the next step
 * @param swept where the sweep stands
 * @param feedback how large what feedback says is
 */
public record LearnerSnapshot(
    Map<Count, Long> eventCounts,
    long learningFrom,
    SampleCounts rehearsal,
    SampleCounts observationRehearsal,
    List<KeyGroupSnapshot> groups,
    List<Refreshes.Refresh> refreshes,
    SweepPosition swept,
    FeedbackScaleSnapshot feedback) {

  static final long UNKNOWN = -1;

  /**
   * Format 1 did not hold where the sweep stands. Up to format 2 what keys have together was one
   * sum, and the samples' counts were with the samples. Format 3 did not know how large feedback
   * is.
   */
  private static final int FORMAT = 4;

  private static final int FIRST_OF_GROUPS = 3;

  /** Whether an update has shown. */
  boolean learned() {
    return learningFrom != UNKNOWN;
  }

  public void write(DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    EventCountsFormat.write(eventCounts, out);
    out.writeLong(learningFrom);
    rehearsal.write(out);
    observationRehearsal.write(out);
    out.writeInt(groups.size());
    for (KeyGroupSnapshot group : groups) {
      group.write(out);
    }
    out.writeInt(refreshes.size());
    for (Refreshes.Refresh refresh : refreshes) {
      refresh.write(out);
    }
    swept.write(out);
    feedback.write(out);
  }

  /** Reads it; of the formats 1 and 2 all but what keys have together. */
  public static LearnerSnapshot read(DataInput in) throws IOException {
    int format = FormatNumber.read(in, FORMAT, "the learner's state");
    return format < FIRST_OF_GROUPS ? readFormer(format, in) : readByGroups(format, in);
  }

  private static LearnerSnapshot readByGroups(int format, DataInput in) throws IOException {
    return new LearnerSnapshot(
        EventCountsFormat.read(in),
        in.readLong(),
        SampleCounts.read(in),
        SampleCounts.read(in),
        CountedInput.list(in, KeyGroupSnapshot::read),
        CountedInput.list(in, Refreshes.Refresh::read),
        SweepPosition.read(in),
        format < FORMAT ? FeedbackScaleSnapshot.NONE : FeedbackScaleSnapshot.read(in));
  }

  private static LearnerSnapshot readFormer(int format, DataInput in) throws IOException {
    Map<Count, Long> eventCounts = EventCountsFormat.read(in);
    eventCounts.keySet().removeIf(Count::isLevel);
    long learningFrom = in.readLong();
    Floats.readDoubles(in);
    List<Refreshes.Refresh> refreshes = CountedInput.list(in, Refreshes.Refresh::read);
    return new LearnerSnapshot(
        eventCounts,
        learningFrom == 0 ? UNKNOWN : learningFrom,
        SampleCounts.NONE,
        SampleCounts.NONE,
        List.of(),
        refreshes,
        format == 1 ? SweepPosition.START : SweepPosition.read(in),
        FeedbackScaleSnapshot.NONE);
  }
}
