package dev.reinstate.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SampleTest {

  private static final long WINDOW = 1_000;
  private static final long BYTES = 10;

  private static Sample<Long> sample(int items) {
    return new Sample<>(item -> BYTES, WINDOW, items * BYTES, 7);
  }

  @Test
  void allIsKeptWhereItFits() {
    Sample<Long> sample = sample(100);
    for (long time = 0; time < 100; time++) {
      sample.offer(time, time);
    }
    assertThat(sample.kept()).hasSize(100);
    assertThat(sample.bytes()).isEqualTo(100 * BYTES);
  }

  /** A thousand items come in a window and fifty fit. */
  @Test
  void whatIsKeptIsAboutAWindowOldOnAverage() {
    Sample<Long> sample = sample(50);
    double ages = 0;
    int measured = 0;
    for (long time = 0; time < 40 * WINDOW; time++) {
      sample.offer(time, time);
      assertThat(sample.bytes()).isLessThanOrEqualTo(50 * BYTES);
      if (time > 10 * WINDOW) {
        for (long kept : sample.kept()) {
          ages += time - kept;
        }
        measured += sample.kept().size();
      }
    }
    assertThat(ages / measured).isCloseTo(WINDOW, Offset.offset(0.2 * WINDOW));
  }

  @Test
  void drawsAreSpreadOverWhatIsKept() {
    Sample<Long> sample = sample(20);
    int[] drawn = new int[2_000];
    for (long time = 0; time < drawn.length; time++) {
      sample.offer(time, time / 100);
      for (long item : sample.draw(4)) {
        drawn[(int) item]++;
      }
    }
    assertThat(drawn[0] + drawn[1] + drawn[2]).isPositive();
    assertThat(sample.draw(3)).isEqualTo(sample.draw(3)).hasSize(3);
    assertThat(sample.draw(0)).isEmpty();
    assertThat(sample(3).draw(5)).isEmpty();
  }

  @Test
  void whatIsLargerThanTheLimitIsNotKept() {
    Sample<Long> sample = new Sample<>(item -> item, WINDOW, 10, 7);
    sample.offer(4L, 0);
    sample.offer(11L, 1);
    assertThat(sample.bytes()).isLessThanOrEqualTo(10);
    assertThat(sample.kept()).doesNotContain(11L);
  }

  @Test
  void whatIsDroppedLeavesRoom() {
    Sample<Long> sample = sample(4);
    for (long time = 0; time < 4; time++) {
      sample.offer(time, time);
    }
    sample.removeIf(item -> item < 3);
    assertThat(sample.kept()).containsExactly(3L);
    assertThat(sample.bytes()).isEqualTo(BYTES);
  }

  @Test
  void goesOnFromWhatWasSaved() {
    Sample<Long> whole = sample(10);
    Sample<Long> before = sample(10);
    for (long time = 0; time < 500; time++) {
      whole.offer(time, 3 * time);
      before.offer(time, 3 * time);
    }
    Sample<Long> after = sample(10);
    after.restore(before.counts());
    before.kept().forEach(after::restore);
    List<List<Long>> expected = new ArrayList<>();
    List<List<Long>> drawn = new ArrayList<>();
    for (long time = 500; time < 900; time++) {
      expected.add(whole.draw(2));
      drawn.add(after.draw(2));
      whole.offer(time, 3 * time);
      after.offer(time, 3 * time);
    }
    assertThat(drawn).isEqualTo(expected);
    assertThat(after.kept()).isEqualTo(whole.kept());
  }
}
