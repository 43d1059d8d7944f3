package dev.reinstate.bench.streams;

import dev.reinstate.recording.RecordingInfo;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reinstate and all baselines on one stream.
 *
 * @param stream its name
 * @param target what feedback says: class, value or reward
 * @param classes how many; 0 unless target is class
 * @param reinstate the learner of the live job
 * @param learningFrom number of the observation at the first update, mean over seeds; null where
 *     none was made under some seed
 * @param cpuMicrosPerObservation processor time of the learner's thread for an observation and its
 *     feedback; null where the JVM does not measure it
 * @param bestBaseline the name of the baseline with the lowest log loss, or RMSE of values
 * @param baselines all of them by name
 * @param peers learners of another library by name; null where none ran
 * @param worse whether the log loss is worse than that of the best baseline by more than {@value
 *     #TOLERANCE}, or the accuracy than that of the same baseline; of values, whether the RMSE is
 *     worse by more than that share
 * @param better whether the log loss, or RMSE, is better than that of the best baseline
 */
public record StreamResult(
    String stream,
    String target,
    int classes,
    long observations,
    StreamFigures reinstate,
    @Nullable Double learningFrom,
    @Nullable Double cpuMicrosPerObservation,
    String bestBaseline,
    Map<String, StreamFigures> baselines,
    @Nullable Map<String, StreamFigures> peers,
    boolean worse,
    boolean better) {

  private static final double TOLERANCE = .01;

  static StreamResult of(
      RecordingInfo info,
      StreamFigures reinstate,
      @Nullable Double learningFrom,
      @Nullable Double cpuMicrosPerObservation,
      Map<String, StreamFigures> baselines,
      @Nullable Map<String, StreamFigures> peers) {
    String best =
        baselines.keySet().stream()
            .min(Comparator.comparingDouble(name -> orWorst(baselines.get(name).loss())))
            .orElseThrow();
    return new StreamResult(
        info.name(),
        info.target().name().toLowerCase(Locale.ROOT),
        info.classes(),
        info.observations(),
        reinstate,
        learningFrom,
        cpuMicrosPerObservation,
        best,
        baselines,
        peers,
        isWorse(reinstate, baselines.get(best)),
        orWorst(reinstate.loss()) < orWorst(baselines.get(best).loss()));
  }

  /** The figures of the best baseline. */
  public StreamFigures best() {
    return baselines.get(bestBaseline);
  }

  private static boolean isWorse(StreamFigures reinstate, StreamFigures best) {
    if (best.rmse() != null) {
      return orWorst(reinstate.rmse()) > (1 + TOLERANCE) * best.rmse();
    }
    return orWorst(reinstate.logLoss()) > orWorst(best.logLoss()) + TOLERANCE
        || (best.accuracy() != null
            && (reinstate.accuracy() == null
                || reinstate.accuracy() < best.accuracy() - TOLERANCE));
  }

  private static double orWorst(@Nullable Double loss) {
    return loss == null ? Double.POSITIVE_INFINITY : loss;
  }
}
