package dev.reinstate.learner;

import static dev.reinstate.learner.Payments.credited;
import static dev.reinstate.learner.Payments.payment;
import static dev.reinstate.learner.Payments.predicted;
import static dev.reinstate.learner.World.feedback;
import static dev.reinstate.learner.World.observation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.Credit.MemoryCredit;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Observation;
import dev.reinstate.event.Prediction;
import dev.reinstate.memory.ExternalMemory;
import dev.reinstate.memory.Precision;
import dev.reinstate.settings.NamedRead;
import dev.reinstate.settings.RefreshPolicy;
import dev.reinstate.settings.RehearsalSettings;
import dev.reinstate.settings.Space;
import dev.reinstate.settings.SpacesSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Which memories an observation reads and becomes, where a job has several spaces. */
class SpacesTest {

  private static final Offset<Float> ROUNDING = Offset.offset(1e-6f);

  private final TestSettings settings = new TestSettings();
  private Payments payments = Payments.of(8, 4, 1, 2);

  private World world() {
    settings.spaces = payments.spaces();
    return new World(settings.build());
  }

  /** A payment that turns out to be of a class right away. */
  private static void pay(
      World world, String account, String id, long time, String merchant, double target) {
    world.process(
        payment(account, id, time, merchant), feedback(account, "f", id, time + 1, target));
  }

  /** But for the names: one implementation serves both. */
  @Property(tries = 100, seed = "131")
  void oneSpaceByTheObservationsKeyIsAsNone(
      @ForAll @IntRange(max = 99_999) int seed, @ForAll @IntRange(min = 1, max = 200) int size) {
    Random random = new Random(seed);
    TestSettings either = MicroBatchTest.anySettings(random);
    // what expires last, and when a key is idle, is not the same where traces are under other keys
    either.expireAfter = 16_000;
    either.refresh = random.nextBoolean() ? RefreshPolicy.TOUCH : RefreshPolicy.NONE;
    either.rehearsal = new RehearsalSettings(random.nextInt(2) * 5, 300, 1 << 24, 0);
    World unnamed = new World(either.build());
    List<String> own = List.of("key");
    either.spaces =
        new SpacesSettings(
            List.of(new Space("mine", own, 1, 1, either.capacity, either.k)),
            List.of(new NamedRead("", 0, own)));
    World named = new World(either.build());
    List<Event> events = RandomStream.of(seed, size);
    unnamed.process(events);
    named.process(events);

    assertThat(named.out.predictionBits()).isEqualTo(unnamed.out.predictionBits());
    assertThat(named.out.credits).isEqualTo(unnamed.out.credits);
    assertThat(named.learner.eventCounts().toMap())
        .isEqualTo(unnamed.learner.eventCounts().toMap());
    assertThat(named.model.learned()).containsExactly(unnamed.model.learned());
  }

  @Test
  void anObservationBecomesAMemoryOfEachSpaceOnce() {
    World world = world();
    world.process(payment("a", "p", 0, "m"));
    assertThat(payments.held(world, payments.ofAccount("a"))).isEmpty();
    assertThat(payments.heldOfAll(world)).isEmpty();

    world.process(feedback("a", "f", "p", 1, 1));
    List<String> keys =
        List.of(payments.ofAccount("a"), payments.ofMerchant("m"), payments.ofAll("a", "p"));
    for (String key : keys) {
      assertThat(payments.held(world, key)).containsExactly("a/p");
      assertThat(world.memory(key).value(0)).isEqualTo(1);
      assertThat(world.memory(key).time(0)).isZero();
      world.state.select(key);
      assertThat(world.state.header().known.sums()).containsExactly(0, 1);
      assertThat(world.state.header().traces.isEmpty()).isTrue();
    }
    assertThat(payments.heldOfAll(world)).containsExactly("a/p");
    assertThat(world.count(Count.MEMORIES)).isEqualTo(3);
    assertThat(world.count(Count.MATCHED)).isOne();
    assertThat(world.out.credits).hasSize(1);
  }

  @Test
  void eachSpaceHasItsPartOfTheEmbeddingAndTheSameCode() {
    settings.codecAtWrite = false;
    settings.embeddingPrecision = Precision.FLOAT32;
    settings.batch = 1_000;
    World world = world();
    pay(world, "a", "p", 0, "m", 1);
    float[] embedding = new float[3 * settings.size];
    world.model.embedding().forward(observation("a", "p", 0).features(), 1, embedding);

    Set<List<Byte>> codes = new HashSet<>();
    List<String> keys =
        List.of(payments.ofAccount("a"), payments.ofMerchant("m"), payments.ofAll("a", "p"));
    for (int space = 0; space < keys.size(); space++) {
      ExternalMemory memory = world.memory(keys.get(space));
      float[] part = new float[settings.size];
      memory.readEmbedding(0, part, 0);
      assertThat(part)
          .containsExactly(
              Arrays.copyOfRange(embedding, space * settings.size, (space + 1) * settings.size));
      byte[] code = new byte[settings.codeSize];
      memory.readCode(0, code, 0);
      List<Byte> numbers = new ArrayList<>();
      for (byte number : code) {
        numbers.add(number);
      }
      codes.add(numbers);
    }
    assertThat(codes).hasSize(1);
  }

