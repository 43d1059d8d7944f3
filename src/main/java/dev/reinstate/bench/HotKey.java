package dev.reinstate.bench;

import dev.reinstate.event.Event;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Forget;
import dev.reinstate.event.Observation;
import dev.reinstate.learner.Learner;
import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.training.InitialModel;
import dev.reinstate.training.SharedTraining;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Random;

/**
 * One key that is full of memories, with observations of a horizon that wait for feedback. Times
 * are the thread's own, since others may use the machine.
 */
final class HotKey implements AutoCloseable {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final String KEY = "hot";
  private static final int MEMORIES = 256;

  /** In an eighth of the horizon. */
  private static final int DUE_TIMES = 8;

  private final BenchState state;
  private final Model model;
  private final Learner learner;
  private final long horizon;
  private final int pending;
  private final Random random = new Random(1);
  private int observed;

  HotKey(StateKind kind, int pending) throws Exception {
    this.pending = pending;
    LearnerSettings settings = BenchKeys.settings(MEMORIES);
    horizon = settings.feedback().horizon();
    state = new BenchState(kind);
    model = InitialModel.SEEDED.model(settings);
    learner =
        new Learner(
            settings,
            model,
            state.state(),
            new SharedTraining(settings, model, new BenchKeys.Nowhere()));
  }

  /** Gives it memories, then the observations that wait. */
  void fill() throws Exception {
    for (int i = 0; i < MEMORIES; i++) {
      observe(0);
      feedback(i);
    }
    for (int i = 0; i < pending; i++) {
      observe(horizon * i / pending);
    }
    state.checkpoint();
  }

  private double micros(Event event) {
    List<Event> events = List.of(event);
    long started = THREADS.getCurrentThreadCpuTime();
    learner.process(events, BenchKeys.Nothing.INSTANCE);
    return (THREADS.getCurrentThreadCpuTime() - started) / 1e3;
  }

  private double observe(long time) {
    return micros(new Observation(KEY, id(observed++), time, BenchKeys.features(random)));
  }

  private double feedback(int number) {
    return micros(
        new Feedback(
            KEY,
            "f",
            id(number),
            horizon,
            Feedback.UNKNOWN_TIME,
            random.nextInt(2),
            1,
            Feedback.Origin.NONE));
  }

  private static String id(int number) {
    return String.format("%08d", number);
  }

  /** An observation comes. */
  double observe() {
    return observe(horizon);
  }

  /** Feedback comes for one that waits, by number from 0; the first quarter is left. */
  double feedbackFor(int number) {
    return feedback(MEMORIES + pending / 4 + number);
  }

  /** The memory of one that had its feedback, and that later ones have read, is forgotten. */
  double forget(int number) {
    return micros(new Forget(KEY, id(MEMORIES + pending / 4 + number), horizon));
  }

  /** All of the key is forgotten. */
  double forgetAll() {
    return micros(new Forget(KEY, null, horizon));
  }

  /**
   * What falls due within an eighth of the horizon expires, each due time at its watermark.
   *
   * @return for each due time, what it took
   */
  double[] expire() {
    double[] micros = new double[DUE_TIMES];
    for (int i = 0; i < DUE_TIMES; i++) {
      long time = horizon + horizon / 8 * (i + 1) / DUE_TIMES;
      long started = THREADS.getCurrentThreadCpuTime();
      learner.wake(KEY, time, BenchKeys.Nothing.INSTANCE);
      micros[i] = (THREADS.getCurrentThreadCpuTime() - started) / 1e3;
    }
    return micros;
  }

  /** How many traces {@link #expire} deletes. */
  int expired() {
    return MEMORIES + pending / 8 + 1;
  }

  @Override
  public void close() throws Exception {
    model.close();
    state.close();
  }
}
