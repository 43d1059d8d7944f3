package dev.reinstate.replay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {

  @Test
  void aPointIsTheMeanOfItsBucket() {
    Timeline timeline = new Timeline();
    timeline.add(5_000, 1);
    timeline.add(5_400, 3);
    timeline.add(7_100, 10);
    timeline.add(7_200, Double.NaN);

    assertThat(timeline.points())
        .containsExactly(new Timeline.Point(5_500, 2), new Timeline.Point(7_500, 10));
  }

  @Test
  void aLongStreamHasFewPointsWithTheSameMean() {
    Timeline timeline = new Timeline();
    for (int i = 0; i < 1_000_000; i++) {
      timeline.add(i * 1_000L, i % 2);
    }

    List<Timeline.Point> points = timeline.points();
    assertThat(points)
        .hasSizeBetween(60, 120)
        .isSortedAccordingTo((a, b) -> Long.compare(a.time(), b.time()));
    assertThat(points).allSatisfy(point -> assertThat(point.value()).isCloseTo(.5, within(.001)));
  }

  @Test
  void whatComesBeforeTheFirstCountsForTheFirstBucket() {
    Timeline timeline = new Timeline();
    timeline.add(50_000, 1);
    timeline.add(10_000, 3);

    assertThat(timeline.points()).containsExactly(new Timeline.Point(50_500, 2));
  }
}
