package dev.reinstate.replay.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.Credit;
import dev.reinstate.event.Credit.MemoryCredit;
import dev.reinstate.event.LearnerOutput;
import dev.reinstate.event.Prediction;
import dev.reinstate.event.RecordChanges;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DigestTest {

  private static final Prediction PREDICTION =
      new Prediction(
          "k", "1", 10, 3, new float[] {.25f, .75f}, new String[] {"m"}, new float[] {1f}, 4);
  private static final MemoryCredit MEMORY =
      new MemoryCredit("m", 5, .5f, .25f, .125f, 2f, .0625f, false);
  private static final Credit CREDIT =
      new Credit("k", "f", "1", 20, "reinstated", 3, .5, 1, List.of(MEMORY));

  @Test
  void isTheSameOnEveryMachine() {
    assertThat(digest(out -> {}))
        .as("SHA-256 of SHA-256 of nothing, twice")
        .isEqualTo("2dba5dbc339e7316aea2683faf839c1b7b1ee2313db792112588118df066aa35");
    assertThat(digest(out -> out.prediction(PREDICTION)))
        .isEqualTo("dcadb5c186a381852a50fbb09c4db1491bb57fe16af6330f605d544d03532b5c");
  }

  @Test
  void everyFieldOfAPredictionCounts() throws ReflectiveOperationException {
    assertAllDiffer(PREDICTION, LearnerOutput::prediction);
  }

  @Test
  void everyFieldOfACreditCounts() throws ReflectiveOperationException {
    assertAllDiffer(CREDIT, LearnerOutput::credit);
  }

  @Test
  void everyFieldOfAMemorysCreditCounts() throws ReflectiveOperationException {
    assertAllDiffer(
        MEMORY,
        (out, memory) ->
            out.credit(new Credit("k", "f", "1", 20, "reinstated", 3, .5, 1, List.of(memory))));
  }

  @Test
  void orderCountsAmongPredictionsAndAmongCreditsButNotBetweenThem() {
    Prediction other =
        new Prediction(
            "k", "2", 10, 3, new float[] {.25f, .75f}, new String[] {"m"}, new float[] {1f}, 4);
    String one =
        digest(
            out -> {
              out.prediction(PREDICTION);
              out.prediction(other);
              out.credit(CREDIT);
            });
    String interleaved =
        digest(
            out -> {
              out.prediction(PREDICTION);
              out.credit(CREDIT);
              out.prediction(other);
            });
    String swapped =
        digest(
            out -> {
              out.prediction(other);
              out.prediction(PREDICTION);
              out.credit(CREDIT);
            });

    assertThat(interleaved).isEqualTo(one);
    assertThat(swapped).isNotEqualTo(one);
  }

  @Test
  void canBeAskedOnTheWay() {
    Digest digest = new Digest();
    digest.prediction(PREDICTION);
    String before = digest.hex();

    assertThat(digest.hex()).isEqualTo(before);
    digest.credit(CREDIT);
    assertThat(digest.hex()).isNotEqualTo(before).hasSize(64);
  }

  private interface Give<R> {
    void to(LearnerOutput out, R record);
  }

  private static <R extends Record> void assertAllDiffer(R record, Give<R> give)
      throws ReflectiveOperationException {
    List<R> changed = RecordChanges.of(record);
    Set<String> digests = new HashSet<>();
    for (R each : changed) {
      digests.add(digest(out -> give.to(out, each)));
    }
    assertThat(changed).hasSize(record.getClass().getRecordComponents().length + 1);
    assertThat(digests).hasSameSizeAs(changed);
  }

  private static String digest(Consumer<LearnerOutput> give) {
    Digest digest = new Digest();
    give.accept(digest);
    return digest.hex();
  }
}
