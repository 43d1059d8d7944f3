package dev.reinstate.learner;

import static dev.reinstate.learner.Payments.credited;
import static dev.reinstate.learner.Payments.payment;
import static dev.reinstate.learner.Payments.predicted;
import static dev.reinstate.learner.World.feedback;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.Credit.MemoryCredit;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Forget;
import dev.reinstate.learner.reinstatement.Refreshes.Refresh;
import dev.reinstate.memory.IdHash;
import dev.reinstate.settings.RefreshPolicy;
import dev.reinstate.settings.RehearsalSettings;
import dev.reinstate.state.EvictedId;
import dev.reinstate.state.Rehearsed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is forgotten of a key is gone from every space, whatever key it is stored under there. */
class SpacesForgetTest {

  private final TestSettings settings = new TestSettings();
  private Payments payments = Payments.of(32, 4, 1, 2);
  private World world;

  @BeforeEach
  void open() {
    settings.spaces = payments.spaces();
    world = new World(settings.build());
  }

  private static Forget account(String account) {
    return new Forget(account, null, 0);
  }

  private static Forget payment(String account, String id) {
    return new Forget(account, id, 0);
  }

  private void pay(String account, String id, long time, String merchant, double target) {
    world.process(
        Payments.payment(account, id, time, merchant),
        feedback(account, "f", id, time + 1, target));
  }

  /** Three payments each of two accounts, by the same ids, to the same two merchants. */
  private void payAll() {
    for (int i = 0; i < 3; i++) {
      for (String account : List.of("secret", "other")) {
        pay(account, "p" + i, 10L * i, "m" + i % 2, i % 2);
      }
    }
  }

  /** All that is held, under whatever key. */
  private List<String> held() {
    List<String> keys = new ArrayList<>();
    world.state.keys(keys::add);
    return keys.stream().flatMap(key -> payments.held(world, key).stream()).toList();
  }

  private double known(String key) {
    world.state.select(key);
    double sum = 0;
    for (double n : world.state.header().known.sums()) {
      sum += n;
    }
    return sum;
  }

  private void assertEndsWithNothing() {
    world.advanceTo(World.END);
    assertThat(world.state.size()).as("keys left").isZero();
    assertThat(world.state.pollDue(Long.MAX_VALUE)).as("a timer left").isNull();
    assertThat(world.count(Count.MEMORIES)).isZero();
    assertThat(world.count(Count.PENDING)).isZero();
  }

  @Test
  void aKeyIsGoneFromEverySpace() {
    payAll();
    world.process(Payments.payment("secret", "pending", 40, "m0"));
    world.process(feedback("secret", "f", "never", 41, 1));
    assertThat(held()).filteredOn(id -> id.startsWith("secret/")).hasSize(9);

    world.process(account("secret"));
    assertThat(held())
        .hasSize(9)
        .allMatch(id -> id.startsWith("other/"))
        .contains("other/p0", "other/p1", "other/p2");
    assertThat(world.count(Count.MEMORIES_FORGOTTEN)).isEqualTo(9);
    assertThat(world.count(Count.MEMORIES)).isEqualTo(9);
    assertThat(world.count(Count.FORGOTTEN)).isOne();
    assertThat(world.count(Count.PENDING)).isZero();
    assertThat(world.count(Count.HELD)).isZero();
    assertThat(known(payments.ofMerchant("m0"))).as("values known of the merchant").isEqualTo(2);
    world.state.select(payments.ofAccount("secret"));
    assertThat(world.state.header()).isNull();
    world.state.select("secret");
    assertThat(world.state.header()).isNull();
    assertEndsWithNothing();
  }

  @Test
  void itsNameIsUnderNoKeyOfState() {
    payAll();
    world.process(account("secret"));
    List<String> keys = new ArrayList<>();
    world.state.keys(keys::add);
    assertThat(keys).isNotEmpty().noneMatch(key -> key.contains("secret"));
  }

  @Test
  void aKeyBeginsAnew() {
    payAll();
    world.process(account("secret"));
    pay("secret", "p0", 100, "m0", 1);
    assertThat(world.count(Count.OBSERVATIONS_DUPLICATE)).isZero();
    assertThat(world.count(Count.DUPLICATE)).isZero();
    assertThat(predicted(world, "account")).isEmpty();
    assertThat(predicted(world, "merchant")).containsExactlyInAnyOrder("p0", "p2");
    assertThat(held()).filteredOn(id -> id.startsWith("secret/")).hasSize(3);
  }

