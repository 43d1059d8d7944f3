package dev.reinstate.recording.generate.payments;

import static dev.reinstate.recording.generate.payments.PaymentsGenerator.DAY;

import dev.reinstate.recording.generate.Draws;
import java.util.ArrayList;
import java.util.List;

/**
 * A ring of fraudsters. It pays with stolen accounts in a manner of its own, which many honest
 * people have too: at a merchant that it has taken over for some weeks, with one of two devices
 * that it keeps for some months, or both.
 */
final class FraudRing {

  private static final double ONLY_MERCHANT = .4;
  private static final double ONLY_DEVICE = .4;
  private static final int DEVICES = 2;
  private static final double LONGEST_AT_MERCHANT = 60;
  private static final double LONGEST_WITH_DEVICE = 120;

  private final Draws draws;
  private final Market market;
  private final int manner;
  private final int[] devices = new int[DEVICES];
  private final long[] deviceUntil = new long[DEVICES];
  private final List<Charged> charged = new ArrayList<>();
  private int merchant;
  private long merchantUntil;

  /** A payment of the ring, which is known to be a fraud from some time on. */
  private record Charged(String id, Payment payment, long known) {}

  /**
   * @param manner of its own
   */
  FraudRing(int manner, Draws draws, Market market, long start) {
    this.draws = draws;
    this.market = market;
    this.manner = manner;
    merchant = market.merchant(draws);
    merchantUntil = start + days(0, LONGEST_AT_MERCHANT);
    for (int i = 0; i < DEVICES; i++) {
      devices[i] = market.device(draws);
      deviceUntil[i] = start + days(0, LONGEST_WITH_DEVICE);
    }
  }

  /** Pays with a stolen account. */
  Payment pay(long time, int account) {
    move(time);
    double link = draws.between(0, 1);
    int device = devices[draws.below(DEVICES)];
    return new Payment(
        time,
        account,
        link < ONLY_DEVICE ? market.merchant(draws) : merchant,
        link >= 1 - ONLY_MERCHANT ? market.device(draws) : device,
        manner);
  }

  private void move(long time) {
    if (time >= merchantUntil) {
      merchant = market.merchant(draws);
      merchantUntil = time + days(LONGEST_AT_MERCHANT / 2, LONGEST_AT_MERCHANT);
    }
    for (int i = 0; i < DEVICES; i++) {
      if (time >= deviceUntil[i]) {
        devices[i] = market.device(draws);
        deviceUntil[i] = time + days(LONGEST_WITH_DEVICE / 2, LONGEST_WITH_DEVICE);
      }
    }
  }

  private long days(double from, double to) {
    return (long) draws.between(from * DAY, to * DAY);
  }

  /**
   * Earlier payments of the ring that give a payment away: they are known to be frauds by then, and
   * of the same account, merchant or device.
   */
  List<String> causes(Payment payment) {
    return charged.stream()
        .filter(earlier -> earlier.known <= payment.time() && share(earlier.payment, payment))
        .map(Charged::id)
        .toList();
  }

  private static boolean share(Payment one, Payment other) {
    return one.account() == other.account()
        || one.merchant() == other.merchant()
        || one.device() == other.device();
  }

  void charged(String id, Payment payment, long known) {
    charged.add(new Charged(id, payment, known));
  }
}
