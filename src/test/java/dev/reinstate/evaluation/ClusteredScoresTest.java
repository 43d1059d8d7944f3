package dev.reinstate.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.evaluation.metric.Measure;
import dev.reinstate.evaluation.metric.PredictionTask;
import dev.reinstate.evaluation.metric.Ranking;
import dev.reinstate.evaluation.metric.Score;
import dev.reinstate.evaluation.metric.ScoreSums;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ClusteredScoresTest {

  private static final PredictionTask TWO = new PredictionTask(Target.CLASS, 2);

  /** Counting a cluster n times is the same as having its observations n times. */
  @Property(tries = 50)
  void timesCountAsCopies(@ForAll long seed) {
    Random random = new Random(seed);
    ScoredSamples samples = new ScoredSamples(TWO, "run");
    for (int i = 0; i < 60; i++) {
      float p = random.nextInt(10) / 10f; // many ties
      samples.add("k" + random.nextInt(6), i, random.nextInt(2), 1 - p, p);
    }
    ScoredSample sample = samples.build();
    Clusters clusters = Clusters.byKey(sample);
    int[] times = random.ints(clusters.count(), 0, 4).toArray();

    ScoreSums sums = new ScoreSums(TWO);
    Ranking ranking = new Ranking(60 * 4);
    for (int i = 0; i < sample.size(); i++) {
      for (int n = 0; n < times[clusters.of()[i]]; n++) {
        sums.add(sample.outputs(0), 2 * i, sample.target(i));
        ranking.add(sample.outputs(0)[2 * i + 1], sample.target(i) == 1);
      }
    }
    Score expected = sums.toScore(ranking, Double.NaN);
    double[] scores = new ClusteredScores(sample, sample.outputs(0), clusters).scores(times);

    assertThat(Measure.of(TWO))
        .isEqualTo(List.of(Measure.LOG_LOSS, Measure.ACCURACY, Measure.BRIER, Measure.AUC));
    close(scores[0], expected.logLoss());
    close(scores[1], expected.accuracy());
    close(scores[2], expected.brier());
    close(scores[3], expected.auc());
  }

  private static void close(double score, Double expected) {
    if (expected == null) {
      assertThat(score).isNaN();
    } else {
      assertThat(score).isCloseTo(expected, within(1e-9));
    }
  }
}