  @Test
  void whatTheSameMicroBatchDidBeforeIsGoneToo() {
    world.process(
        Payments.payment("secret", "p", 0, "m"),
        feedback("secret", "f", "p", 1, 1),
        account("secret"),
        Payments.payment("other", "q", 2, "m"));
    assertThat(held()).isEmpty();
    assertThat(world.lastPrediction().memoryIds()).isEmpty();
    assertEndsWithNothing();
  }

  @Test
  void onePaymentIsGoneAndOnesOfTheSameIdStay() {
    payAll();
    world.process(payment("secret", "p1"));
    assertThat(held())
        .hasSize(15)
        .doesNotContain("secret/p1")
        .contains("secret/p0", "secret/p2", "other/p1");
    assertThat(held()).filteredOn("other/p1"::equals).hasSize(3);
    assertThat(world.count(Count.MEMORIES_FORGOTTEN)).isEqualTo(3);
    assertThat(known(payments.ofMerchant("m1"))).isOne();
    assertThat(known(payments.ofAccount("secret"))).isEqualTo(2);

    world.process(Payments.payment("other", "q", 50, "m1"));
    assertThat(predicted(world, "merchant")).containsExactly("p1");
    world.process(feedback("secret", "again", "p1", 60, 1));
    assertThat(world.count(Count.HELD)).as("its feedback knows no observation").isOne();
    assertEndsWithNothing();
  }

  @Test
  void aPendingPaymentIsGone() {
    payAll();
    world.process(Payments.payment("secret", "pending", 40, "m0"), payment("secret", "pending"));
    assertThat(world.count(Count.PENDING)).isZero();
    world.process(feedback("secret", "f", "pending", 50, 1));
    assertThat(world.count(Count.MATCHED)).isEqualTo(6);
    assertThat(held()).hasSize(18);
  }

  /** After its horizon nothing but the memories knows of a payment. */
  @Test
  void aMemoryThatOutlivesItsTraceIsFound() {
    pay("secret", "p", 0, "m", 1);
    world.advanceTo(5_000);
    assertThat(held()).hasSize(3);
    world.process(payment("secret", "p"));
    assertThat(held()).isEmpty();
    assertEndsWithNothing();
  }

  @Test
  void theLastMemoryTakesItsKeysWithIt() {
    pay("secret", "p", 0, "m", 1);
    world.process(account("secret"));
    assertThat(world.state.size()).isZero();
    assertThat(world.state.pollDue(Long.MAX_VALUE)).isNull();
  }

  @Test
  void readsOfOthersAreAsIfItHadNotBeenRead() {
    payAll();
    world.process(Payments.payment("other", "q", 50, "m0"));
    assertThat(predicted(world, "merchant")).containsExactlyInAnyOrder("p0", "p2", "p0", "p2");
    world.process(account("secret"), feedback("other", "f", "q", 60, 1));

    assertThat(credited(world, "account")).containsExactlyInAnyOrder("p0", "p1", "p2");
    assertThat(credited(world, "merchant")).containsExactlyInAnyOrder("p0", "p2");
    assertThat(world.lastCredit().memories()).noneMatch(MemoryCredit::evicted);
    double weights = 0;
    double credits = 0;
    for (MemoryCredit memory : world.lastCredit().memories()) {
      weights += memory.read().equals("merchant") ? memory.weight() : 0;
      credits += memory.read().equals("merchant") ? memory.credit() : 0;
    }
    assertThat(weights).isBetween(1 - 1e-6, 1 + 1e-6);
    assertThat(credits).isBetween(-1e-6, 1e-6);
  }

  @Test
  void readsOfOthersDoNotKnowAnEvictedMemoryThatIsForgotten() {
    payments = Payments.of(32, 3, 3, 1, 1);
    open();
    pay("secret", "p", 0, "m", 1);
    pay("other", "p", 10, "m", 0);
    pay("other", "q", 20, "m", 0);
    world.process(Payments.payment("third", "waits", 30, "m"));
    pay("other", "r", 40, "m", 0);
    pay("other", "s", 50, "m", 0);
    String merchant = payments.ofMerchant("m");
    assertThat(payments.held(world, merchant)).doesNotContain("secret/p", "other/p");
    assertThat(name(merchant, "secret", "p")).isNotNull();
    assertThat(name(merchant, "other", "p")).isNotNull();

    world.process(payment("secret", "p"));
    assertThat(name(merchant, "secret", "p")).isNull();
    assertThat(name(merchant, "other", "p")).isNotNull();
    world.process(feedback("third", "f", "waits", 90, 1));
    assertThat(world.lastCredit().memories())
        .filteredOn(memory -> memory.read().equals("merchant"))
        .extracting(
            memory -> memory.memoryId() + " " + memory.memoryTime() + " " + memory.evicted())
        .containsExactlyInAnyOrder("p 10 true", "q 20 false");
    assertEndsWithNothing();
  }

