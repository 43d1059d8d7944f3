package dev.reinstate.bench.streams;

import dev.reinstate.evaluation.metric.Metrics;
import dev.reinstate.evaluation.metric.Score;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How good initial predictions on a stream were, mean over seeds. What does not apply, or has no
 * figure under some seed, is null.
 *
 * @param logLoss classes and rewards, as the next three; see {@link Score} for all
 * @param rmse values only
 */
public record StreamFigures(
    @Nullable Double logLoss,
    @Nullable Double accuracy,
    @Nullable Double auc,
    @Nullable Double calibrationError,
    @Nullable Double rmse,
    Half secondHalf) {

  /** Of the second half of the scored predictions alone. */
  public record Half(
      @Nullable Double logLoss,
      @Nullable Double accuracy,
      @Nullable Double auc,
      @Nullable Double rmse) {}

  /** What predictors are ranked by: the log loss, or the RMSE of values. */
  @Nullable Double loss() {
    return rmse == null ? logLoss : rmse;
  }

  /**
   * @param seeds the metrics under each seed, at least one
   */
  static StreamFigures mean(List<Metrics> seeds) {
    return new StreamFigures(
        mean(seeds, Metrics::logLoss),
        mean(seeds, Metrics::accuracy),
        mean(seeds, Metrics::auc),
        mean(seeds, Metrics::calibrationError),
        mean(seeds, Metrics::rmse),
        new Half(
            mean(seeds, all -> all.secondHalf().logLoss()),
            mean(seeds, all -> all.secondHalf().accuracy()),
            mean(seeds, all -> all.secondHalf().auc()),
            mean(seeds, all -> all.secondHalf().rmse())));
  }

  /** The mean of a figure; null where one is. */
  static <T> @Nullable Double mean(List<T> seeds, Function<T, @Nullable Double> figure) {
    List<Double> figures =
        seeds.stream().map(figure).filter(Objects::nonNull).collect(Collectors.toList());
    return figures.size() < seeds.size()
        ? null
        : figures.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