  @Test
  void aSweepRefreshesEachSpaceByItsPart() {
    settings.refresh = RefreshPolicy.SWEEP;
    settings.sweepPerBatch = 1_000;
    settings.sweepIdle = 1_000_000;
    settings.embeddingPrecision = Precision.FLOAT32;
    settings.autoencoderBatch = 1_000_000;
    World world = world();
    for (int i = 0; i < 8; i++) {
      pay(world, "a", "p" + i, 10 * i, "m", i % 2);
    }
    assertThat(world.model.version()).isEqualTo(2);
    List<String> keys = new ArrayList<>(payments.ofAll());
    keys.add(0, payments.ofMerchant("m"));
    keys.add(0, payments.ofAccount("a"));
    for (int i = 0; i < keys.size(); i++) {
      int space = Math.min(i, Payments.ALL);
      ExternalMemory memory = world.memory(keys.get(i));
      int held = payments.held(world, keys.get(i)).size();
      assertThat(held).isPositive();
      for (int slot = 0; slot < held; slot++) {
        float[] part = new float[settings.size];
        memory.readEmbedding(slot, part, 0);
        assertThat(memory.version(slot)).isEqualTo(2);
        assertThat(part)
            .containsExactly(Payments.embedded(world, keys.get(i), slot, space), ROUNDING);
      }
    }
  }

  @Test
  void eachReadFindsWhatIsUnderItsKey() {
    World world = world();
    pay(world, "a", "p", 0, "m", 1);
    pay(world, "a", "q", 10, "n", 0);
    pay(world, "b", "p", 20, "n", 0);

    world.process(payment("b", "r", 30, "m"));
    assertThat(predicted(world, "account")).containsExactly("p");
    assertThat(predicted(world, "merchant")).containsExactly("p");
    assertThat(predicted(world, "all")).containsExactlyInAnyOrder("p", "q", "p");
    assertThat(world.lastPrediction().readable()).isEqualTo(5);

    world.process(feedback("b", "f", "r", 40, 1));
    assertThat(credited(world, "account")).containsExactly("p");
    assertThat(credited(world, "merchant")).containsExactly("p");
    assertThat(credited(world, "all")).containsExactlyInAnyOrder("p", "q", "p");
    // which p is which says the time
    assertThat(world.lastCredit().memories())
        .filteredOn(memory -> !memory.read().equals("all"))
        .extracting(MemoryCredit::memoryTime)
        .containsExactly(20L, 0L);
  }

  @Test
  void theWeightsOfEachMemoryThatIsReadSumToOne() {
    World world = world();
    for (int i = 0; i < 12; i++) {
      pay(world, "a", "p" + i, 10 * i, "m", i % 2);
    }
    world.process(payment("a", "q", 200, "m"));
    Prediction prediction = world.lastPrediction();
    assertThat(sum(prediction, "account")).isCloseTo(1, ROUNDING);
    assertThat(sum(prediction, "merchant")).isCloseTo(1, ROUNDING);
    assertThat(sum(prediction, "all")).as("of two shards").isCloseTo(2, ROUNDING);
    assertThat(predicted(world, "account")).hasSize(settings.k);
    assertThat(prediction.output()[0] + prediction.output()[1]).isCloseTo(1, ROUNDING);
  }

  private static float sum(Prediction prediction, String read) {
    float sum = 0;
    for (int i = 0; i < prediction.weights().length; i++) {
      sum += prediction.reads()[i].equals(read) ? prediction.weights()[i] : 0;
    }
    return sum;
  }

  @Test
  void withoutAKeyItReadsNothingUnderItAndIsNoMemoryThere() {
    World world = world();
    pay(world, "a", "p", 0, "m", 1);
    world.process(payment("a", "q", 10, ""));
    assertThat(predicted(world, "account")).containsExactly("p");
    assertThat(predicted(world, "merchant")).isEmpty();
    assertThat(predicted(world, "all")).containsExactly("p");
    assertThat(world.lastPrediction().readable()).isEqualTo(2);

    world.process(feedback("a", "f", "q", 11, 0));
    assertThat(payments.held(world, payments.ofAccount("a"))).containsExactly("a/p", "a/q");
    assertThat(payments.held(world, payments.ofMerchant("m"))).containsExactly("a/p");
    assertThat(payments.heldOfAll(world)).containsExactlyInAnyOrder("a/p", "a/q");
    world.process(feedback("a", "again", "q", 12, 1));
    assertThat(world.count(Count.REPEATED)).isOne();
    assertEndsWithNothing(world);
  }

