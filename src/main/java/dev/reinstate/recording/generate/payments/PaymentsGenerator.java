package dev.reinstate.recording.generate.payments;

import dev.reinstate.event.EventOrder;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.recording.RecordingInfo;
import dev.reinstate.recording.RecordingWriter;
import dev.reinstate.recording.Truth;
import dev.reinstate.recording.generate.Draws;
import dev.reinstate.recording.generate.FeatureVector;
import dev.reinstate.recording.generate.Generator;
import dev.reinstate.recording.generate.RangeCheck;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;

/**
 * Makes a recording of payments, four hundred a day: which are charged back? A payment's key is its
 * account, and it has a merchant and a device. About one in fifty is a fraud of one of {@value
 * #RINGS} {@link FraudRing rings}, a few others are frauds of nobody in particular, and some
 * accounts dispute what they have paid.
 *
 * <p>A chargeback comes two days to six weeks later, and is the only feedback. That there is none
 * is known two weeks after the account's next statement, when the feedback is due.
 *
 * <p>Groups are {@code ring}, payments of a ring that an earlier one gives away, {@code
 * chargeback}, other ones that are charged back, and {@code fine}. Causes are the earlier ones.
 *
 * @param events in all, at least 1
 * @param seed decides all that is random
 */
public record PaymentsGenerator(long events, long seed) implements Generator {

  static final long HOUR = 3_600_000;
  static final long DAY = 24 * HOUR;
  static final int RINGS = Market.MANNERS;
  static final int FEATURES = 4 + Market.MANNER_NUMBERS;

  private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
  private static final String FEEDBACK_ID = "chargeback";
  private static final int ACCOUNTS = 2_000;
  private static final double DAILY = 400;
  private static final double NIGHT = .8;
  private static final double OWN_DEVICE = .8;
  private static final double RING_SHARE = .025;
  private static final double OTHER_FRAUD = .002;
  private static final double FRAUD_AMOUNT = 1.3;
  private static final long SOONEST = 2 * DAY;
  private static final long LATER = 8 * DAY;

  private static final double IN_APP = .4;
  private static final double FRAUD_IN_APP = .3;

  /**
   * @throws IllegalArgumentException saying which number is wrong and what is allowed
   */
  public PaymentsGenerator {
    RangeCheck.check("events", events, 1, Long.MAX_VALUE);
  }

  @Override
  public RecordingInfo generate(Path folder, LongConsumer progress) {
    RecordingInfo info =
        RecordingInfo.ofClasses(
            "payments",
            "payments by account, merchant and device, and which are charged back",
            FEATURES,
            2);
    try (RecordingWriter writer = new RecordingWriter(folder, info)) {
      new Run(writer).write(progress);
      return writer.finish();
    }
  }

  /** One writing of the recording. */
  private final class Run {

    private final RecordingWriter writer;
    private final Draws draws = new Draws(seed);
    private final Market market = new Market(draws);
    private final Account[] accounts = new Account[ACCOUNTS];
    private final FraudRing[] rings = new FraudRing[RINGS];
    private final PriorityQueue<Feedback> waiting = new PriorityQueue<>(EventOrder.INSTANCE);
    private long time = START;

    private Run(RecordingWriter writer) {
      this.writer = writer;
      for (int i = 0; i < ACCOUNTS; i++) {
        accounts[i] = Account.drawn(draws, market, START);
      }
      for (int i = 0; i < RINGS; i++) {
        rings[i] = new FraudRing(i, draws, market, START);
      }
    }

    private void write(LongConsumer progress) {
      for (long event = 1; event <= events; event++) {
        time += gap();
        writeFeedback(time);
        String id = Long.toString(event);
        if (draws.chance(RING_SHARE)) {
          ring(id);
        } else {
          single(id);
        }
        progress.accept(event);
      }
      writeFeedback(Long.MAX_VALUE);
    }

    /** Until the next payment: people pay more by day than by night. */
    private long gap() {
      double busy = 1 - NIGHT * StrictMath.cos(2 * StrictMath.PI * turns());
      return 1 + (long) (draws.exponential(DAY / DAILY) / busy);
    }

    private double turns() {
      return (double) (time % DAY) / DAY;
    }

    private void ring(String id) {
      FraudRing ring = rings[draws.below(RINGS)];
      Payment payment = ring.pay(time, draws.below(ACCOUNTS));
      List<String> causes = ring.causes(payment);
      writer.truth(new Truth(id, causes.isEmpty() ? "chargeback" : "ring", causes));
      ring.charged(id, payment, chargeBack(id, payment));
      observe(id, payment, true);
    }

    private void single(String id) {
      int number = draws.below(ACCOUNTS);
      Account account = accounts[number];
      int device = draws.chance(OWN_DEVICE) ? account.device() : market.device(draws);
      Payment payment =
          new Payment(time, number, market.merchant(draws), device, draws.below(Market.MANNERS));
      boolean fraud = draws.chance(OTHER_FRAUD);
      boolean back = fraud || draws.chance(account.dispute());
      if (back) {
        chargeBack(id, payment);
      }
      writer.truth(new Truth(id, back ? "chargeback" : "fine", List.of()));
      observe(id, payment, fraud);
    }

    private void observe(String id, Payment payment, boolean fraud) {
      Account account = accounts[payment.account()];
      double amount = draws.logNormal(account.amount() * (fraud ? FRAUD_AMOUNT : 1), .6);
      float[] features =
          new FeatureVector(FEATURES)
              .number(amount)
              .cyclic(turns())
              .number(draws.chance(fraud ? FRAUD_IN_APP : IN_APP) ? 1 : 0)
              .numbers(market.measured(payment.manner(), draws))
              .complete();
      writer.observation(
          new Observation(
              key(payment),
              id,
              time,
              features,
              Map.of(
                  "merchant", "merchant-" + payment.merchant(),
                  "device", "device-" + payment.device()),
              account.lastDispute(time)));
    }

    /** Returns when. */
    private long chargeBack(String id, Payment payment) {
      long last = accounts[payment.account()].lastDispute(time) - HOUR;
      long known = Math.min(last, time + SOONEST + (long) draws.exponential(LATER));
      waiting.add(
          new Feedback(key(payment), FEEDBACK_ID, id, known, time, 1, 1, Feedback.Origin.NONE));
      return known;
    }

    private void writeFeedback(long until) {
      while (!waiting.isEmpty() && waiting.peek().time() <= until) {
        writer.feedback(waiting.poll());
      }
    }

    private static String key(Payment payment) {
      return "account-" + payment.account();
    }
  }
}
