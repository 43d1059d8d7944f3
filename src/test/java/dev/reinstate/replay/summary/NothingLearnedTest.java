package dev.reinstate.replay.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.credit.gradient.CreditMode;
import dev.reinstate.event.EventCounts;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.learner.TestSettings;
import dev.reinstate.settings.CodeKind;
import org.junit.jupiter.api.Test;

class NothingLearnedTest {

  private final TestSettings settings = new TestSettings();
  private final EventCounts counts = new EventCounts();

  private String why(Double autoencoderError) {
    return NothingLearned.why(settings.build(), counts, autoencoderError);
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
  void thereMayBeTooFewGradientsForAStep() {
    counts.add(Count.MATCHED, 5);
    counts.add(Count.LEARNED, 3);
    assertThat(why(.1)).endsWith("training.batch, 4 feedbacks with a gradient; 3 had one");

    counts.add(Count.LEARNED, 6);
    counts.add(Count.GRADIENTS_DROPPED, 7);
    assertThat(why(.1)).endsWith("; 9 had one, of which 7 were left out, far beyond the others");
  }
}
