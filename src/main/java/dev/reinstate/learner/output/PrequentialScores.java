package dev.reinstate.learner.output;

import dev.reinstate.credit.ReadForm;
import dev.reinstate.credit.ReadMixer;
import dev.reinstate.credit.outcome.LogLoss;
import dev.reinstate.credit.outcome.Target;
import dev.reinstate.learner.output.LearnerStats.Stat;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.PredictionSettings;
import dev.reinstate.state.RecordedRead;
import dev.reinstate.state.Trace;

/**
 * Scores each prediction as it was made, when its first feedback comes. What it said follows from
 * the read that the trace holds. Values have no log loss and are not scored. Serves one thread.
 */
public final class PrequentialScores {

  private final PredictionSettings prediction;
  private final int k;
  private final LearnerStats stats;
  private final ReadMixer mixer;
  private final double[] weights;

  public PrequentialScores(LearnerSettings settings, LearnerStats stats) {
    prediction = settings.prediction();
    k = settings.spaces().mostRead();
    this.stats = stats;
    ReadForm form = settings.readForm();
    mixer = new ReadMixer(form, k);
    weights = new double[form.heads() * k];
  }

  public void score(Trace trace, double target) {
    if (prediction.target() == Target.VALUE) {
      return;
    }
    float[] said = said(trace);
    boolean right;
    double probability;
    if (prediction.target() == Target.REWARD) {
      right = said[0] > 0.5f == target > 0;
      probability = target > 0 ? said[0] : 1 - (double) said[0];
    } else {
      right = largest(said) == (int) target;
      probability = said[(int) target];
    }
    stats.add(Stat.PREQUENTIAL_LOG_LOSS, LogLoss.of(probability), 1);
    stats.add(Stat.PREQUENTIAL_ACCURACY, right ? 1 : 0, 1);
  }

  private float[] said(Trace trace) {
    RecordedRead read = trace.read();
    read.copyWeights(weights, k);
    return mixer
        .mix(weights, read.values(), read.counts(), trace.prior(), read.mixture())
        .prediction();
  }

  private static int largest(float[] numbers) {
    int best = 0;
    for (int i = 1; i < numbers.length; i++) {
      best = numbers[i] > numbers[best] ? i : best;
    }
    return best;
  }
}
