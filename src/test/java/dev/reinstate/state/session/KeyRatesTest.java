package dev.reinstate.state.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.EventCounts;
import dev.reinstate.learner.TestSettings;
import dev.reinstate.memory.CodeNumbers;
import dev.reinstate.memory.Memory;
import dev.reinstate.memory.Precision;
import dev.reinstate.memory.Scan;
import dev.reinstate.memory.StoredVector;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.Prior;
import dev.reinstate.state.HeapState;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyRatesTest {

  private static final Offset<Float> CLOSE = Offset.offset(1e-6f);

  private KeySession session;
  private Priors priors;

  /** The rates of a key whose values became known, the first first. */
  private float[] rates(Target target, Prior prior, double... values) {
    TestSettings settings = new TestSettings();
    settings.target = target;
    settings.prior = prior;
    settings.capacity = 100;
    LearnerSettings built = settings.build();
    KeyGroups groups = new KeyGroups(built.prediction(), new EventCounts());
    session = new KeySession("k", new HeapState(), scan(built), groups);
    priors =
        new Priors(
            built.prediction(),
            groups,
            new PendingClasses(built.prediction(), null, new PendingObservations(1_000)));
    for (int i = 0; i < values.length; i++) {
      known(values[i]);
      session
          .memory()
          .write(
              new Memory("o" + i, i, new StoredVector(new byte[4], 1), 0, new byte[4], values[i]));
    }
    float[] rates = new float[target == Target.CLASS ? 4 : 2];
    new KeyRates(target, priors).fill(session, rates);
    return rates;
  }

  /** Of the key under which the memory is, and of all keys. */
  private void known(double value) {
    priors.known(session, value);
    session.group().add(value, 1);
  }

  private static double[] ofClass1Last(int before, int last) {
    double[] values = new double[before + last];
    Arrays.fill(values, before, before + last, 1);
    return values;
  }

  /** Of 40 values of class 0 and then 20 of class 1, the last 30 are 10 and 20. */
  @ParameterizedTest
  @EnumSource
  void theLastRateKnowsWhatChanged(Prior prior) {
    float[] rates = rates(Target.CLASS, prior, ofClass1Last(40, 20));
    // the rate over all keys is 21/62; it counts as much as 10 values
    float all = (20 + 10 * 21 / 62f) / 70;
    assertThat(rates[0]).isCloseTo(1 - all, CLOSE);
    assertThat(rates[1]).isCloseTo(all, CLOSE);
    assertThat(rates[2]).isCloseTo((10 + 5 * (1 - all)) / 35, CLOSE);
    assertThat(rates[3]).isCloseTo((20 + 5 * all) / 35, CLOSE);
  }

  @Test
  void aNewKeyHasThatOfAllKeys() {
    float[] rates = rates(Target.CLASS, Prior.KEY_RATE);
    assertThat(rates).containsExactly(0.5f, 0.5f, 0.5f, 0.5f);
    known(1);
    known(1);
    KeySession other = sessionOfAnotherKey();
    new KeyRates(Target.CLASS, priors).fill(other, rates);
    assertThat(rates).containsExactly(0.25f, 0.75f, 0.25f, 0.75f);
  }

  private KeySession sessionOfAnotherKey() {
    LearnerSettings settings = new TestSettings().build();
    KeyGroups groups = new KeyGroups(settings.prediction(), new EventCounts());
    return new KeySession("other", new HeapState(), scan(settings), groups);
  }

  private static Scan scan(LearnerSettings settings) {
    return new Scan(settings.memoryLayout(0), CodeNumbers.stored(0, Precision.INT8));
  }

  @Test
  void aValueIsTheMean() {
    float[] rates = rates(Target.VALUE, Prior.UNIFORM, 3, 5);
    float all = (8 + 10 * 4) / 12f;
    assertThat(rates[0]).isCloseTo(all, CLOSE);
    assertThat(rates[1]).isCloseTo((8 + 5 * all) / 7, CLOSE);
  }

  @Test
  void aRewardIsALogit() {
    float[] rates = rates(Target.REWARD, Prior.UNIFORM, 2.5, 7, -1);
    double all = (2 + 10 * 3 / 5.0) / 13;
    assertThat(rates[0]).isCloseTo((float) Math.log(all / (1 - all)), CLOSE);
    double last = 2 + 5 * all;
    assertThat(rates[1]).isCloseTo((float) Math.log(last / (8 - last)), CLOSE);
  }

  @Test
  void aCorrectedValueCountsAsItIsNow() {
    rates(Target.VALUE, Prior.KEY_RATE, 3, 5);
    session.memory().setValue(1, 12);
    priors.corrected(session, 5, 12);
    session.group().add(5, -1);
    session.group().add(12, 1);
    float[] rates = new float[2];
    new KeyRates(Target.VALUE, priors).fill(session, rates);
    float all = (15 + 10 * 7.5f) / 12;
    assertThat(rates[1]).isCloseTo((15 + 5 * all) / 7, CLOSE);
  }
}
