package dev.reinstate.learner.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reinstate.compute.NetworkFile;
import dev.reinstate.event.Credit;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts;
import dev.reinstate.event.EventOrder;
import dev.reinstate.event.Prediction;
import dev.reinstate.learner.TestSettings;
import dev.reinstate.learner.World;
import dev.reinstate.learner.output.LearnerStats.Stat;
import dev.reinstate.settings.NetworkFiles;
import dev.reinstate.state.session.KeyGroup;
import dev.reinstate.state.session.KeyGroups;
import dev.reinstate.state.session.PendingObservations;
import dev.reinstate.training.RecentMean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a learner measures is what came out of it. */
class LearnerStatsTest {

  @Test
  void aMeanIsPlainUntilItsWindowIsFullAndThenForgets() {
    RecentMean mean = new RecentMean(4);
    assertThat(mean.get()).isNaN();
    mean.add(6, 2);
    mean.add(Double.NaN, 1);
    mean.add(0, 0);
    assertThat(mean.get()).isEqualTo(3);
    mean.add(0, 2);
    assertThat(mean.get()).isEqualTo(1.5);
    for (int i = 0; i < 40; i++) {
      mean.add(8, 1);
    }
    assertThat(mean.get()).isCloseTo(8, within(1e-3));
    mean.add(50, 10);
    assertThat(mean.get()).as("more at once than the window holds").isEqualTo(5);
  }

  @Test
  void predictionsAreScoredAsTheyWereMade() {
    World world = new World(new TestSettings().build());
    List<Event> events = new ArrayList<>();
    Random random = new Random(3);
    for (int i = 0; i < 300; i++) {
      String key = "k" + i % 3;
      events.add(World.observation(key, "o" + i, 10L * i));
      long delay = 40 + random.nextInt(100);
      events.add(World.feedback(key, "f", "o" + i, 10L * i + delay, random.nextInt(2)));
    }
    events.sort(EventOrder.INSTANCE);
    for (int from = 0; from < events.size(); from += 50) {
      world.learner.process(events.subList(from, from + 50), world.out);
    }
    Map<String, Prediction> said = new HashMap<>();
    world.out.predictions.forEach(prediction -> said.put(prediction.observationId(), prediction));
    double loss = 0;
    double right = 0;
    double delay = 0;
    int scored = 0;
    for (Credit credit : world.out.credits) {
      Prediction prediction = said.get(credit.observationId());
      int label = (int) credit.target();
      loss -= Math.log(prediction.output()[label]);
      right += largest(prediction.output()) == label ? 1 : 0;
      delay += credit.time() - prediction.time();
      scored++;
    }
    assertThat(scored).isEqualTo(300);
    LearnerStats stats = world.learner.stats();
    assertThat(stats.get(Stat.PREQUENTIAL_LOG_LOSS)).isCloseTo(loss / scored, within(1e-6));
    assertThat(stats.get(Stat.PREQUENTIAL_ACCURACY)).isCloseTo(right / scored, within(1e-9));
    assertThat(stats.get(Stat.FEEDBACK_DELAY)).isCloseTo(delay / scored, within(1e-6));
    assertThat(stats.get(Stat.MICRO_BATCH_SIZE)).isEqualTo(50);
    for (Stat stat : Stat.values()) {
      assertThat(stats.get(stat)).as(stat.name()).isNotNegative();
    }
  }

  private static int largest(float[] numbers) {
    int best = 0;
    for (int i = 1; i < numbers.length; i++) {
      best = numbers[i] > numbers[best] ? i : best;
    }
    return best;
  }

  @Test
  void ofANetworkThatAUserMadeNoNormIsKnown() {
    TestSettings settings = new TestSettings();
    NetworkFile own = new NetworkFile("network.embedding.file", "own.pt", new byte[0]);
    settings.files = new NetworkFiles(own, null, null);
    LearnerStats stats = new LearnerStats();
    // its parameters are none of ours, so the model must not even be asked
    new OutputNorm(settings.build(), stats).measure(null, new float[settings.observationSize]);
    assertThat(stats.get(Stat.EMBEDDING_NORM)).isNaN();
  }

  @Test
  void theOldestThatWaitsIsKnownWhateverComesAndGoes() {
    EventCounts eventCounts = new EventCounts();
    KeyGroup group = new KeyGroups(new TestSettings().build().prediction(), eventCounts).of("k");
    PendingObservations pending = new PendingObservations(5120);
    assertThat(pending.oldestAge()).isZero();
    pending.passed(1000);
    pending.add(group, 1000);
    pending.add(group, 500);
    pending.passed(2000);
    assertThat(pending.oldestAge()).isEqualTo(1500);
    pending.remove(group, 500);
    assertThat(pending.oldestAge()).isEqualTo(1000);
    pending.remove(group, 1000);
    assertThat(pending.oldestAge()).isZero();
    assertThat(eventCounts.get(EventCounts.Count.PENDING)).isZero();
  }

  @Test
  void timesFarApartDoNotSpoilTheOldest() {
    KeyGroup group =
        new KeyGroups(new TestSettings().build().prediction(), new EventCounts()).of("k");
    PendingObservations pending = new PendingObservations(5120);
    long ringAround = 4 * 5120;
    pending.add(group, 100);
    pending.add(group, 100 + ringAround);
    pending.passed(100 + ringAround);
    pending.add(group, 100);
    pending.remove(group, 100);
    assertThat(pending.oldestAge()).isBetween(0L, 10L);
    pending.remove(group, 100 + ringAround);
    assertThat(pending.oldestAge()).isZero();
  }
}
