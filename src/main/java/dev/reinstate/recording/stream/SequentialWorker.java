package dev.reinstate.recording.stream;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Work that is done on a thread of its own, piece by piece in the order in which it was given. It
 * is given and its results are taken by one other thread, which sees to it that few wait. Close it.
 */
public final class SequentialWorker<T> implements AutoCloseable {

  private final ExecutorService thread;
  private final Queue<CompletableFuture<T>> given = new ArrayDeque<>();

  /**
   * @param name of the thread
   */
  public SequentialWorker(String name) {
    thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread named = new Thread(work, name);
              named.setDaemon(true);
              return named;
            });
  }

  public void add(Supplier<T> piece) {
    given.add(CompletableFuture.supplyAsync(piece, thread));
  }

  /** How many pieces were given whose results were not taken. */
  public int waiting() {
    return given.size();
  }

  /**
   * Waits for the oldest piece whose result was not taken.
   *
   * @return its result; what the piece threw is thrown
   */
  public T take() {
    try {
      return given.remove().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }

  /** Drops what has not begun and ends the thread, which first ends what it is at. */
  @Override
  public void close() {
    given.forEach(piece -> piece.cancel(false));
    CompletableFuture.runAsync(() -> {}, thread).join();
    thread.shutdown();
  }
}
