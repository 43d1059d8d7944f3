package dev.reinstate.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One observation, and one feedback, of a key that is full of memories. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class MemoryBenchmark {

  @Param private StateKind kind;

  @Param({"100", "1000", "10000", "100000"})
  private int memories;

  private BenchKeys keys;

  @Setup
  public void fill() throws Exception {
    keys = new BenchKeys(kind, memories);
    int all = keys.memories(memories);
    for (int i = 0; i < all; i++) {
      keys.observe();
    }
    for (int i = 0; i < all; i++) {
      keys.feedback();
    }
    keys.state().checkpoint();
  }

  @Setup(Level.Invocation)
  public void observeAhead() {
    if (keys.waiting() == 0) {
      keys.observe();
    }
  }

  /** It reads: a prediction, and a trace of what was read. */
  @Benchmark
  public void observe() {
    keys.observe();
  }

  /** It writes: credits, and a memory in the place of the oldest. */
  @Benchmark
  public void feedback() {
    keys.feedback();
  }

  @TearDown
  public void close() throws Exception {
    keys.close();
  }
}
