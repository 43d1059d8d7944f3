package dev.reinstate.bench.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.bench.streams.StreamFigures.Half;
import dev.reinstate.credit.outcome.Target;
import dev.reinstate.recording.RecordingInfo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamResultTest {

  private static final Half NONE = new Half(null, null, null, null);

  @ParameterizedTest
  @CsvSource({
    ".50, .80, false, false",
    ".49, .80, false, true",
    ".509, .80, false, false",
    ".511, .80, true, false",
    ".30, .789, true, true",
    ".30, .791, false, true"
  })
  void classesAreHeldAgainstTheBestBaselineByLogLoss(
      double logLoss, double accuracy, boolean worse, boolean better) {
    StreamResult result =
        StreamResult.of(
            RecordingInfo.ofClasses("some", "", 1, 2),
            probabilities(logLoss, accuracy),
            null,
            null,
            // the other one has the better accuracy, which does not count
            Map.of("best", probabilities(.5, .8), "other", probabilities(.6, .95)),
            null);

    assertThat(result.bestBaseline()).isEqualTo("best");
    assertThat(result.target()).isEqualTo("class");
    assertThat(result.worse()).isEqualTo(worse);
    assertThat(result.better()).isEqualTo(better);
  }

  @ParameterizedTest
  @CsvSource({"9e8, false, true", "1.009e9, false, false", "1.011e9, true, false"})
  void valuesAreHeldAgainstItByRmseInTheirOwnUnit(double rmse, boolean worse, boolean better) {
    StreamResult result =
        StreamResult.of(
            new RecordingInfo("some", "", 1, null, Target.VALUE, 0, 0, 0),
            value(rmse),
            null,
            null,
            Map.of("best", value(1e9), "other", value(2e9)),
            null);

    assertThat(result.bestBaseline()).isEqualTo("best");
    assertThat(result.worse()).isEqualTo(worse);
    assertThat(result.better()).isEqualTo(better);
  }

  @Test
  void aReportCountsThem() {
    StreamResult worse =
        StreamResult.of(
            RecordingInfo.ofClasses("worse", "", 1, 2),
            probabilities(.6, .8),
            null,
            null,
            Map.of("best", probabilities(.5, .8)),
            null);
    StreamResult better =
        StreamResult.of(
            RecordingInfo.ofClasses("better", "", 1, 2),
            probabilities(.4, .8),
            null,
            null,
            Map.of("best", probabilities(.5, .8)),
            null);

    StreamsReport report = StreamsReport.of(1, List.of(better, worse, better));

    assertThat(report.worse()).isEqualTo(1);
    assertThat(report.better()).isEqualTo(2);
  }

  @Test
  void aMeanIsNullWhereAFigureIs() {
    assertThat(StreamFigures.mean(List.of(1.0, 2.0), value -> value)).isEqualTo(1.5);
    assertThat(StreamFigures.mean(List.of(1.0, 2.0), value -> value > 1 ? value : null)).isNull();
  }

  private static StreamFigures probabilities(double logLoss, double accuracy) {
    return new StreamFigures(logLoss, accuracy, null, null, null, NONE);
  }

  private static StreamFigures value(double rmse) {
    return new StreamFigures(null, null, null, null, rmse, NONE);
  }
}
