package dev.reinstate.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.EventCounts;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.replay.summary.FeedbackCounts;
import dev.reinstate.replay.summary.StartedFrom;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A summary tells of the replay, not of the job that it goes on from. */
class CountsAtStartTest {

  @Test
  void booksBalanceWithoutWhatWasCountedBefore() {
    EventCounts eventCounts = new EventCounts();
    eventCounts.addAll(
        Map.of(
            Count.OBSERVATIONS, 100L,
            Count.FEEDBACK, 60L,
            Count.MATCHED, 55L,
            Count.HELD, 5L,
            Count.PENDING, 40L,
            Count.MEMORIES, 50L));
    CountsAtStart beginning = new CountsAtStart(eventCounts.toMap(), 7, true);
    // three of those that were held found their observation
    eventCounts.addAll(
        Map.of(
            Count.OBSERVATIONS, 10L,
            Count.FEEDBACK, 20L,
            Count.MATCHED, 21L,
            Count.ORPHAN, 1L,
            Count.HELD, -2L,
            Count.PENDING, -11L,
            Count.MEMORIES, 21L));

    EventCounts since = beginning.since(eventCounts);

    assertThat(since.get(Count.OBSERVATIONS)).isEqualTo(10);
    assertThat(since.get(Count.PENDING)).isEqualTo(29);
    assertThat(since.get(Count.MEMORIES)).isEqualTo(71);
    FeedbackCounts feedback = FeedbackCounts.of(since, 0, false);
    assertThat(feedback.sent()).isEqualTo(25);
    assertThat(feedback.held()).isEqualTo(3);
    assertThat(feedback.balances()).isTrue();
    assertThat(beginning.from("there")).isEqualTo(new StartedFrom("there", 7, 50, 40));
  }
}
