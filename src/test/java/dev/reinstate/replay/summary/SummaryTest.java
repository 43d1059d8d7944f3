package dev.reinstate.replay.summary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reinstate.credit.outcome.Target;
import dev.reinstate.evaluation.Evaluation;
import dev.reinstate.evaluation.TestEvaluations;
import dev.reinstate.event.Credit;
import dev.reinstate.event.Credit.MemoryCredit;
import dev.reinstate.event.EventCounts;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Feedback.Origin;
import dev.reinstate.event.Observation;
import dev.reinstate.event.Prediction;
import dev.reinstate.recording.Truth;
import dev.reinstate.settings.DefaultFeedbackSettings;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummaryTest {

  @Test
  void theNamesAreTheContract() throws IOException {
    JsonNode run = json(run()).at("/runs/0");

    assertThat(run.fieldNames())
        .toIterable()
        .containsExactly(
            "name",
            "settings",
            "observations",
            "predictions",
            "credits",
            "pending",
            "updates",
            "observationsDuplicate",
            "observationsMalformed",
            "predictionsNotFinite",
            "creditsNotFinite",
            "learningFrom",
            "startedFrom",
            "feedback",
            "initial",
            "baselines",
            "creditPrecisionAt1",
            "reads",
            "gradientCosineToExact",
            "autoencoderError",
            "reinstatementCosine",
            "staleness",
            "evictedBeforeFeedback",
            "gradientsDropped",
            "targetsLimited",
            "memoriesRefreshed",
            "embeddingNormBeforeNormalisation",
            "bytesPerMemory",
            "bytesPerPending",
            "feedbackDelayMillis",
            "feedbackDelayMillisByClass",
            "scoredByDefault",
            "unscored",
            "seconds",
            "observationsPerSecond",
            "protocol",
            "sampledOneIn",
            "cost",
            "warnings",
            "digest");
    assertThat(run.get("feedback").fieldNames())
        .toIterable()
        .containsExactly(
            "sent",
            "matched",
            "early",
            "duplicate",
            "repeated",
            "ignored",
            "orphan",
            "late",
            "capped",
            "malformed",
            "held",
            "defaulted");
    for (String metrics : List.of("/initial", "/baselines/majority")) {
      assertThat(run.at(metrics).fieldNames())
          .toIterable()
          .containsExactly(
              "count",
              "accuracy",
              "logLoss",
              "brier",
              "auc",
              "calibrationError",
              "rmse",
              "last20",
              "secondHalf",
              "groups",
              "balancedAccuracy",
              "kappa",
              "kappaNoChange",
              "averagePrecision",
              "mae",
              "rewardSum",
              "chosenRewardSum",
              "reliability",
              "windows",
              "byDelay",
              "byKey");
      assertThat(run.at(metrics + "/last20").fieldNames())
          .toIterable()
          .containsExactly(
              "count",
              "accuracy",
              "logLoss",
              "brier",
              "auc",
              "calibrationError",
              "rmse",
              "balancedAccuracy",
              "kappa",
              "kappaNoChange",
              "averagePrecision",
              "mae",
              "rewardSum",
              "chosenRewardSum");
      for (String slices : List.of("/windows/0", "/byDelay/0")) {
        assertThat(run.at(metrics + slices).fieldNames())
            .toIterable()
            .containsExactly("from", "to", "score");
      }
      assertThat(run.at(metrics + "/byKey/a/count").asInt()).isEqualTo(1);
      assertThat(run.at(metrics + "/reliability/0").fieldNames())
          .toIterable()
          .containsExactly("from", "to", "count", "probability", "happened");
    }
    assertThat(run.get("cost").fieldNames())
        .toIterable()
        .containsExactly(
            "cpuMicrosPerEvent", "evaluationCpuMicrosPerEvent", "allocatedBytesPerEvent");
    assertThat(run.get("feedbackDelayMillis").fieldNames())
        .toIterable()
        .containsExactly("p50", "p99", "max");
    assertThat(run.get("bytesPerMemory").fieldNames())
        .toIterable()
        .containsExactly("embedding", "code", "raw", "activations");
  }

  @Test
  void figuresAreWhatWasCounted() throws IOException {
    JsonNode run = json(run()).at("/runs/0");

    assertThat(run.at("/settings/memory.k").asInt()).isEqualTo(8);
    assertThat(run.at("/observations").asLong()).isEqualTo(2);
    assertThat(run.at("/observationsPerSecond").asDouble()).isEqualTo(4);
    assertThat(run.at("/pending").asLong()).isEqualTo(1);
    assertThat(run.at("/feedback/sent").asLong()).as("two and one malformed").isEqualTo(3);
    assertThat(run.at("/feedback/orphan").asLong()).isEqualTo(1);
    assertThat(run.at("/initial/count").asLong()).isEqualTo(1);
    assertThat(run.at("/initial/accuracy").asDouble()).isEqualTo(1);
    assertThat(run.at("/learningFrom").asLong()).isEqualTo(1);
    assertThat(run.at("/feedbackDelayMillis/p50").asLong()).isEqualTo(90);
    assertThat(run.at("/feedbackDelayMillisByClass")).hasSize(1);
    assertThat(run.at("/feedbackDelayMillisByClass/1/count").asLong()).isEqualTo(1);
    assertThat(run.at("/feedbackDelayMillisByClass/1/p50").asLong()).isEqualTo(90);
    assertThat(run.at("/warnings")).isEmpty();
  }

  @Test
  void unevenDelaysAreSaid() throws IOException {
    Evaluation evaluation = TestEvaluations.of(Target.CLASS, 2);
    for (int i = 0; i < 100; i++) {
      evaluation.observation(new Observation("a", "o" + i, 60 * i, new float[] {0}));
      evaluation.prediction(
          new Prediction(
              "a", "o" + i, 60 * i, 0, new float[] {.5f, .5f}, new String[0], new float[0], 0));
    }
    for (int i = 0; i < 100; i++) {
      long time = 60 * i + (i % 2 == 1 ? 100 : 50_000);
      evaluation.feedback(new Feedback("a", "f", "o" + i, time, 60 * i, i % 2, 1, Origin.NONE));
    }
    RunSummary run =
        RunSummary.named("r")
            .eventCounts(new EventCounts(), 0, false)
            .evaluation(evaluation)
            .build();

    assertThat(json(run).at("/runs/0/warnings"))
        .singleElement()
        .satisfies(
            warning ->
                assertThat(warning.asText())
                    .startsWith("feedback of class 1 comes after 0.1 s, that of class 0 after"));
    assertThat(SummaryText.of(Summary.of(run)))
        .contains("  warning   feedback of class 1 comes after 0.1 s");
    assertThat(json(run).at("/runs/0/feedbackDelayMillisByClass/0/max").asLong()).isEqualTo(50_000);
  }

  @Test
  void whatDoesNotApplyIsNull() throws IOException {
    JsonNode run =
        json(RunSummary.named("empty")
                .eventCounts(new EventCounts(), 0, false)
                .evaluation(TestEvaluations.of(Target.VALUE, 0))
                .build())
            .at("/runs/0");

    for (String path :
        List.of(
            "/learningFrom",
            "/creditPrecisionAt1",
            "/gradientCosineToExact",
            "/autoencoderError",
            "/reinstatementCosine",
            "/staleness",
            "/evictedBeforeFeedback",
            "/embeddingNormBeforeNormalisation",
            "/bytesPerMemory",
            "/bytesPerPending",
            "/observationsPerSecond",
            "/digest",
            "/feedback/defaulted",
            "/feedbackDelayMillis/p50",
            "/feedbackDelayMillisByClass",
            "/initial/accuracy",
            "/initial/rmse",
            "/initial/groups",
            "/initial/last20/rmse",
            "/initial/mae",
            "/initial/kappa",
            "/initial/rewardSum",
            "/initial/reliability",
            "/cost",
            "/baselines/noChange/auc")) {
      assertThat(run.at(path).isNull()).as(path).isTrue();
    }
    assertThat(run.at("/initial/count").asInt(-1)).isZero();
  }

  @Test
  void balancesOrSaysThatItDoesNot() {
    EventCounts eventCounts = new EventCounts();
    eventCounts.add(Count.FEEDBACK, 2);
    eventCounts.add(Count.MATCHED, 1);

    assertThat(FeedbackCounts.of(eventCounts, 1, false).balances()).isFalse();
    eventCounts.add(Count.HELD, 1);
    assertThat(FeedbackCounts.of(eventCounts, 1, false).balances()).isTrue();
  }

  @Test
  void theTextSaysWhatIsScoredByTheDefaultAndWhatIsNot() {
    Evaluation evaluation =
        TestEvaluations.of(Target.CLASS, 2, new DefaultFeedbackSettings(100, 0));
    for (int i = 0; i < 3; i++) {
      evaluation.observation(new Observation("a", "o" + i, 60 * i, new float[] {0}));
      evaluation.prediction(
          new Prediction(
              "a", "o" + i, 60 * i, 0, new float[] {.5f, .5f}, new String[0], new float[0], 0));
    }

    assertThat(
            SummaryText.of(
                Summary.of(
                    RunSummary.named("r")
                        .eventCounts(new EventCounts(), 0, true)
                        .evaluation(evaluation)
                        .build())))
        .contains("  scored    1 by default feedback, since none came in time\n")
        .contains("  unscored  2 predictions: no feedback came for them\n");
  }

  @Test
  void theTextSaysWhatWasKeptBackWhereAnythingWas() throws IOException {
    EventCounts eventCounts = new EventCounts();
    eventCounts.add(Count.PREDICTIONS_NOT_FINITE, 2);
    eventCounts.add(Count.CREDITS_NOT_FINITE, 1);
    RunSummary run =
        RunSummary.named("r")
            .eventCounts(eventCounts, 0, false)
            .evaluation(TestEvaluations.of(Target.VALUE, 0))
            .build();
    assertThat(SummaryText.of(Summary.of(run)))
        .contains("  kept back 2 predictions and 1 credits: a number in them is not finite\n");
    assertThat(json(run).at("/runs/0/predictionsNotFinite").asLong()).isEqualTo(2);
    assertThat(json(run).at("/runs/0/creditsNotFinite").asLong()).isEqualTo(1);
    assertThat(SummaryText.of(Summary.of(run()))).doesNotContain("kept back");
  }

  @Test
  void theTextNamesAllThatCounts() {
    assertThat(SummaryText.of(Summary.of(run())))
        .isEqualTo(
            """
            flights: 2 observations, 2 predictions, 1 credits in 0.5 s (4 a second)

                                      scored  accuracy  log loss     Brier       AUC
              initial prediction           1    1.0000    0.2877    0.0625         -
              noChange                     1    0.0000    0.6931    0.2500         -
              majority                     1    0.0000    0.6931    0.2500         -
              perKeyMajority               1    0.0000    0.6931    0.2500         -

              feedback  sent 3 = matched 1 + duplicate 0 + ignored 0 + orphan 1 + late 0 + capped 0 + malformed 1 + held 0
                        of the matched early 0, repeated 0; observations still pending 1
              learning  5 updates, from observation 1 on
              cost      an event 12.3 µs of processor time and 1,000 bytes allocated; evaluation 4.6 µs
              protocol  natural
              digest    abc
            """);
  }

  @Test
  void gradientsAreComparedInTheTextWhereTheyWereProbed() {
    Map<String, Double> cosines = new LinkedHashMap<>();
    cosines.put("reinstated", 0.98765);
    cosines.put("query-only", null);
    RunSummary run =
        RunSummary.named("probed")
            .eventCounts(new EventCounts(), 0, false)
            .evaluation(TestEvaluations.of(Target.VALUE, 0))
            .gradientCosineToExact(cosines)
            .build();

    assertThat(SummaryText.of(Summary.of(run)))
        .contains("\n  gradient  cosine to the exact one: reinstated 0.9877, query-only -\n");
  }

  @Test
  void groupsAndTheCauseAreShownWhereTheyAreKnown() throws IOException {
    Map<String, Truth> truths =
        Map.of("1", new Truth("1", "cue", List.of()), "2", new Truth("2", "junction", "1"));
    Evaluation evaluation = TestEvaluations.of(Target.CLASS, 2, truths);
    for (String id : List.of("1", "2")) {
      evaluation.observation(new Observation("a", id, 10, new float[] {0}));
      evaluation.prediction(
          new Prediction("a", id, 10, 0, new float[] {.25f, .75f}, new String[0], new float[0], 0));
      evaluation.feedback(
          new Feedback("a", "f", id, 100, 10, id.equals("1") ? 0 : 1, 1f, Origin.NONE));
    }
    evaluation.credit(
        new Credit(
            "a",
            "f",
            "2",
            100,
            "reinstated",
            4,
            1,
            1,
            List.of(new MemoryCredit("1", 10, 1, .5f, 0, 0, Float.NaN, false))));
    RunSummary run =
        RunSummary.named("recall")
            .eventCounts(new EventCounts(), 0, false)
            .evaluation(evaluation)
            .build();

    assertThat(SummaryText.of(Summary.of(run)))
        .contains(
            """
              group                   scored  accuracy  last 20%
              cue                          1    0.0000    0.0000
              junction                     1    1.0000    1.0000
            """,
            "  credit    the largest went to the true cause in 1.0000 of the last 20%\n");
    JsonNode json = json(run).at("/runs/0");
    assertThat(json.at("/initial/groups/junction/accuracy").asDouble()).isEqualTo(1);
    assertThat(json.at("/initial/groups/junction/last20/count").asInt()).isEqualTo(1);
    assertThat(json.at("/baselines/majority/groups/cue/count").asInt()).isEqualTo(1);
    assertThat(json.at("/creditPrecisionAt1").asDouble()).isEqualTo(1);
    assertThat(json.at("/staleness").asDouble()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({"1, .1", "2, .2"})
  void manyReadMemoriesThatWereGoneWhenFeedbackCameAreAWarning(int gone, double share)
      throws IOException {
    Evaluation evaluation = TestEvaluations.of(Target.CLASS, 2);
    evaluation.observation(new Observation("a", "o", 10, new float[1]));
    evaluation.prediction(
        new Prediction("a", "o", 10, 0, new float[] {.5f, .5f}, new String[0], new float[0], 0));
    evaluation.credit(
        new Credit(
            "a",
            "f",
            "o",
            100,
            "reinstated",
            0,
            1,
            1,
            IntStream.range(0, 10)
                .mapToObj(i -> new MemoryCredit("m" + i, 1, .1f, 0, 0, 0, Float.NaN, i < gone))
                .toList()));
    JsonNode run =
        json(RunSummary.named("short of room")
                .eventCounts(new EventCounts(), 0, false)
                .evaluation(evaluation)
                .build())
            .at("/runs/0");
    assertThat(run.at("/evictedBeforeFeedback").asDouble()).isEqualTo(share);
    if (gone == 1) {
      assertThat(run.at("/warnings")).isEmpty();
    } else {
      assertThat(run.at("/warnings/0").asText())
          .isEqualTo(
              "20 % of the memories read were gone when the feedback came, and nothing was learned"
                  + " through them: raise memory.capacity, or that of a space");
    }
  }

  @Test
  void groupsOfValuesShowTheirError() {
    Evaluation evaluation =
        TestEvaluations.of(Target.VALUE, 0, Map.of("1", new Truth("1", "g", List.of())));
    evaluation.observation(new Observation("a", "1", 10, new float[] {0}));
    evaluation.prediction(
        new Prediction("a", "1", 10, 0, new float[] {3}, new String[0], new float[0], 0));
    evaluation.feedback(new Feedback("a", "f", "1", 100, 10, 1, 1f, Origin.NONE));

    assertThat(
            SummaryText.of(
                Summary.of(
                    RunSummary.named("v")
                        .eventCounts(new EventCounts(), 0, false)
                        .evaluation(evaluation)
                        .build())))
        .contains(
            """
              group                   scored      RMSE  last 20%
              g                            1    2.0000    2.0000
            """);
  }

  private static RunSummary run() {
    EventCounts eventCounts = new EventCounts();
    eventCounts.add(Count.OBSERVATIONS, 2);
    eventCounts.add(Count.PREDICTIONS, 2);
    eventCounts.add(Count.FEEDBACK, 2);
    eventCounts.add(Count.MATCHED, 1);
    eventCounts.add(Count.ORPHAN, 1);
    eventCounts.add(Count.PENDING, 1);
    Evaluation evaluation = TestEvaluations.of(Target.CLASS, 2);
    evaluation.observation(new Observation("a", "1", 10, new float[] {0}));
    evaluation.prediction(
        new Prediction("a", "1", 10, 0, new float[] {.25f, .75f}, new String[0], new float[0], 0));
    evaluation.feedback(new Feedback("a", "f", "1", 100, 10, 1, 1f, Origin.NONE));
    return RunSummary.named("flights")
        .settings(Map.of("memory.k", 8))
        .eventCounts(eventCounts, 1, false)
        .evaluation(evaluation)
        .credits(1)
        .updates(5, 1L)
        .autoencoderError(.25)
        .bytesPerMemory(new BytesPerMemory(32L, 16L, 100L, null))
        .seconds(.5)
        .cost(new Cost(12.34, 4.56, 1000.0))
        .digest("abc")
        .build();
  }

  private static JsonNode json(RunSummary run) throws IOException {
    return new ObjectMapper().readTree(Summary.of(run).toJson());
  }
}
