package dev.reinstate.bench.streams;

import java.util.List;

/**
 * Reinstate beside all baselines on many streams.
 *
 * @param seeds that figures are means over
 * @param streams one entry for each
 * @param worse on how many it is worse than the best baseline: {@link StreamResult#worse}
 * @param better on how many it has a better log loss than the best baseline, or RMSE of values
 */
public record StreamsReport(int seeds, List<StreamResult> streams, long worse, long better) {

  public static StreamsReport of(int seeds, List<StreamResult> streams) {
    return new StreamsReport(
        seeds,
        streams,
        streams.stream().filter(StreamResult::worse).count(),
        streams.stream().filter(StreamResult::better).count());
  }
}
