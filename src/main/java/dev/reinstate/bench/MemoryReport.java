package dev.reinstate.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What an event costs in state and reads, in the median, and what memories take in checkpoints.
 *
 * @param dimension floats of an embedding, a byte each
 * @param code bytes of a code
 * @param k memories of a read
 * @param results for each number of memories and each kind of state
 */
public record MemoryReport(int dimension, int code, int k, List<Result> results) {

  /** Of a key. */
  public static final int MIN_MEMORIES = BenchKeys.K;

  private static final int[] MEMORIES = {100, 1_000, 10_000, 100_000};

  /** Feedbacks to an observation, and observations between two checkpoints. */
  private static final int EVENTS = 100;

  private static final int ROUNDS = 500;

  /**
   * One kind of state with so many memories to a key.
   *
   * @param memories of a key
   * @param keys how many there are
   * @param state heap, rocksdb, or rocksdb with a cache
   * @param microsPerObserve an observation in a micro-batch of its own: read, prediction, trace
   * @param microsPerFeedback a feedback in a micro-batch of its own: credits, one memory written
   * @param cacheHitRate headers, pages and codes that were on the heap; null where no cache is
   * @param fullCheckpointBytes of labelled memories and their headers alone, as a savepoint holds
   *     them
   * @param incrementalCheckpointBytes after 100 more observations; null on the heap, which writes
   *     all each time
   * @param incrementalCheckpointBytesWithRefresh after 100 more observations with their feedback,
   *     each of which refreshes the memories that were read; null on the heap
   * @param bytesPerLabelledMemory of {@code fullCheckpointBytes}
   * @param bytesPerPendingObservation of a savepoint before any feedback
   */
  public record Result(
      int memories,
      int keys,
      String state,
      double microsPerObserve,
      double microsPerFeedback,
      @Nullable Double cacheHitRate,
      long fullCheckpointBytes,
      @Nullable Long incrementalCheckpointBytes,
      @Nullable Long incrementalCheckpointBytesWithRefresh,
      double bytesPerLabelledMemory,
      double bytesPerPendingObservation) {}

  /**
   * Measures for some minutes.
   *
   * @param only the one number of memories to measure; 0 for 100 to 100,000
   */
  public static MemoryReport measure(int only) {
    int[] numbers = only == 0 ? MEMORIES : new int[] {only};
    String[] parameters = new String[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      parameters[i] = Integer.toString(numbers[i]);
    }
    Collection<RunResult> timings =
        Jmh.run(
            new OptionsBuilder()
                .include(MemoryBenchmark.class.getName())
                .param("memories", parameters)
                .build());
    List<Result> results = new ArrayList<>();
    for (int memories : numbers) {
      for (StateKind kind : StateKind.values()) {
        results.add(result(timings, kind, memories));
      }
    }
    return new MemoryReport(BenchKeys.DIMENSION, BenchKeys.CODE, BenchKeys.K, results);
  }

  private static Result result(Collection<RunResult> timings, StateKind kind, int memories) {
    boolean heap = kind == StateKind.HEAP;
    try (BenchKeys keys = new BenchKeys(kind, memories)) {
      int all = keys.memories(memories);
      for (int i = 0; i < all; i++) {
        keys.observe();
      }
      long pending = keys.state().savepoint();
      for (int i = 0; i < all; i++) {
        keys.feedback();
      }
      keys.letTracesGo();
      long labelled = keys.state().savepoint();
      keys.state().checkpoint();
      for (int i = 0; i < EVENTS; i++) {
        keys.observe();
      }
      long incremental = keys.state().checkpoint();
      for (int i = 0; i < ROUNDS; i++) {
        keys.observe();
        keys.feedback();
      }
      double hitRate = keys.state().state().hitRate();
      keys.state().checkpoint();
      keys.learn();
      for (int i = 0; i < EVENTS; i++) {
        keys.observe();
        keys.feedback();
      }
      long refreshed = keys.state().checkpoint();
      return new Result(
          memories,
          keys.memories(1),
          kind.label(),
          micros(timings, "observe", kind, memories),
          micros(timings, "feedback", kind, memories),
          kind == StateKind.ROCKSDB_CACHED ? hitRate : null,
          labelled,
          heap ? null : incremental,
          heap ? null : refreshed,
          (double) labelled / all,
          (double) pending / all);
    } catch (Exception e) {
      throw new IllegalStateException("state could not be measured", e);
    }
  }

  private static double micros(
      Collection<RunResult> timings, String event, StateKind kind, int memories) {
    return Jmh.median(
        timings, event, Map.of("kind", kind.name(), "memories", Integer.toString(memories)));
  }
}
