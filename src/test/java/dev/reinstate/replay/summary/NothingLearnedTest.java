package dev.reinstate.replay.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.credit.gradient.CreditMode;
import dev.reinstate.event.EventCounts;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.learner.TestSettings;
import dev.reinstate.settings.CodeKind;
import dev.reinstate.settings.FeatureSettings;
import dev.reinstate.settings.MissingFeatures;
import org.junit.jupiter.api.Test;

class NothingLearnedTest {

  private final TestSettings settings = new TestSettings();
  private final EventCounts counts = new EventCounts();

  private String why(Double autoencoderError) {
    return why(autoencoderError, null);
  }

  private String why(Double autoencoderError, FeatureFault fault) {
    return NothingLearned.why(settings.build(), counts, autoencoderError, fault);
  }

  @Test
  void aFrozenJobDoesNotLearn() {
    settings.mode = CreditMode.FROZEN;
    assertThat(why(null)).isEqualTo("nothing was learned: credit.mode is frozen");
  }

  @Test
  void withoutFeedbackThereIsNothingToLearnFrom() {
    counts.add(Count.FEEDBACK, 10);
    counts.add(Count.ORPHAN, 10);
    assertThat(why(.1)).endsWith("no feedback came for any observation");
  }

  @Test
  void codesMayNotBeGoodEnough() {
    settings.gate = .4;
    counts.add(Count.MATCHED, 1_000);
    assertThat(why(.873)).contains("the autoencoder's error is 0.87", "gate, 0.4; pretrain");
    assertThat(why(null)).contains("the autoencoder's error is not known");

    settings.codeKind = CodeKind.DIRECT;
    assertThat(why(null)).doesNotContain("autoencoder");
  }

  @Test
  void theFeatureThatCodesFailAtIsNamed() {
    settings.gate = .4;
    counts.add(Count.MATCHED, 1_000);
    settings.features = new FeatureSettings(true, MissingFeatures.MEAN, new int[0]);
    assertThat(why(.87, new FeatureFault(2, .234)))
        .endsWith(
            "gate, 0.4; 23 % of it, the largest part, comes from feature 2 (counted from 0);"
                + " pretrain, or give it a larger network.code.size");
    assertThat(why(.87, new FeatureFault(2, .96))).endsWith("a larger network.code.size");

    settings.features = new FeatureSettings(false, MissingFeatures.MEAN, new int[] {1, 3});
    assertThat(why(.87, new FeatureFault(2, .96)))
        .endsWith(
            "96 % of it, the largest part, comes from feature 2 (counted from 0);"
                + " set features.standardise: true");
    assertThat(why(.87, new FeatureFault(5, .2))).contains("the indicator of feature 3 (");
    assertThat(why(null, new FeatureFault(null, 0)))
        .endsWith(
            "no feature of the last observations varies, so an autoencoder has nothing to learn");
  }

  @Test
  void thereMayBeTooFewGradientsForAStep() {
    counts.add(Count.MATCHED, 5);
    counts.add(Count.LEARNED, 3);
    assertThat(why(.1)).endsWith("training.batch, 4 feedbacks with a gradient; 3 had one");

    counts.add(Count.LEARNED, 6);
    counts.add(Count.GRADIENTS_DROPPED, 7);
    assertThat(why(.1)).endsWith("; 9 had one, of which 7 were left out, far beyond the others");
  }
}
