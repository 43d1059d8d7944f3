package dev.reinstate.recording.generate.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reinstate.event.Event;
import dev.reinstate.event.Observation;
import dev.reinstate.replay.RecordedTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaymentsGeneratorTest {

  private static final int EVENTS = 60_000;
  private static final long DAY = 86_400_000;
  private static final int MANNER = PaymentsGenerator.FEATURES - Market.MANNER_NUMBERS;

  @TempDir static Path temp;
  private static RecordedTask task;
  private static final Map<String, Observation> BY_ID = new HashMap<>();
  private static final Map<String, Long> KNOWN = new HashMap<>();

  @BeforeAll
  static void generate() {
    task = new RecordedTask(new PaymentsGenerator(EVENTS, 1), temp.resolve("recording"));
    for (Event event : task.events) {
      if (event instanceof Observation observation) {
        BY_ID.put(observation.observationId(), observation);
      } else {
        KNOWN.put(event.observationId(), event.time());
      }
    }
  }

  @Test
  void aFewPaymentsInAHundredAreChargedBack() {
    assertThat(task.observations).hasSize(EVENTS);
    assertThat((double) task.labels.size() / EVENTS).isBetween(.02, .03);
    assertThat(task.labels.values()).containsOnly(1);
    double days = (double) (task.observations.get(EVENTS - 1).time() - start()) / DAY;
    assertThat(EVENTS / days).as("a day").isBetween(380.0, 420.0);
  }

  @Test
  void aChargebackComesDaysToWeeksLaterAndBeforeItIsTooLate() {
    int late = 0;
    for (Map.Entry<String, Long> known : KNOWN.entrySet()) {
      Observation payment = BY_ID.get(known.getKey());
      assertThat(known.getValue())
          .isGreaterThanOrEqualTo(payment.time() + 2 * DAY)
          .isLessThan(payment.feedbackDue());
      late += known.getValue() > payment.time() + 14 * DAY ? 1 : 0;
    }
    assertThat((double) late / KNOWN.size()).as("after two weeks").isBetween(.1, .3);
    assertThat(task.observations)
        .allMatch(
            payment ->
                payment.feedbackDue() >= payment.time() + 14 * DAY
                    && payment.feedbackDue() < payment.time() + 44 * DAY);
  }

  @Test
  void aCauseIsAnEarlierFraudThatIsKnownAndFoundByAKey() {
    int causes = 0;
    for (Observation payment : task.observations) {
      for (String id : task.causes(payment)) {
        Observation cause = BY_ID.get(id);
        assertThat(KNOWN).containsKeys(id, payment.observationId());
        assertThat(KNOWN.get(id)).isLessThanOrEqualTo(payment.time());
        assertThat(
                cause.key().equals(payment.key())
                    || merchant(cause).equals(merchant(payment))
                    || device(cause).equals(device(payment)))
            .isTrue();
        causes++;
      }
      assertThat(task.group(payment)).isEqualTo(expectedGroup(payment));
    }
    assertThat(causes).isGreaterThan(3_000);
  }

  private static String expectedGroup(Observation payment) {
    if (!KNOWN.containsKey(payment.observationId())) {
      return "fine";
    }
    return task.causes(payment).isEmpty() ? "chargeback" : "ring";
  }

  @Test
  void severalKeysFindMoreThanAnyOne() {
    List<Observation> ring =
        task.observations.stream().filter(PaymentsGeneratorTest::isRing).toList();
    double frauds = KNOWN.size();
    assertThat(ring.size() / frauds).isGreaterThan(.7);
    assertThat(found(ring, PaymentsGeneratorTest::merchant) / frauds).isBetween(.4, .6);
    assertThat(found(ring, PaymentsGeneratorTest::device) / frauds).isBetween(.4, .6);
    assertThat(found(ring, Observation::key) / frauds).isLessThan(.05);
  }

  /** Of which the causes, or some of them, have the same key. */
  private static long found(List<Observation> payments, Function<Observation, String> key) {
    return payments.stream()
        .filter(
            payment ->
                task.causes(payment).stream()
                    .anyMatch(id -> key.apply(BY_ID.get(id)).equals(key.apply(payment))))
        .count();
  }

  /** Causes are paid in the same manner; which manner it is says nothing of a payment. */
  @Test
  void aRingKeepsToAManner() {
    double toCause = 0;
    double toOthers = 0;
    int pairs = 0;
    List<Observation> ring =
        task.observations.stream().filter(PaymentsGeneratorTest::isRing).toList();
    for (Observation payment : ring) {
      toCause += distance(payment, BY_ID.get(task.causes(payment).get(0)));
      toOthers += distance(payment, task.observations.get(pairs));
      pairs++;
    }
    // twice the noise of each number, .3 squared, against patterns of length 4
    assertThat(toCause / pairs).isBetween(2.6, 3.2);
    assertThat(toOthers / pairs).isGreaterThan(20);
  }

  @Test
  void theSeedDecidesEverything() throws IOException {
    Path once = temp.resolve("once");
    Path again = temp.resolve("again");
    new PaymentsGenerator(2_000, 1).generate(once, written -> {});
    new PaymentsGenerator(2_000, 1).generate(again, written -> {});
    RecordedTask other = new RecordedTask(new PaymentsGenerator(2_000, 2), temp.resolve("other"));

    for (String file :
        List.of("observations.avro", "feedback.avro", "recording.json", "truth.jsonl")) {
      assertThat(again.resolve(file)).hasSameBinaryContentAs(once.resolve(file));
    }
    assertThat(other.observations.get(0).features())
        .isNotEqualTo(task.observations.get(0).features());
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> new PaymentsGenerator(0, 1))
        .hasMessage("events: '0' is not allowed; allowed: a whole number from 1");
  }

  private static long start() {
    return task.observations.get(0).time();
  }

  private static boolean isRing(Observation payment) {
    return "ring".equals(task.group(payment));
  }

  private static String merchant(Observation payment) {
    return payment.keys().get("merchant");
  }

  private static String device(Observation payment) {
    return payment.keys().get("device");
  }

  /** Squared distance of manners. */
  private static double distance(Observation one, Observation other) {
    double sum = 0;
    for (int i = MANNER; i < PaymentsGenerator.FEATURES; i++) {
      double difference = one.features()[i] - other.features()[i];
      sum += difference * difference;
    }
    return sum;
  }
}
