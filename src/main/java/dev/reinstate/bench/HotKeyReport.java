package dev.reinstate.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * What an event of a key costs by how many of its observations wait for feedback.
 *
 * @param results for each kind of state and each number of observations that wait
 */
public record HotKeyReport(List<Result> results) {

  private static final int[] PENDING = {1_000, 100_000, 1_000_000};
  private static final StateKind[] KINDS = {StateKind.HEAP, StateKind.ROCKSDB_CACHED};
  private static final int ROUNDS = 300;

  /**
   * One kind of state. Each event is in a micro-batch of its own, and the median of the thread's
   * own time is given.
   *
   * @param pending observations of the key that wait
   * @param state heap, or rocksdb with a cache
   * @param microsPerObserve an observation
   * @param microsPerFeedback feedback for any observation that waits
   * @param microsPerForget a forget of one memory that was read
   * @param microsPerExpiry one of the observations that fall due, in the mean
   * @param millisOfExpiry all that fall due together, at most
   * @param millisOfForgettingAll a forget of the key
   */
  public record Result(
      int pending,
      String state,
      double microsPerObserve,
      double microsPerFeedback,
      double microsPerForget,
      double microsPerExpiry,
      double millisOfExpiry,
      double millisOfForgettingAll) {}

  /** Measures for some minutes. */
  public static HotKeyReport measure() {
    List<Result> results = new ArrayList<>();
    for (StateKind kind : KINDS) {
      for (int round = 0; round < 3; round++) {
        // until its code is compiled
        result(kind, PENDING[0]);
      }
      for (int pending : PENDING) {
        results.add(result(kind, pending));
      }
    }
    return new HotKeyReport(results);
  }

  private static Result result(StateKind kind, int pending) {
    try (HotKey key = new HotKey(kind, pending)) {
      key.fill();
      int step = pending * 3 / 4 / (2 * ROUNDS);
      double observe = median(i -> key.observe());
      double feedback = median(i -> key.feedbackFor(2 * i * step));
      double forget =
          median(
              i -> {
                key.feedbackFor((2 * i + 1) * step);
                key.observe();
                return key.forget((2 * i + 1) * step);
              });
      double[] expiry = key.expire();
      return new Result(
          pending,
          kind.label(),
          observe,
          feedback,
          forget,
          Arrays.stream(expiry).sum() / key.expired(),
          Arrays.stream(expiry).max().orElseThrow() / 1e3,
          key.forgetAll() / 1e3);
    } catch (Exception e) {
      throw new IllegalStateException("state could not be measured", e);
    }
  }

  private static double median(IntToDoubleFunction micros) {
    double[] all = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      all[i] = micros.applyAsDouble(i);
    }
    Arrays.sort(all);
    return all[ROUNDS / 2];
  }
}
