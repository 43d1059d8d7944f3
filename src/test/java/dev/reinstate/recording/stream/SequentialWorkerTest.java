package dev.reinstate.recording.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SequentialWorkerTest {

  private static final long MAX_MILLIS = 10_000;

  @Test
  void piecesAreDoneInOrderOnOneThreadOfItsOwn() {
    List<Integer> done = new ArrayList<>();
    List<Integer> results = new ArrayList<>();
    try (SequentialWorker<Integer> work = new SequentialWorker<>("work")) {
      for (int i = 0; i < 100; i++) {
        int piece = i;
        work.add(
            () -> {
              assertThat(Thread.currentThread().getName()).isEqualTo("work");
              done.add(piece);
              return piece;
            });
      }
      assertThat(work.waiting()).isEqualTo(100);
      while (work.waiting() > 0) {
        results.add(work.take());
      }
    }

    assertThat(results).isEqualTo(IntStream.range(0, 100).boxed().toList()).isEqualTo(done);
  }

  @Test
  void whatAPieceThrewIsThrownInItsPlace() {
    RuntimeException failure = new IllegalArgumentException("no");
    Error error = new AssertionError("never");
    try (SequentialWorker<Integer> work = new SequentialWorker<>("work")) {
      work.add(() -> 1);
      work.add(
          () -> {
            throw failure;
          });
      work.add(
          () -> {
            throw error;
          });
      work.add(() -> 4);

      assertThat(work.take()).isEqualTo(1);
      assertThatThrownBy(work::take).isSameAs(failure);
      assertThatThrownBy(work::take).isSameAs(error);
      assertThat(work.take()).isEqualTo(4);
    }
  }

  @Test
  void closingEndsTheThreadWhateverIsLeft() throws InterruptedException {
    Thread thread;
    try (SequentialWorker<Thread> work = new SequentialWorker<>("work")) {
      work.add(Thread::currentThread);
      work.add(
          () -> {
            throw new IllegalArgumentException("never taken");
          });
      work.add(Thread::currentThread);
      thread = work.take();
    }
    thread.join(MAX_MILLIS);

    assertThat(thread.isAlive()).isFalse();
  }
}
