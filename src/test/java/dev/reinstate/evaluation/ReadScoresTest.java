package dev.reinstate.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.Credit;
import dev.reinstate.event.Credit.MemoryCredit;
import dev.reinstate.event.Prediction;
import dev.reinstate.settings.NamedRead;
import dev.reinstate.settings.Space;
import dev.reinstate.settings.SpacesSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadScoresTest {

  private static final SpacesSettings SPACES =
      new SpacesSettings(
          List.of(
              new Space("own", List.of("key"), 1, 1, 8, 2),
              new Space("all", List.of(), 1, 2, 8, 2)),
          List.of(new NamedRead("own", 0, List.of("key")), new NamedRead("all", 1, List.of())));

  private static Prediction prediction(String[] reads, float... weights) {
    return new Prediction(
        "k", "o", 0, 0, new float[] {1}, new String[reads.length], weights, reads, 9);
  }

  private static MemoryCredit memory(String read, float credit, float leaveOneOut) {
    return new MemoryCredit("m", 0, .5f, credit, leaveOneOut, 0, 0, false, read);
  }

  private static Credit credit(MemoryCredit... memories) {
    return new Credit("k", "f", "o", 0, "reinstated", 0, 1, 1, List.of(memories));
  }

  @Test
  void contributionsAreMeansByRead() {
    ReadScores scores = new ReadScores(SPACES);
    // the shards of "all" have .5 and 1 of their heads' attention, the null slots have the rest
    scores.prediction(
        prediction(new String[] {"own", "own", "all", "all", "all"}, .5f, .25f, .5f, .5f, .5f));
    scores.prediction(prediction(new String[] {"own"}, .25f));
    scores.credit(
        credit(memory("own", .5f, .25f), memory("own", .25f, 0), memory("all", -1, -.5f)));
    scores.credit(credit(memory("all", .5f, 1)));

    assertThat(scores.contributions())
        .containsExactly(
            new ReadContribution("own", 1.5, .5, .375, .125),
            new ReadContribution("all", 1.5, .375, -.25, .25));
  }

  @Test
  void aReadThatFoundNothingIsNamedToo() {
    assertThat(new ReadScores(SPACES).contributions())
        .extracting(ReadContribution::name)
        .containsExactly("own", "all");
  }

  @Test
  void whereNothingIsNamedNothingIsToldApart() {
    ReadScores scores = new ReadScores(null);
    scores.prediction(prediction(new String[] {""}, 1));
    assertThat(scores.contributions()).isNull();
  }
}