  /** Nor is anything kept under no key. */
  @Test
  void whatHasNoKeyOfAnySpaceIsPredictedAndCreditedAllTheSame() {
    settings.spaces =
        new SpacesSettings(
            List.of(new Space("merchants", List.of("merchant"), 1, 1, 8, 4)),
            List.of(new NamedRead("merchant", 0, List.of("merchant"))));
    World world = new World(settings.build());
    pay(world, "a", "p", 0, "m", 1);
    world.process(payment("a", "q", 10, ""));
    assertThat(world.lastPrediction().memoryIds()).isEmpty();
    assertThat(world.lastPrediction().output()[1]).isGreaterThan(0.5f);
    world.process(feedback("a", "f", "q", 20, 1), feedback("a", "g", "q", 30, 0));
    assertThat(world.out.credits).hasSize(3);
    assertThat(world.lastCredit().memories()).isEmpty();
    assertThat(world.lastCredit().loss()).isPositive();
    assertThat(world.count(Count.MEMORIES)).isOne();
    assertEndsWithNothing(world);
  }

  @Test
  void aSpaceKeepsASampleEachInItsShard() {
    payments = Payments.of(64, 4, 0.5, 2);
    World world = world();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String id = "p" + i;
      pay(world, "a", id, 10 * i, "m", i % 2);
      if (payments.ofAll("a", id) != null) {
        expected.add(id);
        assertThat(payments.held(world, payments.ofAll("a", id))).contains("a/" + id);
      }
    }
    assertThat(expected).hasSizeBetween(10, 30);
    assertThat(payments.heldOfAll(world)).hasSameSizeAs(expected);
    assertThat(payments.held(world, payments.ofAccount("a"))).hasSize(40);
    assertThat(payments.held(world, payments.ofMerchant("m"))).hasSize(40);
    for (String shard : payments.ofAll()) {
      assertThat(payments.held(world, shard)).isNotEmpty();
    }
    assertEndsWithNothing(world);
  }

  @Test
  void aSpaceIsReadAtSeveralKeys() {
    List<String> own = List.of("key");
    List<String> destination = List.of("destination");
    settings.spaces =
        new SpacesSettings(
            List.of(new Space("departures", own, 1, 1, 8, 4)),
            List.of(
                new NamedRead("at origin", 0, own),
                new NamedRead("at destination", 0, destination)));
    World world = new World(settings.build());
    world.process(
        flight("SFO", "o1", 0, "JFK"),
        feedback("SFO", "f", "o1", 1, 1),
        flight("JFK", "o2", 2, "SFO"),
        feedback("JFK", "f", "o2", 3, 0));
    world.process(flight("SFO", "o3", 10, "JFK"));
    assertThat(predicted(world, "at origin")).containsExactly("o1");
    assertThat(predicted(world, "at destination")).containsExactly("o2");
    world.process(feedback("SFO", "f", "o3", 11, 1));
    assertThat(world.count(Count.MEMORIES)).isEqualTo(3);

    // a round trip reads the same memories twice
    world.process(flight("SFO", "o4", 20, "SFO"));
    assertThat(predicted(world, "at origin")).containsExactlyInAnyOrder("o1", "o3");
    assertThat(predicted(world, "at destination"))
        .containsExactlyElementsOf(predicted(world, "at origin"));
    world.process(feedback("SFO", "f", "o4", 21, 0));
    assertThat(credited(world, "at destination"))
        .containsExactlyElementsOf(credited(world, "at origin"));
    assertThat(world.count(Count.MEMORIES)).isEqualTo(4);
    assertEndsWithNothing(world);
  }

  private static Observation flight(String origin, String id, long time, String destination) {
    return observation(origin, id, time).withKeys(Map.of("destination", destination));
  }

  /** Six payments are known, all of class 1; of the ones after, each read says 1 or the prior. */
  @Test
  void thePriorIsTheRateOfTheKeyThatIsReadFirst() {
    settings.spaces =
        new SpacesSettings(
            List.of(
                new Space("accounts", List.of("key"), 1, 1, 8, 4),
                new Space("merchants", List.of("merchant"), 1, 1, 8, 4)),
            List.of(
                new NamedRead("account", 0, List.of("key")),
                new NamedRead("merchant", 1, List.of("merchant"))));
    World world = new World(settings.build());
    for (int i = 0; i < 6; i++) {
      pay(world, "a", "p" + i, 10 * i, "m", 1);
    }
    float all = 7 / 8f;
    float ofAccount = (6 + 10 * all) / 16;
    world.process(payment("a", "q", 100, "new"));
    assertThat(world.lastPrediction().output()[1])
        .isCloseTo((0.9f + 0.1f * ofAccount + ofAccount) / 2, ROUNDING);
    world.process(payment("new", "q", 100, "m"));
    assertThat(world.lastPrediction().output()[1])
        .isCloseTo((all + 0.9f + 0.1f * all) / 2, ROUNDING);
  }

  @Test
  void evictionIsOfOneSpaceAlone() {
    payments = Payments.of(8, 3, 3, 1, 1);
    settings.k = 3;
    World world = world();
    for (int i = 0; i < 3; i++) {
      pay(world, "a", "p" + i, 10 * i, "m", i % 2);
    }
    world.process(payment("a", "waits", 40, "m"));
    assertThat(predicted(world, "merchant")).hasSize(3);
    for (int i = 3; i < 5; i++) {
      pay(world, "b", "p" + i, 50 + 10 * i, "m", i % 2);
    }
    assertThat(payments.held(world, payments.ofAccount("a")))
        .containsExactly("a/p0", "a/p1", "a/p2");
    assertThat(payments.held(world, payments.ofMerchant("m")))
        .containsExactlyInAnyOrder("a/p2", "b/p3", "b/p4");
    assertThat(payments.heldOfAll(world)).hasSize(5);
    assertThat(world.count(Count.EVICTED)).isEqualTo(2);

    world.process(feedback("a", "f", "waits", 200, 1));
    assertThat(world.lastCredit().memories())
        .filteredOn(MemoryCredit::evicted)
        .extracting(memory -> memory.read() + " " + memory.memoryId())
        .containsExactlyInAnyOrder("merchant p0", "merchant p1");
    assertThat(credited(world, "account")).containsExactlyInAnyOrder("p0", "p1", "p2");
    assertThat(credited(world, "merchant")).containsExactlyInAnyOrder("p0", "p1", "p2");
    assertThat(world.count(Count.CREDITS_LOST_TO_EVICTION)).isEqualTo(2);
    assertEndsWithNothing(world);
  }

  /** Its account still has it. */
  @Test
  void whatIsEvictedFromSomeSpacesIsCorrectedAndLearnedFromByTheOthers() {
    payments = Payments.of(8, 2, 2, 1, 1);
    settings.k = 2;
    World world = world();
    pay(world, "a", "o", 0, "m", 0);
    pay(world, "a", "p", 5, "m", 1);
    pay(world, "a", "q", 10, "m", 1);
    pay(world, "b", "r", 20, "m", 1);
    pay(world, "b", "s", 30, "m", 1);
    world.process(feedback("a", "again", "q", 50, 0));
    String account = payments.ofAccount("a");
    assertThat(payments.held(world, account)).containsExactly("a/o", "a/p", "a/q");
    assertThat(world.memory(account).value(2)).isZero();
    assertThat(payments.held(world, payments.ofMerchant("m")))
        .containsExactlyInAnyOrder("b/r", "b/s");
    assertThat(world.memory(payments.ofMerchant("m")).value(0)).isOne();
    assertThat(world.memory(payments.ofMerchant("m")).value(1)).isOne();
    assertThat(world.lastCredit().memories()).anyMatch(memory -> memory.gradientNorm() > 0);
  }

  @Test
  void expiryEmptiesEveryKey() {
    World world = world();
    for (int i = 0; i < 20; i++) {
      pay(world, "a" + i % 3, "p" + i, 10 * i, i % 5 == 0 ? "" : "m" + i % 2, i % 2);
    }
    world.process(payment("a1", "pending", 300, "m1"), feedback("b", "f", "never", 300, 1));
    assertThat(world.state.size()).isGreaterThan(3 + 2 + 2);
    assertThat(world.count(Count.MEMORIES)).isPositive();
    assertEndsWithNothing(world);
  }

  /** Of accounts that are never heard of again. */
  @Test
  void memoriesAreLetGoAfterTheirTimeInEverySpace() {
    World world = world();
    pay(world, "a", "p", 0, "m", 1);
    world.process(payment("b", "q", settings.expireAfter - 1, "m"));
    assertThat(predicted(world, "merchant")).containsExactly("p");
    world.process(payment("b", "r", settings.expireAfter + 1_001, "m"));
    assertThat(world.lastPrediction().memoryIds()).isEmpty();
    assertThat(world.lastPrediction().readable()).isZero();
    assertEndsWithNothing(world);
  }

  private static void assertEndsWithNothing(World world) {
    world.advanceTo(World.END);
    assertThat(world.state.size()).as("keys left").isZero();
    assertThat(world.state.pollDue(Long.MAX_VALUE)).as("a timer left").isNull();
    for (Count level : List.of(Count.MEMORIES, Count.PENDING, Count.HELD)) {
      assertThat(world.count(level)).as("%s", level).isZero();
    }
  }
}
