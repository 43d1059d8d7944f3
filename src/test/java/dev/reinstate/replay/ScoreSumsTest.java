package dev.reinstate.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reinstate.credit.Target;
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
        .isEqualTo(new Score(2, null, null, null, null, null, Math.sqrt((9 + 16) / 2.0)));
  }

  @Test
  void nothingScoredIsNull() {
    assertThat(score(Target.CLASS, 2, new double[0]))
        .isEqualTo(new Score(0, null, null, null, null, null, null));
  }

  private static Score score(Target target, int classes, double[] targets, float... outputs) {
    Outcomes outcomes = new Outcomes(target, classes);
    ScoreSums sums = new ScoreSums(outcomes);
    for (int i = 0; i < targets.length; i++) {
      sums.add(outputs, i * outcomes.width(), targets[i]);
    }
    return sums.toScore(null);
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
