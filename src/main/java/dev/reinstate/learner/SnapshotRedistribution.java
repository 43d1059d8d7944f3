package dev.reinstate.learner;

import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.model.FeedbackScaleSnapshot;
import dev.reinstate.state.session.KeyGroups;
import dev.reinstate.state.session.SubtaskShare;
import dev.reinstate.training.SampleCounts;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What a subtask goes on with of what a job's subtasks have left, which may have been more or
 * fewer.
 *
 * @param share of the subtask
 */
public record SnapshotRedistribution(SubtaskShare share) {

  /**
   * @param before what each subtask left, in their order
   */
  public LearnerSnapshot of(List<LearnerSnapshot> before) {
    List<LearnerSnapshot> dealtOut =
        IntStream.range(0, before.size())
            .filter(former -> former % share.subtasks() == share.subtask())
            .mapToObj(before::get)
            .toList();
    boolean learned = before.stream().anyMatch(LearnerSnapshot::learned);
    return of(
        dealtOut,
        learned ? learningFrom(dealtOut) : LearnerSnapshot.UNKNOWN,
        before,
        counts(before.stream().map(LearnerSnapshot::rehearsal).toList()),
        counts(before.stream().map(LearnerSnapshot::observationRehearsal).toList()),
        feedback(before.stream().map(LearnerSnapshot::feedback).toList()));
  }

  /**
   * @param before what some subtasks of a former version left, which it alone is given
   */
  public LearnerSnapshot ofFormer(List<LearnerSnapshot> before) {
    boolean learned = before.stream().anyMatch(LearnerSnapshot::learned);
    return of(
        before,
        learned ? learningFrom(before) : LearnerSnapshot.UNKNOWN,
        before,
        SampleCounts.NONE,
        SampleCounts.NONE,
        FeedbackScaleSnapshot.NONE);
  }

  /**
   * @param dealtOut whose counts of what has come it goes on with
   * @param all that have what is of its keys
   */
  private LearnerSnapshot of(
      List<LearnerSnapshot> dealtOut,
      long learningFrom,
      List<LearnerSnapshot> all,
      SampleCounts rehearsal,
      SampleCounts observationRehearsal,
      FeedbackScaleSnapshot feedback) {
    Map<Count, Long> eventCounts = new EnumMap<>(Count.class);
    for (LearnerSnapshot snapshot : dealtOut) {
      snapshot.eventCounts().forEach((count, n) -> eventCounts.merge(count, n, Long::sum));
    }
    return new LearnerSnapshot(
        eventCounts,
        learningFrom,
        rehearsal,
        observationRehearsal,
        own(all, LearnerSnapshot::groups, group -> share.has(group.number())),
        own(all, LearnerSnapshot::refreshes, refresh -> share.has(refresh.key())),
        own(all, snapshot -> List.of(snapshot.swept()), swept -> share.has(swept.key())).stream()
            .findFirst()
            .orElse(SweepPosition.START),
        feedback);
  }

  private static <T> List<T> own(
      List<LearnerSnapshot> all, Function<LearnerSnapshot, List<T>> of, Predicate<T> own) {
    return all.stream().flatMap(snapshot -> of.apply(snapshot).stream()).filter(own).toList();
  }

  private static long learningFrom(List<LearnerSnapshot> before) {
    return before.stream()
        .filter(LearnerSnapshot::learned)
        .mapToLong(LearnerSnapshot::learningFrom)
        .sum();
  }

  /** Of another number of subtasks, what those know that have seen most. */
  private FeedbackScaleSnapshot feedback(List<FeedbackScaleSnapshot> before) {
    if (before.size() == share.subtasks()) {
      return before.get(share.subtask());
    }
    return before.stream().reduce(FeedbackScaleSnapshot.NONE, FeedbackScaleSnapshot::or);
  }

  /** Of another number of subtasks, as much as it has of all keys. */
  private SampleCounts counts(List<SampleCounts> before) {
    if (before.size() == share.subtasks()) {
      return before.get(share.subtask());
    }
    long groups = IntStream.range(0, KeyGroups.COUNT).filter(share::has).count();
    return before.stream()
        .reduce(SampleCounts.NONE, SampleCounts::plus)
        .times((double) groups / KeyGroups.COUNT);
  }
}
