package dev.reinstate.replay.summary;

import dev.reinstate.credit.gradient.CreditMode;
import dev.reinstate.event.EventCounts;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.settings.CodeKind;
import dev.reinstate.settings.LearnerSettings;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says why the embedding network has made no step. */
final class NothingLearned {

  private static final double PERCENT = 100;

  /** Share of the error of all features that one of them has alone. */
  private static final double MOST = 0.5;

  private NothingLearned() {}

  /**
   * The first reason that applies, and what to do about it.
   *
   * @param autoencoderError as a share of the features' variance, or null
   * @param fault the feature that this error comes from, or null
   */
  static String why(
      LearnerSettings settings,
      EventCounts counts,
      @Nullable Double autoencoderError,
      @Nullable FeatureFault fault) {
    return "nothing was learned: " + reason(settings, counts, autoencoderError, fault);
  }

  private static String reason(
      LearnerSettings settings,
      EventCounts counts,
      @Nullable Double autoencoderError,
      @Nullable FeatureFault fault) {
    if (settings.credit().mode() == CreditMode.FROZEN) {
      return "credit.mode is frozen";
    }
    if (counts.get(Count.MATCHED) + counts.get(Count.DEFAULTED) == 0) {
      return "no feedback came for any observation";
    }
    if (settings.networks().codeKind() == CodeKind.AUTOENCODER
        && settings.credit().mode() != CreditMode.EXACT
        && (autoencoderError == null
            || autoencoderError >= settings.training().autoencoderGate())) {
      return gate(settings, autoencoderError, fault);
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

  private static String gate(
      LearnerSettings settings, @Nullable Double autoencoderError, @Nullable FeatureFault fault) {
    if (fault != null && fault.feature() == null) {
      return "no feature of the last observations varies, so an autoencoder has nothing to learn";
    }
    String error =
        autoencoderError == null
            ? "not known"
            : String.format(Locale.ROOT, "%.2f", autoencoderError);
    return "the autoencoder's error is %s of the features' variance and must come below training.autoencoder.gate, %s%s; %s"
        .formatted(
            error,
            settings.training().autoencoderGate(),
            fault == null ? "" : from(settings, fault),
            isOfScale(settings, fault)
                ? "set features.standardise: true"
                : "pretrain, or give it a larger network.code.size");
  }

  private static String from(LearnerSettings settings, FeatureFault fault) {
    int index = Objects.requireNonNull(fault.feature());
    int indicator = index - settings.observationSize();
    return String.format(
        Locale.ROOT,
        "; %.0f %% of it, the largest part, comes from %s (counted from 0)",
        PERCENT * fault.share(),
        indicator < 0
            ? "feature " + index
            : "the indicator of feature " + settings.features().indicators()[indicator]);
  }

  /** Whether one feature drowns all others, as one in a larger unit does. */
  private static boolean isOfScale(LearnerSettings settings, @Nullable FeatureFault fault) {
    return fault != null && fault.share() > MOST && !settings.features().standardise();
  }
}
