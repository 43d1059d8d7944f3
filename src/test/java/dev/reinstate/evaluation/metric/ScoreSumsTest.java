package dev.reinstate.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reinstate.credit.outcome.Target;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScoreSumsTest {

  private static final Offset<Double> CLOSE = within(1e-12);

  @Test
  void twoClasses() {
    Score score =
        score(Target.CLASS, 2, new double[] {1, 0, 1}, .25f, .75f, .5f, .5f, .875f, .125f);

    // the second ties and so says class 0, which is right; the third is wrong
    assertThat(score.count()).isEqualTo(3);
    assertThat(score.accuracy()).isCloseTo(2.0 / 3, CLOSE);
    assertThat(score.logLoss())
        .isCloseTo(-(Math.log(.75) + Math.log(.5) + Math.log(.125)) / 3, CLOSE);
    assertThat(score.brier()).isCloseTo((.0625 + .25 + .765625) / 3, CLOSE);
    assertThat(score.rmse()).isNull();
  }

  @Test
  void moreClasses() {
    Score score = score(Target.CLASS, 3, new double[] {2, 0}, .25f, .25f, .5f, 0f, .5f, .5f);

    assertThat(score.accuracy()).isEqualTo(.5);
    assertThat(score.brier()).isCloseTo((.0625 + .0625 + .25 + 1 + .25 + .25) / 2, CLOSE);
    // a probability of 0 counts as 1e-7
    assertThat(score.logLoss()).isCloseTo((Math.log(2) - Math.log(1e-7)) / 2, CLOSE);
  }

  @Test
  void rewardsArePositiveOrNot() {
    Score score = score(Target.REWARD, 0, new double[] {3.5, -1, 0}, .75f, .75f, .25f);

    assertThat(score.accuracy()).isCloseTo(2.0 / 3, CLOSE);
    assertThat(score.logLoss()).isCloseTo(-(2 * Math.log(.75) + Math.log(.25)) / 3, CLOSE);
    assertThat(score.brier()).isCloseTo((.0625 + .5625 + .0625) / 3, CLOSE);
  }

  @Test
  void certaintyCostsAtLeastTheClip() {
    assertThat(score(Target.REWARD, 0, new double[] {1}, 1f).logLoss())
        .isCloseTo(-Math.log(1 - 1e-7), CLOSE);
  }

  @Test
  void valuesHaveAnErrorAndNothingElse() {
    assertThat(score(Target.VALUE, 0, new double[] {1, -2}, 4f, 2f))
        .isEqualTo(Score.ofValues(2, Math.sqrt((9 + 16) / 2.0), (3 + 4) / 2.0));
  }

  /** Ten predictions: of 7 zeros 6 are right, of 3 ones 1 is. */
  private static ScoreSums sevenOfTen() {
    ScoreSums sums = new ScoreSums(new PredictionTask(Target.CLASS, 2));
    add(sums, 6, .25f, 0);
    add(sums, 1, .75f, 0);
    add(sums, 2, .25f, 1);
    add(sums, 1, .75f, 1);
    return sums;
  }

  private static void add(ScoreSums sums, int times, float positive, double target) {
    for (int i = 0; i < times; i++) {
      sums.add(new float[] {1 - positive, positive}, 0, target);
    }
  }

  @Test
  void balancedAccuracyCountsEachLabelAlike() {
    assertThat(sevenOfTen().toScore().balancedAccuracy()).isCloseTo((6 / 7.0 + 1 / 3.0) / 2, CLOSE);
    // of a label that did not occur nothing is known
    assertThat(score(Target.CLASS, 3, new double[] {1}, .5f, .25f, .25f).balancedAccuracy())
        .isZero();
  }

  @Test
  void kappaIsTheGainOverGuessesAtTheSameRates() {
    // guesses: .7 · .8 + .3 · .2
    double chance = .62;
    assertThat(sevenOfTen().toScore().kappa()).isCloseTo((.7 - chance) / (1 - chance), CLOSE);
    assertThat(score(Target.CLASS, 2, new double[] {0, 0}, 1f, 0f, 1f, 0f).kappa())
        .as("guesses are always right")
        .isNull();
  }

  @Test
  void kappaAgainstNoChangeIsTheGainOverIt() {
    assertThat(sevenOfTen().toScore(null, .6).kappaNoChange()).isCloseTo(.25, CLOSE);
    assertThat(sevenOfTen().toScore(null, .8).kappaNoChange()).isCloseTo(-.5, CLOSE);
    assertThat(sevenOfTen().toScore(null, 1).kappaNoChange()).isNull();
    assertThat(sevenOfTen().toScore().kappaNoChange()).as("no such baseline").isNull();
  }

  @Test
  void rewardsAddUpAndSoDoThoseThatWereChosen() {
    Score score = score(Target.REWARD, 0, new double[] {3.5, -1, 2}, .75f, .75f, .25f);

    assertThat(score.rewardSum()).isEqualTo(4.5);
    assertThat(score.chosenRewardSum()).isEqualTo(2.5);
    assertThat(score.mae()).isNull();
    assertThat(sevenOfTen().toScore().rewardSum()).isNull();
  }

  @Test
  void theReliabilityCurveHasWhatWasSaidAndWhatHappened() {
    // .25 begins the sixth bin of twenty, .75 the sixteenth
    assertThat(sevenOfTen().calibration().curve())
        .containsExactly(
            new Calibration.Bin(.25, .3, 8, .25, .25), new Calibration.Bin(.75, .8, 2, .75, .5));
    assertThat(sevenOfTen().toScore().calibrationError()).isCloseTo(.2 * .25, CLOSE);
  }

  @Test
  void nothingScoredIsNull() {
    assertThat(score(Target.CLASS, 2, new double[0])).isEqualTo(Score.NONE);
  }

  private static Score score(Target target, int classes, double[] targets, float... outputs) {
    PredictionTask outcomes = new PredictionTask(target, classes);
    ScoreSums sums = new ScoreSums(outcomes);
    for (int i = 0; i < targets.length; i++) {
      sums.add(outputs, i * outcomes.width(), targets[i]);
    }
    return sums.toScore();
  }

  /** Of four predictions near .8 two came true, of one of .1 none. */
  @Test
  void calibrationErrorIsTheDistanceOfWhatIsSaidFromWhatHappens() {
    Calibration calibration = new Calibration();
    for (boolean happened : new boolean[] {true, false, true, false}) {
      calibration.add(0.81, happened);
    }
    calibration.add(0.1, false);
    calibration.add(1, true);
    assertThat(calibration.error()).isCloseTo((4 * (0.81 - 0.5) + 0.1) / 6, Offset.offset(1e-9));
  }
}
