package dev.reinstate.state.session;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.ClassDelays;
import dev.reinstate.event.UnevenDelays;
import dev.reinstate.format.Floats;
import dev.reinstate.format.FormatNumber;
import dev.reinstate.settings.DefaultFeedbackSettings;
import dev.reinstate.settings.PredictionSettings;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What observations that wait for feedback are likely to be, where feedback of one class comes long
 * before that of another. What is known then is not what is true: in the first days of a stream the
 * class that comes first is known alone.
 *
 * <p>Class c has probability π_c, and no feedback by age a with probability S_c(a), which follows
 * from the delays of its feedback so far; S is 1 for a class that has none. An observation that
 * waits is of class c with probability π_c S_c(a) / Σ π S, and π_c is the mean of this over all
 * observations, where those that are known count for their class. What is expected is computed anew
 * when event time comes to another step of {@link PendingObservations}.
 *
 * <p>While one class is known alone, nobody can tell whether another comes late or all feedback
 * does. Then half of those that wait are taken to be like those that are known. A default tells:
 * the class that it stands for comes late.
 */
public final class PendingClasses {

  private static final int FORMAT = 1;
  private static final int NONE = -1;

  /** Feedback of one class that says something where there is no other. */
  private static final int ENOUGH_ALONE = 3;

  /** Feedback of each class on which their delays are compared. */
  private static final int ENOUGH = 8;

  /**
   * A class whose feedback comes alone has mostly come by the age that this share does not exceed.
   */
  private static final double MOST = .9;

  /** The least S: some feedback never comes, of whatever class. */
  private static final double NEVER = .05;

  private static final double HALF = .5;
  private static final int ITERATIONS = 20;

  private final PredictionSettings settings;
  private final PendingObservations pending;
  private final boolean watching;

  /** The class that a default stands for, which is known late; none without a default. */
  private final int defaultClass;

  private final ClassDelays delays;
  private long judgedAt;
  private boolean uneven;
  private double @Nullable [] expected;
  private long step = Long.MIN_VALUE;

  /**
   * @param defaultFeedback what observations without feedback are taken for in the end; null:
   *     nothing
   * @param pending those that wait
   */
  public PendingClasses(
      PredictionSettings settings,
      @Nullable DefaultFeedbackSettings defaultFeedback,
      PendingObservations pending) {
    this.settings = settings;
    this.pending = pending;
    watching = settings.target() != Target.VALUE;
    defaultClass = defaultFeedback == null ? NONE : label(defaultFeedback.target());
    delays = new ClassDelays(settings.target() == Target.CLASS ? settings.classes() : 2);
  }

  /**
   * The first feedback for an observation.
   *
   * @param observed time of the observation
   * @param known time of the feedback
   * @param value what it says
   */
  public void first(long observed, long known, double value) {
    if (watching) {
      delays.add(label(value), observed, known);
    }
  }

  private int label(double value) {
    boolean isClass = settings.target() == Target.CLASS;
    return isClass ? (int) value : value > 0 ? 1 : 0;
  }

  /** What a person should know of the delays; null: nothing. */
  public @Nullable String warning() {
    if (defaultClass != NONE) {
      return null;
    }
    int only = delays.onlyLabel();
    if (only >= 0) {
      return isAlone(only)
          ? UnevenDelays.oneClass(only, pending.waitingLonger(delays.quantile(only, MOST)))
          : null;
    }
    UnevenDelays uneven = delays.uneven();
    return uneven == null ? null : uneven.warning();
  }

  /** Whether more wait at an age at which most feedback of the only class has come than have it. */
  private boolean isAlone(int only) {
    return pending.waitingLonger(delays.quantile(only, MOST)) > delays.count(only);
  }

  /**
   * How many of those that wait are expected to be of each class; null where delays do not differ.
   *
   * @param known how many are known of each class
   */
  double @Nullable [] expected(double[] known) {
    if (watching && pending.step() != step) {
      step = pending.step();
      int only = delays.onlyLabel(ENOUGH_ALONE);
      if (only >= 0 && defaultClass != NONE) {
        expected = only == defaultClass ? null : expectation(known);
      } else if (only >= 0) {
        expected = isAlone(only) ? halfAsKnown(expectation(known), known) : null;
      } else {
        expected = isUneven() ? expectation(known) : null;
      }
    }
    return expected;
  }

  /**
   * Asked again only after an eighth more feedback: it takes a look at the delays of all classes.
   */
  private boolean isUneven() {
    if (delays.count() - judgedAt > judgedAt / 8) {
      judgedAt = delays.count();
      uneven = delays.uneven(ENOUGH) != null;
    }
    return uneven;
  }

  private double[] expectation(double[] known) {
    int classes = known.length;
    List<PendingObservations.OfAge> ages = pending.byAge();
    double[][] waits = new double[ages.size()][classes];
    double total = Arrays.stream(known).sum() + classes;
    for (int i = 0; i < waits.length; i++) {
      total += ages.get(i).count();
      for (int c = 0; c < classes; c++) {
        waits[i][c] = 1 - (1 - NEVER) * delays.shareWithin(c, ages.get(i).age());
      }
    }
    double[] sums = new double[classes];
    double[] rates = Arrays.stream(known).map(n -> n + 1).toArray();
    for (int n = 0; n < ITERATIONS; n++) {
      Arrays.fill(sums, 0);
      for (int i = 0; i < waits.length; i++) {
        double all = 0;
        for (int c = 0; c < classes; c++) {
          all += rates[c] * waits[i][c];
        }
        for (int c = 0; c < classes; c++) {
          sums[c] += ages.get(i).count() * rates[c] * waits[i][c] / all;
        }
      }
      for (int c = 0; c < classes; c++) {
        rates[c] = (known[c] + 1 + sums[c]) / total;
      }
    }
    return sums;
  }

  private static double[] halfAsKnown(double[] expected, double[] known) {
    double waiting = Arrays.stream(expected).sum();
    double total = Arrays.stream(known).sum() + known.length;
    for (int c = 0; c < known.length; c++) {
      expected[c] = HALF * expected[c] + HALF * waiting * (known[c] + 1) / total;
    }
    return expected;
  }

  public void save(DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    delays.write(out);
    out.writeLong(judgedAt);
    out.writeBoolean(uneven);
    out.writeLong(step);
    Floats.write(expected == null ? new double[0] : expected, out);
  }

  /** Restores what {@link #save} wrote. */
  public void restore(DataInput in) throws IOException {
    FormatNumber.read(in, FORMAT, "what is pending");
    delays.read(in);
    judgedAt = in.readLong();
    uneven = in.readBoolean();
    step = in.readLong();
    double[] saved = Floats.readDoubles(in);
    if (saved.length > 0 && saved.length != delays.classes()) {
      throw new IOException(
          "what is pending is told by %d classes; expected %d"
              .formatted(saved.length, delays.classes()));
    }
    expected = saved.length == 0 ? null : saved;
  }
}
