package dev.reinstate.learner.reinstatement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.compute.Similarity;
import dev.reinstate.credit.gradient.CreditMode;
import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Credit;
import dev.reinstate.event.Credit.MemoryCredit;
import dev.reinstate.learner.TestSettings;
import dev.reinstate.learner.World;
import dev.reinstate.memory.Precision;
import dev.reinstate.model.Model;
import dev.reinstate.settings.CreditRead;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What the record of a feedback says in each mode. */
class CreditRecordsTest {

  private static final int PAIRS = 12;

  private final TestSettings settings = new TestSettings();

  /** No step is made, so that all modes have the same network and the same reads. */
  private List<Credit> credits(CreditMode mode) {
    settings.codecAtWrite = false;
    return creditsOf(mode);
  }

  private List<Credit> creditsOf(CreditMode mode) {
    settings.mode = mode;
    settings.batch = 1_000;
    World world = new World(settings.build());
    world.process(World.pairs("k", 0, PAIRS));
    return world.out.credits;
  }

  @ParameterizedTest
  @EnumSource
  void weightsCreditsAndLeaveOneOutAreThoseOfTheRecordedReadInEveryMode(CreditMode mode) {
    List<Credit> expected = credits(CreditMode.REINSTATED);
    List<Credit> credits = credits(mode);
    assertThat(credits).hasSize(PAIRS);
    for (int i = 0; i < PAIRS; i++) {
      Credit credit = credits.get(i);
      assertThat(credit.mode()).isEqualTo(mode.label());
      assertThat(credit.loss()).isEqualTo(expected.get(i).loss());
      double sum = 0;
      for (int j = 0; j < credit.memories().size(); j++) {
        MemoryCredit memory = credit.memories().get(j);
        MemoryCredit other = expected.get(i).memories().get(j);
        assertThat(memory.memoryId()).isEqualTo(other.memoryId());
        assertThat(memory.weight()).isEqualTo(other.weight());
        assertThat(memory.credit()).isEqualTo(other.credit());
        assertThat(memory.leaveOneOut()).isEqualTo(other.leaveOneOut());
        sum += memory.credit();
      }
      assertThat(sum).isCloseTo(0, Offset.offset(1e-6));
    }
    assertThat(credits.get(PAIRS - 1).memories()).hasSize(settings.k);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"QUERY_ONLY", "FROZEN"})
  void aGradientGoesThroughMemoriesThatAreReinstated(CreditMode mode) {
    for (MemoryCredit memory : credits(mode).get(PAIRS - 1).memories()) {
      assertThat(memory.gradientNorm()).isPositive();
      assertThat(memory.reinstatementError()).isBetween(-1e-6f, 2f);
    }
  }

  @Test
  void queryOnlyReinstatesMemoriesButNoGradientGoesThroughThem() {
    for (MemoryCredit memory : credits(CreditMode.QUERY_ONLY).get(PAIRS - 1).memories()) {
      assertThat(memory.gradientNorm()).isZero();
      assertThat(memory.reinstatementError()).isBetween(-1e-6f, 2f);
    }
  }

  @Test
  void frozenReinstatesNothing() {
    for (MemoryCredit memory : credits(CreditMode.FROZEN).get(PAIRS - 1).memories()) {
      assertThat(memory.gradientNorm()).isZero();
      assertThat(memory.reinstatementError()).isNaN();
    }
  }

  @Test
  void exactGivesObservationsBackAsTheyWere() {
    settings.embeddingPrecision = Precision.FLOAT32;
    for (MemoryCredit memory : credits(CreditMode.EXACT).get(PAIRS - 1).memories()) {
      assertThat(memory.reinstatementError()).isCloseTo(0, Offset.offset(1e-6f));
    }
    for (MemoryCredit memory : credits(CreditMode.REINSTATED).get(PAIRS - 1).memories()) {
      assertThat(memory.reinstatementError()).isGreaterThan(1e-3f);
    }
  }

  /** Under codec-at-write what is stored differs from what is recomputed by staleness alone. */
  @Test
  void codecAtWriteStoresWhatWillBeRecomputed() {
    settings.embeddingPrecision = Precision.FLOAT32;
    settings.learningRate = 1e-12; // the autoencoder stays the same, and there is no staleness
    settings.codecAtWrite = true;
    for (MemoryCredit memory : creditsOf(CreditMode.REINSTATED).get(PAIRS - 1).memories()) {
      assertThat(memory.reinstatementError()).isCloseTo(0, Offset.offset(1e-6f));
    }
    for (MemoryCredit memory : credits(CreditMode.REINSTATED).get(PAIRS - 1).memories()) {
      assertThat(memory.reinstatementError()).isGreaterThan(1e-3f);
    }
  }

  @Test
  void exactLearnsWithoutAnAutoencoderAndThereIsNothingToDecode() {
    settings.mode = CreditMode.EXACT;
    settings.gate = TestSettings.CLOSED;
    World coded = new World(settings.build());
    coded.process(World.pairs("k", 0, 40));
    settings.codecAtWrite = false;
    World raw = new World(settings.build());
    raw.process(World.pairs("k", 0, 40));
    assertThat(raw.model.version()).isEqualTo(10);
    assertThat(coded.out.predictionBits()).isEqualTo(raw.out.predictionBits());
    assertThat(coded.out.credits).isEqualTo(raw.out.credits);
  }

  @Test
  void theLargerAlphaTheWeakerIsThePullToStoredEmbeddings() {
    settings.targetAlpha = 1;
    MemoryCredit strong = credits(CreditMode.TARGET).get(PAIRS - 1).memories().get(0);
    settings.targetAlpha = 1e9;
    MemoryCredit weak = credits(CreditMode.TARGET).get(PAIRS - 1).memories().get(0);
    MemoryCredit direct = credits(CreditMode.DIRECT).get(PAIRS - 1).memories().get(0);
    assertThat(weak.gradientNorm()).isCloseTo(direct.gradientNorm(), Offset.offset(1e-6f));
    assertThat(Math.abs(strong.gradientNorm() - direct.gradientNorm())).isGreaterThan(1e-3f);
  }

  @ParameterizedTest
  @EnumSource
  void everySimilarityLearns(Similarity similarity) {
    settings.similarity = similarity;
    settings.target = Target.REWARD;
    settings.creditRead = CreditRead.REPEATED;
    World world = new World(settings.build());
    world.process(World.pairs("k", 0, 40));
    assertThat(world.model.version()).isEqualTo(10);
    assertThat(world.trainer.skipped()).isZero();
    float[] parameters = new float[world.model.embedding().parameterCount()];
    world.model.embedding().readParameters(parameters);
    float[] initial = new float[parameters.length];
    new Model(world.settings).embedding().readParameters(initial);
    assertThat(parameters).isNotEqualTo(initial);
  }
}