  /** The name of an evicted memory. */
  private EvictedId name(String key, String account, String id) {
    world.state.select(key);
    return world.state.name(IdHash.of(account + '\0' + id));
  }

  @Test
  void anEmbeddingThatWaitsToBeRefreshedDoesNotComeBack() {
    settings.batch = 1_000;
    open();
    payAll();
    world.process(Payments.payment("other", "q", 50, "m0"), feedback("other", "f", "q", 60, 1));
    assertThat(refreshed()).contains("secret/p0", "other/p0");

    world.process(payment("secret", "p0"));
    assertThat(refreshed()).contains("other/p0", "secret/p2").doesNotContain("secret/p0");
    world.process(account("secret"));
    assertThat(refreshed()).contains("other/p0").noneMatch(id -> id.startsWith("secret/"));
  }

  private List<String> refreshed() {
    return world.learner.snapshot().refreshes().stream()
        .map(Refresh::id)
        .map(id -> id.replace('\0', '/'))
        .toList();
  }

  /** Its own feedback, and that of others with its memories in it. */
  @Test
  void nothingOfItIsRehearsed() {
    settings.rehearsal = new RehearsalSettings(4, 100_000, 1 << 20, 0);
    open();
    payAll();
    pay("stranger", "p", 50, "m0", 1);
    pay("stranger", "q", 60, "elsewhere", 1);
    world.learner.writeBack();
    assertThat(rehearsed()).anyMatch(example -> example.isOf("secret"));
    long before = rehearsed().size();

    world.process(account("secret"));
    world.learner.writeBack();
    assertThat(rehearsed()).noneMatch(example -> example.isOf("secret"));
    assertThat(rehearsed().size()).isLessThan((int) before);
  }

  private List<Rehearsed> rehearsed() {
    List<Rehearsed> rehearsed = new ArrayList<>();
    for (String key : world.state.rehearsed().keys()) {
      for (Map.Entry<Integer, Rehearsed> item : world.state.rehearsed().items(key)) {
        rehearsed.add(item.getValue());
      }
    }
    return rehearsed;
  }

  @ParameterizedTest
  @EnumSource(RefreshPolicy.class)
  void theLearnerGoesOn(RefreshPolicy refresh) {
    settings.refresh = refresh;
    settings.rehearsal = new RehearsalSettings(4, 100_000, 1 << 20, 0);
    settings.sweepPerBatch = 2;
    open();
    for (int round = 0; round < 6; round++) {
      for (int i = 0; i < 8; i++) {
        String account = i % 2 == 0 ? "secret" : "other";
        pay(account, "p" + round + "-" + i, 100L * round + 10 * i, "m" + i % 3, i % 2);
      }
      world.process(round % 2 == 0 ? account("secret") : payment("other", "p" + round + "-1"));
    }
    assertThat(world.model.version()).isGreaterThan(5);
    assertThat(held()).noneMatch(id -> id.startsWith("other/p1-1")).isNotEmpty();
    world.process(account("secret"), account("other"));
    assertThat(world.state.size()).isZero();
    assertThat(world.count(Count.MEMORIES)).isZero();
  }

  @Test
  void forgettingTwiceIsForgettingOnce() {
    payAll();
    world.process(account("secret"), account("secret"), payment("secret", "p0"));
    world.process(account("unknown"), payment("other", "unknown"));
    assertThat(world.count(Count.MEMORIES_FORGOTTEN)).isEqualTo(9);
    assertThat(held()).hasSize(9);
  }

  /** A merchant is no key of observations, though accounts of the same name may be. */
  @Test
  void theNameOfAMerchantIsNotThatOfAnAccount() {
    pay("m", "p", 0, "x", 1);
    pay("other", "q", 10, "m", 1);
    world.process(account("m"));
    assertThat(held()).containsOnly("other/q").hasSize(3);
  }
}
