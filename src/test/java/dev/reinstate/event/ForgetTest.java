package dev.reinstate.event;

import static dev.reinstate.learner.World.feedback;
import static dev.reinstate.learner.World.observation;
import static dev.reinstate.learner.World.pair;
import static dev.reinstate.learner.World.pairs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.learner.TestSettings;
import dev.reinstate.learner.World;
import dev.reinstate.learner.reinstatement.Refreshes;
import dev.reinstate.memory.IdHash;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForgetTest {

  private final TestSettings settings = new TestSettings();
  private final World world = new World(settings.build());

  private static Forget key(String key) {
    return new Forget(key, null, 0);
  }

  private static Forget memory(String key, String id) {
    return new Forget(key, id, 0);
  }

  private double sumOfValues(String key) {
    world.state.select(key);
    double sum = 0;
    for (double n : world.state.header().known.sums()) {
      sum += n;
    }
    return sum;
  }

  @Test
  void aKeyIsGoneWithAllThatIsKeptOfIt() {
    world.process(pairs("k", 0, 3));
    world.process(observation("k", "pending", 40), feedback("k", "f", "never", 41, 1));
    world.process(pairs("other", 0, 2));

    world.process(key("k"));
    assertThat(world.state.size()).as("keys left").isOne();
    assertThat(world.count(Count.MEMORIES_FORGOTTEN)).isEqualTo(3);
    assertThat(world.count(Count.FORGOTTEN)).isOne();
    assertThat(world.count(Count.PENDING)).isZero();
    assertThat(world.count(Count.HELD)).isZero();
    assertThat(world.count(Count.FORGETS)).isOne();
    assertThat(world.memory("other").size()).isEqualTo(2);
  }

  @Test
  void aKeyBeginsAnew() {
    world.process(pairs("k", 0, 3));
    world.process(key("k"));
    world.process(observation("k", "o0", 50));
    assertThat(world.lastPrediction().readable()).isZero();
    assertThat(world.count(Count.OBSERVATIONS_DUPLICATE)).isZero();
    world.process(feedback("k", "f0", "o0", 60, 1));
    assertThat(world.count(Count.DUPLICATE)).isZero();
    assertThat(world.memory("k").size()).isOne();
  }

  @Test
  void whatTheSameMicroBatchDidBeforeIsGoneToo() {
    List<Event> events = new ArrayList<>(pairs("k", 0, 3));
    events.add(key("k"));
    events.addAll(pair("k", 7, 70, 1));
    world.process(events);
    assertThat(world.memory("k").size()).isOne();
    assertThat(world.out.credits).hasSize(4);
    assertThat(sumOfValues("k")).isOne();
  }

  @Test
  void forgettingTwiceIsForgettingOnce() {
    world.process(pairs("k", 0, 3));
    world.process(key("k"), key("k"), memory("k", "o0"));
    assertThat(world.count(Count.MEMORIES_FORGOTTEN)).isEqualTo(3);
    assertThat(world.state.size()).isZero();
  }

  @Test
  void oneMemoryIsGoneAndTheOthersStay() {
    world.process(pairs("k", 0, 3));
    world.process(memory("k", "o1"));
    assertThat(world.memory("k").size()).isEqualTo(2);
    assertThat(sumOfValues("k")).isEqualTo(2);
    world.process(observation("k", "p", 50));
    assertThat(world.lastPrediction().memoryIds()).containsExactlyInAnyOrder("o0", "o2");
    world.process(feedback("k", "again", "o1", 60, 1));
    assertThat(world.count(Count.HELD)).as("its feedback knows no observation").isOne();
  }

  @Test
  void anObservationOfTheSameIdBeginsAnew() {
    world.process(pairs("k", 0, 2));
    world.process(memory("k", "o1"), observation("k", "o1", 60));
    assertThat(world.count(Count.OBSERVATIONS_DUPLICATE)).isZero();
    assertThat(world.lastPrediction().memoryIds()).containsExactly("o0");
    world.process(feedback("k", "f1", "o1", 70, 1));
    assertThat(world.count(Count.DUPLICATE)).isZero();
    assertThat(world.memory("k").size()).isEqualTo(2);
  }

  @Test
  void aPendingMemoryIsGone() {
    world.process(observation("k", "o", 0), observation("k", "p", 0));
    world.process(memory("k", "o"));
    assertThat(world.count(Count.PENDING)).isOne();
    world.process(feedback("k", "f", "o", 10, 1));
    assertThat(world.count(Count.MATCHED)).isZero();
  }

  @Test
  void heldFeedbackIsGone() {
    world.process(feedback("k", "f", "o", 10, 1), feedback("k", "g", "p", 10, 1));
    world.process(memory("k", "o"));
    assertThat(world.count(Count.HELD)).isOne();
    assertThat(world.count(Count.FORGOTTEN)).isOne();
    world.process(observation("k", "o", 20));
    assertThat(world.count(Count.EARLY)).isZero();
  }

  @Test
  void theLastMemoryTakesTheKeyWithIt() {
    world.process(pair("k", 0, 0, 1));
    world.process(memory("k", "o0"));
    assertThat(world.state.size()).isZero();
  }

  @Test
  void aMemoryThatOutlivesItsTraceIsFound() {
    world.process(pair("k", 0, 0, 1));
    world.process(observation("k", "p", 5_000));
    world.state.select("k");
    assertThat(world.state.trace("o0")).isNull();
    world.process(memory("k", "o0"));
    assertThat(world.count(Count.MEMORIES_FORGOTTEN)).isOne();
    assertThat(sumOfValues("k")).isZero();
  }

  /** After the horizon an observation of the same id makes another memory. */
  @Test
  void allMemoriesOfOneIdAreGone() {
    world.process(pair("k", 0, 0, 1));
    world.process(pair("k", 0, 5_000, 0));
    assertThat(world.memory("k").size()).isEqualTo(2);
    world.process(memory("k", "o0"));
    assertThat(world.count(Count.MEMORIES_FORGOTTEN)).isEqualTo(2);
    assertThat(world.state.size()).isZero();
  }

  @Test
  void readsOfOthersAreAsIfItHadNotBeenRead() {
    world.process(pairs("k", 0, 3));
    world.process(observation("k", "p", 50));
    float[] weights = world.lastPrediction().weights();
    List<String> ids = List.of(world.lastPrediction().memoryIds());
    int forgotten = ids.indexOf("o1");
    world.process(memory("k", "o1"), feedback("k", "f", "p", 60, 1));

    Credit credit = world.lastCredit();
    assertThat(credit.memories()).extracting(Credit.MemoryCredit::memoryId).doesNotContain("o1");
    assertThat(credit.memories()).noneMatch(Credit.MemoryCredit::evicted);
    double rest = 1 - weights[forgotten];
    for (Credit.MemoryCredit memory : credit.memories()) {
      assertThat((double) memory.weight())
          .isCloseTo(weights[ids.indexOf(memory.memoryId())] / rest, within(1e-6));
    }
    assertThat(credit.memories().stream().mapToDouble(Credit.MemoryCredit::credit).sum())
        .isCloseTo(0, within(1e-6));
  }

  @Test
  void readsOfOthersDoNotKnowAnEvictedMemoryThatIsForgotten() {
    settings.capacity = 3;
    World small = new World(settings.build());
    small.process(pairs("k", 0, 3));
    small.process(observation("k", "p", 50));
    small.process(pairs("k", 6, 8));
    small.state.select("k");
    assertThat(small.state.name(IdHash.of("o0")).id()).isEqualTo("o0");
    small.process(memory("k", "o0"), feedback("k", "f", "p", 90, 1));

    assertThat(small.lastCredit().memories())
        .extracting(memory -> memory.memoryId() + " " + memory.evicted())
        .containsExactlyInAnyOrder("o1 true", "o2 false");
    small.state.select("k");
    assertThat(small.state.name(IdHash.of("o0"))).isNull();
    small.advanceTo(World.END);
    assertThat(small.state.size()).isZero();
  }

  /** What a trace has read is in the pages, and in the names of what was evicted. */
  @Test
  void aTraceHasNoIdsOfOthers() {
    world.process(pairs("k", 0, 3));
    world.process(observation("k", "p", 50));
    world.state.select("k");
    assertThat(world.state.trace("p").read().count()).isEqualTo(3);
    assertThat(world.state.trace("p").read().ids()).isNull();
  }

  @Test
  void anEmbeddingThatWaitsToBeRefreshedDoesNotComeBack() {
    settings.batch = 1_000;
    World slow = new World(settings.build());
    slow.process(pairs("k", 0, 3));
    slow.process(observation("k", "p", 50), feedback("k", "f", "p", 60, 1));
    assertThat(slow.learner.snapshot().refreshes())
        .extracting(Refreshes.Refresh::id)
        .contains("o0", "o1", "o2");

    slow.process(memory("k", "o1"));
    assertThat(slow.learner.snapshot().refreshes())
        .extracting(Refreshes.Refresh::id)
        .contains("o0", "o2")
        .doesNotContain("o1");
    slow.process(key("k"));
    assertThat(slow.learner.snapshot().refreshes()).isEmpty();
  }

  @Test
  void eventsDeletedBeforeTheirTurnAreInTheBooks() {
    world.learner.forgotten(observation("k", "o", 0));
    world.learner.forgotten(feedback("k", "f", "o", 0, 1));
    world.learner.forgotten(new DefaultFeedback("k", "o", 0));
    world.assertBooksBalance();
    assertThat(world.count(Count.OBSERVATIONS_FORGOTTEN)).isOne();
    assertThat(world.count(Count.FORGOTTEN)).isOne();
  }

  @Test
  void embeddingAndCodeAreWipedFromTheirPages() {
    world.process(pairs("k", 0, 3));
    world.process(memory("k", "o1"));
    float[] stored = new float[settings.size];
    world.memory("k").readEmbedding(1, stored, 0);
    assertThat(stored).containsOnly(0f);
    byte[] code = new byte[settings.codeSize];
    world.memory("k").readCode(1, code, 0);
    assertThat(code).containsOnly(0);
  }
}
