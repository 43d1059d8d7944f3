package dev.reinstate.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.reinstate.event.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class ScoreSlicesTest {

  private static final long HOUR = 3_600_000;

  @Test
  void windowsBeginAtRoundTimes() {
    List<ScoreSlices.Range> windows =
        ScoreSlices.windows(rows(at(90 * HOUR + 1, 5), at(97 * HOUR, 5), at(330 * HOUR, 5)));

    // ten days: 6 hours are the shortest length that makes no more than 60
    assertThat(windows)
        .extracting(ScoreSlices.Range::from, ScoreSlices.Range::to, window -> window.rows().size())
        .containsExactly(
            tuple(90 * HOUR, 96 * HOUR, 1),
            tuple(96 * HOUR, 102 * HOUR, 1),
            tuple(330 * HOUR, 336 * HOUR, 1));
  }

  @Property(tries = 100)
  void windowsAreFewAndHoldAllOnce(
      @ForAll @NotEmpty List<@LongRange(min = -1L << 50, max = 1L << 50) Long> times) {
    List<ScoredRow> rows = times.stream().map(time -> at(time, 1)).toList();
    List<ScoreSlices.Range> windows = ScoreSlices.windows(rows);

    assertThat(windows).hasSizeLessThanOrEqualTo(60);
    assertThat(windows.stream().flatMap(window -> window.rows().stream()))
        .containsExactlyInAnyOrderElementsOf(rows);
    assertThat(windows)
        .allSatisfy(
            window ->
                assertThat(window.rows())
                    .allMatch(row -> window.from() <= row.time() && row.time() < window.to()));
  }

  @Test
  void tenthsAreByDelay() {
    List<ScoredRow> rows = IntStream.range(0, 30).mapToObj(i -> at(i, 100 - i)).toList();
    List<ScoreSlices.Range> tenths = ScoreSlices.byDelay(rows);

    assertThat(tenths).hasSize(10).allMatch(tenth -> tenth.rows().size() == 3);
    assertThat(tenths.get(0).from()).isEqualTo(71);
    assertThat(tenths.get(0).to()).isEqualTo(73);
    assertThat(tenths.get(9).to()).isEqualTo(100);
    assertThat(ScoreSlices.byDelay(List.of())).isEmpty();
  }

  @Property(tries = 100)
  void equalDelaysStayTogether(@ForAll List<@IntRange(min = 0, max = 12) Integer> delays) {
    List<ScoredRow> rows = delays.stream().map(delay -> at(0, delay)).toList();
    List<ScoreSlices.Range> tenths = ScoreSlices.byDelay(rows);

    assertThat(tenths.stream().flatMap(tenth -> tenth.rows().stream()))
        .containsExactlyInAnyOrderElementsOf(rows);
    for (int i = 1; i < tenths.size(); i++) {
      assertThat(tenths.get(i).from()).isGreaterThan(tenths.get(i - 1).to());
    }
  }

  @Test
  void keysAreThoseWithTheMostRows() {
    List<ScoredRow> rows = new ArrayList<>();
    for (int key = 0; key < 25; key++) {
      for (int i = 0; i <= key % 23; i++) {
        rows.add(row("k" + key, 0, 1));
      }
    }

    assertThat(ScoreSlices.byKey(rows).keySet())
        .hasSize(20)
        .startsWith("k22", "k21")
        .endsWith("k3");
    assertThat(ScoreSlices.byKey(rows).get("k22")).hasSize(23);
  }

  @Test
  void aShareIsDrawnByNumberInTheOrderOfObservations() {
    List<Long> forward = kept(LongStream.range(0, 100_000));
    List<Long> backward = kept(LongStream.range(0, 100_000).map(i -> 99_999 - i));

    assertThat(backward).isEqualTo(forward).isSorted();
    // 100,000 in shares of 64: about 1,562
    assertThat(forward).hasSizeBetween(1400, 1700);
    long even = forward.stream().filter(number -> number % 2 == 0).count();
    assertThat(even).as("of any period as many").isBetween(700L, 860L);
  }

  private static List<Long> kept(LongStream numbers) {
    ScoredRows scored = new ScoredRows(2000);
    numbers.forEach(number -> scored.add(row(number, "a", 0, 1)));
    assertThat(scored.count()).isEqualTo(100_000);
    assertThat(scored.oneIn()).isEqualTo(64);
    return scored.inOrder().stream().map(ScoredRow::number).toList();
  }

  private static List<ScoredRow> rows(ScoredRow... rows) {
    return List.of(rows);
  }

  private static ScoredRow at(long time, long delay) {
    return row("a", time, delay);
  }

  private static ScoredRow row(String key, long time, long delay) {
    return row(0, key, time, delay);
  }

  private static ScoredRow row(long number, String key, long time, long delay) {
    ScoredRow row =
        new ScoredRow(number, new Observation(key, "1", time, new float[0]), null, 0, 0);
    row.label(1, delay);
    return row;
  }
}
