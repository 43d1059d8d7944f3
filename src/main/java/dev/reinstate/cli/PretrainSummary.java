package dev.reinstate.cli;

import dev.reinstate.cli.option.Json;
import dev.reinstate.cli.option.NewModelFile;
import dev.reinstate.replay.Pretraining;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code pretrain} prints.
 *
 * @param settings that were given
 * @param observations that were drawn from
 * @param heldOut observations that the errors are measured on and that were not drawn
 * @param steps of the optimiser
 * @param batch observations to a step
 * @param errorBefore share of the features' variance; null where they do not vary
 * @param errorAfter share of the features' variance; null where they do not vary
 * @param ready whether the embedding network may learn at once
 * @param seconds that it took
 * @param model the file that was written
 */
record PretrainSummary(
    Map<String, Object> settings,
    int observations,
    int heldOut,
    int steps,
    int batch,
    @Nullable Double errorBefore,
    @Nullable Double errorAfter,
    boolean ready,
    double seconds,
    String model) {

  static PretrainSummary of(
      Map<String, Object> settings,
      Pretraining.Result result,
      int steps,
      int batch,
      double seconds,
      NewModelFile model) {
    return new PretrainSummary(
        settings,
        result.observations(),
        result.heldOut(),
        steps,
        batch,
        finite(result.errorBefore()),
        finite(result.errorAfter()),
        result.ready(),
        seconds,
        model.path().toString());
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  String toJson() {
    return Json.of(this);
  }

  String toText() {
    return """
    pretrain: %,d steps of %,d out of %,d observations in %.1f s
      autoencoder's error, on %,d other observations: %.4f of their variance before, %.4f after
      %s; the embedding network learns %s"""
        .formatted(
            steps,
            batch,
            observations,
            seconds,
            heldOut,
            errorBefore,
            errorAfter,
            model,
            ready
                ? "from the first batch of feedback on"
                : "only when the error is below training.autoencoder.gate");
  }
}
