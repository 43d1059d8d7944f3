package dev.reinstate.state.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.EventCounts;
import dev.reinstate.settings.DefaultFeedbackSettings;
import dev.reinstate.settings.PredictionSettings;
import dev.reinstate.settings.Prior;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Observations half an hour apart, one in ten of them of class 1. */
class PendingClassesTest {

  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;
  private static final double RATE = .1;

  private static final PredictionSettings TWO =
      new PredictionSettings(Target.CLASS, 2, Prior.KEY_RATE);

  /** A stream of known truth, up to now. */
  private static final class Stream {

    private record Waiting(long observed, int label, long known) {}

    private final Random random = new Random(7);
    private final KeyGroups groups = new KeyGroups(TWO, new EventCounts());
    private final PendingObservations pending = new PendingObservations(30 * DAY);
    private final PendingClasses classes;
    private final Priors priors;
    private final PriorityQueue<Waiting> waiting =
        new PriorityQueue<>(Comparator.comparingLong(Waiting::known));
    private final double[] known = new double[2];
    private final ToLongFunction<Integer> delay;

    private Stream(
        @Nullable DefaultFeedbackSettings defaultFeedback, ToLongFunction<Integer> delay) {
      this.delay = delay;
      classes = new PendingClasses(TWO, defaultFeedback, pending);
      priors = new Priors(TWO, groups, classes);
    }

    private Stream until(double days) {
      KeyGroup group = groups.of("k");
      for (long now = 0; now < days * DAY; now += HOUR / 2) {
        pending.passed(now);
        while (!waiting.isEmpty() && waiting.peek().known <= now) {
          Waiting next = waiting.poll();
          classes.first(next.observed, next.known, next.label);
          pending.remove(group, next.observed);
          group.add(next.label, 1);
          known[next.label]++;
        }
        int label = random.nextDouble() < RATE ? 1 : 0;
        pending.add(group, now);
        waiting.add(new Waiting(now, label, now + delay.applyAsLong(label)));
      }
      return this;
    }

    /** The probability of class 1 for a key of which nothing is known. */
    private double newKey() {
      return priors.of(groups.newStatistics())[1];
    }

    private double knownRate() {
      return (known[1] + 1) / (known[0] + known[1] + 2);
    }
  }

  private static Stream chargebacks() {
    Random random = new Random(3);
    return new Stream(
        null, label -> label == 1 ? (long) ((2 + 10 * random.nextDouble()) * DAY) : 14 * DAY);
  }

  @Test
  void whileTheRareClassIsKnownAloneHalfOfThoseThatWaitAreTakenForTheOther() {
    Stream stream = chargebacks().until(10);

    assertThat(stream.known[0]).isZero();
    assertThat(stream.knownRate()).isGreaterThan(.9);
    assertThat(stream.newKey()).isBetween(.4, .6);
    assertThat(stream.classes.warning()).as("few so far").isNull();
  }

  @Test
  void onceBothAreKnownTheRateIsThatOfAllObservations() {
    Stream stream = chargebacks().until(16);

    assertThat(stream.knownRate()).isGreaterThan(.3);
    assertThat(stream.newKey()).isCloseTo(RATE, within(.05));
    assertThat(stream.classes.warning()).startsWith("feedback of class 1 comes after");
  }

  /** Its values are those that came first, so each says less than one of the other class. */
  @Test
  void whatIsKnownTooOftenCountsLessInAKeysRate() {
    Stream stream = chargebacks().until(16);
    var key = stream.groups.newStatistics();
    key.add(Target.CLASS, 1, 5);
    double some = stream.priors.of(key)[1];

    assertThat(some).isGreaterThan(stream.newKey() + .01).isLessThan((5 + 10 * RATE) / 15);
  }

  @Test
  void equalDelaysChangeNothing() {
    Random random = new Random(3);
    Stream stream = new Stream(null, label -> (long) (random.nextDouble() * 12 * DAY));
    for (double days = .5; days < 40; days += .5) {
      Stream now = new Stream(null, label -> 7 * DAY).until(days);
      assertThat(now.newKey()).isCloseTo(now.knownRate(), within(1e-6));
    }
    stream.until(40);
    assertThat(stream.newKey()).isCloseTo(stream.knownRate(), within(1e-6));
    assertThat(stream.classes.warning()).isNull();
  }

  /** The default comes when nothing else has come; until then its class is not known. */
  @Test
  void aDefaultTellsThatItsClassComesLate() {
    Stream stream =
        new Stream(
                new DefaultFeedbackSettings(14 * DAY, 0), label -> label == 1 ? 2 * DAY : 14 * DAY)
            .until(10);

    assertThat(stream.known[0]).isZero();
    assertThat(stream.newKey()).isCloseTo(RATE, within(.05));
    assertThat(stream.classes.warning()).isNull();
  }

  @Test
  void aDefaultOfTheClassThatComesSoonTellsNothing() {
    Stream stream =
        new Stream(
                new DefaultFeedbackSettings(14 * DAY, 1), label -> label == 1 ? 2 * DAY : 14 * DAY)
            .until(10);

    assertThat(stream.newKey()).isCloseTo(stream.knownRate(), within(1e-6));
  }

  @Test
  void whatIsRestoredGoesOnWithTheSameBits() throws IOException {
    Stream stream = chargebacks().until(16);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    stream.classes.save(new DataOutputStream(bytes));
    PendingClasses restored = new PendingClasses(TWO, null, stream.pending);
    restored.restore(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

    double[] asSaved = {stream.known[0] + 50, stream.known[1]};
    assertThat(restored.expected(asSaved)).containsExactly(stream.classes.expected(asSaved));
    stream.pending.passed(17 * DAY);
    assertThat(restored.expected(asSaved)).containsExactly(stream.classes.expected(asSaved));
    assertThat(restored.warning()).isEqualTo(stream.classes.warning());
  }

  @Test
  void anotherNumberOfClassesIsRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    chargebacks().until(16).classes.save(new DataOutputStream(bytes));
    PendingClasses three =
        new PendingClasses(
            new PredictionSettings(Target.CLASS, 3, Prior.KEY_RATE),
            null,
            new PendingObservations(30 * DAY));

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                three.restore(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))));
  }
}
