package dev.reinstate.recording.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class ObservationStatisticsTest {

  private static final int ROWS = 200;

  private static FeatureSummary of(IntToDoubleFunction value) {
    ObservationStatistics statistics =
        new ObservationStatistics(
            List.of(
                new Feature.Number("x", false, 0, 1, Double.NaN, MissingTexts.NONE),
                new Feature.OneHot("kind", List.of("a", "b"), true),
                new Feature.Hashed("place", 2, new HashMap<>())));
    for (int row = 0; row < ROWS; row++) {
      statistics.add(new float[] {(float) value.applyAsDouble(row), 1, 0, 0, 0.5f, row});
    }
    List<FeatureSummary> summaries = statistics.summaries();
    assertThat(summaries)
        .extracting(FeatureSummary::name)
        .containsExactly(
            "x", "kind=a", "kind=b", "kind, other", "place, hashed 0", "place, hashed 1");
    assertThat(summaries.get(1).warnings()).containsExactly("is always 1");
    assertThat(summaries.get(3).warnings()).as("others may be yet to come").isEmpty();
    return summaries.get(0);
  }

  @Test
  void aFeatureIsDescribed() {
    FeatureSummary x = of(row -> row % 4 == 0 ? Double.NaN : row % 2 == 0 ? 1e6 + 2 : 1e6);

    assertThat(x.missing()).isEqualTo(0.25);
    assertThat(x.mean()).isCloseTo(1e6 + 2 / 3.0, within(1e-6));
    assertThat(x.deviation()).isCloseTo(Math.sqrt(8 / 9.0), within(1e-6));
    assertThat(x.min()).isEqualTo(1e6);
    assertThat(x.max()).isEqualTo(1e6 + 2);
    assertThat(x.warnings()).isEmpty();
  }

  @Test
  void whatNeverChangesIsSaid() {
    assertThat(of(row -> 3).warnings()).containsExactly("is always 3");
    FeatureSummary none = of(row -> Double.NaN);
    assertThat(none.warnings()).containsExactly("is always missing");
    assertThat(none.mean()).isNull();
    assertThat(none.max()).isNull();
    assertThat(of(row -> row < 120 ? Double.NaN : row).warnings())
        .containsExactly("is missing in 60.0 %");
  }

  @Test
  void aNumberFarFromAllOthersMayMeanMissing() {
    assertThat(of(row -> row % 50 == 0 ? -999 : 980 + row % 40).warnings())
        .containsExactly(
            "is -999 in 4 rows, far from all others, 980 to 1019; if that means missing, name it"
                + " under missing");
    assertThat(of(row -> row % 50 == 0 ? 9999 : 0.5 + row % 40).warnings())
        .containsExactly(
            "is 9999 in 4 rows, far from all others, 0.5 to 39.5; if that means missing, name it"
                + " under missing");
  }

  @Test
  void oneOutlierOrOneOfFewValuesIsNoSentinel() {
    assertThat(of(row -> row == 7 ? -999 : row % 40).warnings()).isEmpty();
    assertThat(of(row -> row % 10 == 0 ? 5 : row % 2).warnings()).isEmpty();
    assertThat(of(row -> row % 2).warnings()).isEmpty();
  }
}
