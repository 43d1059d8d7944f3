package dev.reinstate.stream;

import static dev.reinstate.stream.TestEvents.feedback;
import static dev.reinstate.stream.TestEvents.observation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Prediction;
import dev.reinstate.kafka.KafkaEndpoints;
import dev.reinstate.stream.MemoryOperatorHarness.Backend;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.types.DeadLetter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is not finite comes out of the operator as dead letters alone. */
class NotFiniteTest {

  private static final JobSettings SETTINGS =
      TestJobs.inline("prediction.target", "value", "prediction.prior", "uniform");

  /** No record has it; its square is beyond a double, and itself beyond a float. */
  private static final double TOO_LARGE = 1e300;

  @ParameterizedTest
  @EnumSource
  void observationAndFeedbackAreDeadLettersAndNothingStays(Backend backend) throws Exception {
    try (MemoryOperatorHarness operator = MemoryOperatorHarness.open(SETTINGS, backend)) {
      operator.push(observation("bad", "a", 1), observation("good", "a", 1));
      operator.push(feedback("bad", "a", 2, TOO_LARGE), feedback("good", "a", 2, 1));
      operator.push(observation("bad", "b", 3), observation("good", "b", 3));
      operator.watermark(TestJobs.EXPIRE_AFTER * 4);

      assertThat(operator.predictions())
          .extracting(Prediction::key)
          .containsExactlyInAnyOrder("bad", "good", "good");
      assertThat(operator.predictions()).allMatch(p -> Float.isFinite(p.output()[0]));
      assertThat(operator.credits()).hasSize(1).allMatch(c -> c.key().equals("good"));
      assertThat(operator.count(Count.PREDICTIONS_NOT_FINITE)).isOne();
      assertThat(operator.count(Count.CREDITS_NOT_FINITE)).isOne();
      assertThat(operator.metrics().counter("predictionsNotFinite")).isEqualTo(1L);
      assertThat(operator.metrics().counter("creditsNotFinite")).isEqualTo(1L);
      assertThat(operator.metrics().counter("reason.not-finite.deadLetters")).isEqualTo(2L);

      List<DeadLetter> letters = letters(operator);
      assertThat(letters).hasSize(2).allMatch(letter -> letter.reason().equals("not-finite"));
      assertThat(letters)
          .extracting(letter -> letter.topic().replaceFirst("^.*\\.(\\w+)\\.v1$", "$1"))
          .containsExactlyInAnyOrder("feedback", "observations");
      assertThat(letters)
          .extracting(DeadLetter::error)
          .anyMatch(error -> error.startsWith("the credit of feedback 'f' for observation 'a'"))
          .anyMatch(error -> error.startsWith("the prediction of observation 'b' is not finite"));

      operator.assertNothingIsKept();
    }
  }

  /** As Kafka gets them, after they have travelled. */
  private static List<DeadLetter> letters(MemoryOperatorHarness operator) {
    JobEndpoints.DeadLetters deadLetters = KafkaEndpoints.of(SETTINGS).deadLetters();
    return operator.rejected().stream().map(deadLetters::of).toList();
  }
}
