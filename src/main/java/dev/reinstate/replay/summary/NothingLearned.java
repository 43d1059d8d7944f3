package dev.reinstate.replay.summary;

import dev.reinstate.credit.gradient.CreditMode;
import dev.reinstate.event.EventCounts;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.settings.CodeKind;
import dev.reinstate.settings.LearnerSettings;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says why the embedding network has made no step. */
final class NothingLearned {

  private NothingLearned() {}

  /**
   * The first reason that applies, and what to do about it.
   *
   * @param autoencoderError as a share of the features' variance, or null
   */
  static String why(
      LearnerSettings settings, EventCounts counts, @Nullable Double autoencoderError) {
    return "nothing was learned: " + reason(settings, counts, autoencoderError);
  }

  private static String reason(
      LearnerSettings settings, EventCounts counts, @Nullable Double autoencoderError) {
    if (settings.credit().mode() == CreditMode.FROZEN) {
      return "credit.mode is frozen";
    }
    if (counts.get(Count.MATCHED) + counts.get(Count.DEFAULTED) == 0) {
      return "no feedback came for any observation";
    }
    double gate = settings.training().autoencoderGate();
    if (settings.networks().codeKind() == CodeKind.AUTOENCODER
        && settings.credit().mode() != CreditMode.EXACT
        && (autoencoderError == null || autoencoderError >= gate)) {
      return String.format(
          Locale.ROOT,
          "the autoencoder's error is %s of the features' variance and must come below"
              + " training.autoencoder.gate, %s; pretrain, or give it a larger network.code.size",
          autoencoderError == null
              ? "not known"
              : String.format(Locale.ROOT, "%.2f", autoencoderError),
          gate);
    }
    long dropped = counts.get(Count.GRADIENTS_DROPPED);
    return String.format(
        Locale.ROOT,
        "a step takes training.batch, %,d feedbacks with a gradient; %,d had one%s",
        settings.training().batch(),
        counts.get(Count.LEARNED),
        dropped == 0
            ? ""
            : String.format(
                Locale.ROOT, ", of which %,d were left out, far beyond the others", dropped));
  }
}
