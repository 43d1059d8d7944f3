package dev.reinstate.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** Does several replays, some at once; what comes of each is the same as if it were alone. */
public final class ParallelReplays {

  /** A replay. */
  public interface Job<I, O> {

    /**
     * @param progress is told how many events of it are done
     * @param stop whether it should stop early
     */
    O run(I input, LongConsumer progress, BooleanSupplier stop) throws Exception;
  }

  private final AtomicLong done = new AtomicLong();
  private final AtomicBoolean failed = new AtomicBoolean();
  private final LongConsumer progress;
  private final BooleanSupplier stop;
  private int atOnce = Runtime.getRuntime().availableProcessors();

  /**
   * @param progress is told how many events of all replays are done
   * @param stop whether all should stop early
   */
  public ParallelReplays(LongConsumer progress, BooleanSupplier stop) {
    this.progress = progress;
    this.stop = () -> failed.get() || stop.getAsBoolean();
  }

  /**
   * Sets how many at once, in place of as many as there are cores.
   *
   * @param replays at least 1
   */
  public ParallelReplays atOnce(int replays) {
    atOnce = replays;
    return this;
  }

  /**
   * Does them all.
   *
   * @param inputs at least one
   * @return what came of them, in their order
   * @throws Exception what one of them threw first in their order; the others are stopped
   */
  public <I, O> List<O> run(List<I> inputs, Job<I, O> job) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(atOnce, inputs.size()));
    try {
      List<Future<O>> futures = new ArrayList<>();
      for (I input : inputs) {
        futures.add(threads.submit(() -> one(input, job)));
      }
      List<O> results = new ArrayList<>();
      for (Future<O> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      threads.shutdown();
    }
  }

  private <I, O> O one(I input, Job<I, O> job) throws Exception {
    AtomicLong before = new AtomicLong();
    try {
      return job.run(
          input,
          events -> progress.accept(done.addAndGet(events - before.getAndSet(events))),
          stop);
    } catch (Exception | Error e) {
      failed.set(true);
      throw e;
    }
  }
}
