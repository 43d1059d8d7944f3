package dev.reinstate.learner.reinstatement;

import static dev.reinstate.learner.Payments.credited;
import static dev.reinstate.learner.Payments.payment;
import static dev.reinstate.learner.Payments.predicted;
import static dev.reinstate.learner.World.feedback;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.credit.gradient.CreditMode;
import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Credit;
import dev.reinstate.event.Credit.MemoryCredit;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Observation;
import dev.reinstate.learner.Payments;
import dev.reinstate.learner.TestSettings;
import dev.reinstate.learner.World;
import dev.reinstate.memory.Precision;
import dev.reinstate.settings.CodeKind;
import dev.reinstate.settings.CreditRead;
import dev.reinstate.settings.FeatureSettings;
import dev.reinstate.settings.HeadCombination;
import dev.reinstate.settings.MissingFeatures;
import dev.reinstate.settings.NamedRead;
import dev.reinstate.settings.ReadSettings;
import dev.reinstate.settings.RefreshPolicy;
import dev.reinstate.settings.RehearsalSettings;
import dev.reinstate.settings.SpacesSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** Credit of predictions that make several reads. */
class SeveralReadsTest {

  private static final int PAYMENTS = 40;

  /** With everything that a read may have. */
  private static final ReadSettings FULL =
      new ReadSettings(
          2, true, 1, 100, true, HeadCombination.LINEAR, new int[] {0, 3}, true, true, true);

  private final TestSettings settings = new TestSettings();
  private Payments payments = Payments.of(8, 4, 0.5, 2);

  @BeforeEach
  void open() {
    settings.spaces = payments.spaces();
  }

  /** Some of which have no merchant; each is repeated once. */
  private static List<Event> events(int count) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String account = "a" + i % 3;
      String id = "p" + i;
      events.add(payment(account, id, 10L * i, i % 7 == 6 ? "" : "m" + i % 2));
      events.add(feedback(account, "f", id, 10L * i + 4, i % 2));
      events.add(feedback(account, "g", id, 10L * i + 6, i % 5 == 0 ? 0 : i % 2));
    }
    return events;
  }

  static Stream<Arguments> modesAndReads() {
    return Stream.of(CreditMode.values())
        .flatMap(mode -> Stream.of(CreditRead.values()).map(read -> Arguments.of(mode, read)));
  }

  @ParameterizedTest
  @MethodSource("modesAndReads")
  void everyModeCreditsEveryRead(CreditMode mode, CreditRead read) {
    settings.mode = mode;
    settings.creditRead = read;
    settings.refresh = RefreshPolicy.BOTH;
    settings.rehearsal = new RehearsalSettings(4, 10_000, 1 << 20, 0);
    for (Target target : Target.values()) {
      for (ReadSettings reads : List.of(ReadSettings.SIMPLE, FULL)) {
        settings.target = target;
        settings.reads = reads;
        World world = new World(settings.build());
        world.process(events(PAYMENTS));
        assertThat(world.out.credits).hasSize(2 * PAYMENTS);
        assertThat(world.out.rejected).isEmpty();
        world.out.credits.forEach(SeveralReadsTest::assertFinite);
        assertThat(world.model.version()).isEqualTo(mode == CreditMode.FROZEN ? 0 : 20);
        assertThat(world.trainer.skipped()).isZero();
        assertThat(world.count(Count.GRADIENTS_DROPPED)).isLessThan(8);
        List<MemoryCredit> all =
            world.out.credits.stream().flatMap(credit -> credit.memories().stream()).toList();
        assertThat(all)
            .extracting(MemoryCredit::read)
            .contains("account", "merchant", "all")
            .doesNotContain("");
        for (String name : List.of("account", "merchant", "all")) {
          assertThat(all)
              .filteredOn(memory -> memory.read().equals(name))
              .anyMatch(memory -> memory.credit() > 0)
              .anyMatch(memory -> memory.credit() < 0);
          assertThat(
                  all.stream()
                      .filter(memory -> memory.read().equals(name))
                      .anyMatch(memory -> memory.gradientNorm() > 0))
              .as("a gradient through memories of %s", name)
              .isEqualTo(mode != CreditMode.FROZEN && mode != CreditMode.QUERY_ONLY);
        }
      }
    }
  }

  private static void assertFinite(Credit credit) {
    assertThat(credit.loss()).isFinite();
    for (MemoryCredit memory : credit.memories()) {
      assertThat(memory.weight()).isBetween(0f, 1f);
      assertThat(memory.credit()).isFinite();
      assertThat(memory.leaveOneOut()).isFinite();
      assertThat(memory.gradientNorm()).isFinite();
    }
  }

  /** No step is made, so that all modes have the same network and the same reads. */
  private List<Credit> credits(CreditMode mode) {
    settings.codecAtWrite = false;
    settings.mode = mode;
    settings.batch = 1_000;
    settings.reads = FULL;
    World world = new World(settings.build());
    world.process(events(PAYMENTS));
    return world.out.credits;
  }

  /** The codes of the mode exact are others, and with them what the code heads say. */
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "EXACT")
  void weightsCreditsAndLeaveOneOutAreThoseOfTheRecordedReadsInEveryMode(CreditMode mode) {
    List<Credit> expected = credits(CreditMode.DIRECT);
    List<Credit> credits = credits(mode);
    for (int i = 0; i < credits.size(); i++) {
      assertThat(credits.get(i).loss()).isEqualTo(expected.get(i).loss());
      assertThat(credits.get(i).memories())
          .usingRecursiveFieldByFieldElementComparatorOnFields(
              "memoryId", "memoryTime", "weight", "credit", "leaveOneOut", "evicted", "read")
          .isEqualTo(expected.get(i).memories());
    }
  }

  /** Three payments before q, and one after it; feedback comes when all of them are known. */
  private World world() {
    payments = Payments.of(8, 4, 1, 2);
    open();
    World world = new World(settings.build());
    world.process(
        payment("a", "o", 0, "m"),
        payment("b", "o", 1, "m"),
        payment("b", "p", 2, "n"),
        feedback("a", "f", "o", 3, 1),
        payment("a", "q", 4, "m"),
        feedback("b", "f", "o", 5, 0),
        payment("a", "later", 6, "m"),
        feedback("a", "f", "later", 7, 0),
        feedback("b", "f", "p", 8, 1));
    return world;
  }

  @Test
  void aRepeatedReadCreditsWhatIsKnownByThenUnderEachKeyOfObservationsBefore() {
    settings.creditRead = CreditRead.REPEATED;
    World world = world();
    world.process(feedback("a", "f", "q", 9, 1));
    assertThat(credited(world, "account")).containsExactly("o");
    assertThat(credited(world, "merchant")).containsExactlyInAnyOrder("o", "o");
    assertThat(credited(world, "all")).containsExactlyInAnyOrder("o", "o", "p");

    // the observation itself is readable now, but does not count
    world.process(feedback("a", "g", "q", 10, 0));
    assertThat(credited(world, "account")).containsExactly("o");
    assertThat(credited(world, "merchant")).containsExactlyInAnyOrder("o", "o");
    assertThat(credited(world, "all")).containsExactlyInAnyOrder("o", "o", "p");
  }

  @Test
  void theRecordedReadsAreCreditedUnlessAskedOtherwise() {
    World world = world();
    world.process(feedback("a", "f", "q", 9, 1));
    for (String read : List.of("account", "merchant", "all")) {
      assertThat(credited(world, read)).containsExactly("o");
    }
  }

  @Test
  void ofObservationsAtTheSameTimeThoseOfLowerKeysAndThenOfLowerIdsCount() {
    settings.creditRead = CreditRead.REPEATED;
    payments = Payments.of(8, 8, 6, 1, 1);
    settings.k = 6;
    open();
    World world = new World(settings.build());
    List<Event> events = new ArrayList<>();
    for (String account : List.of("a", "b", "c")) {
      for (String id : List.of("1", "2")) {
        events.add(payment(account, account + id, 0, "m"));
      }
    }
    for (Event event : List.copyOf(events)) {
      if (!event.observationId().equals("b2")) {
        events.add(feedback(event.key(), "f", event.observationId(), 1, 1));
      }
    }
    events.add(feedback("b", "f", "b2", 2, 0));
    world.process(events);
    assertThat(credited(world, "account")).containsExactly("b1");
    assertThat(credited(world, "merchant")).containsExactlyInAnyOrder("a1", "a2", "b1");
    assertThat(credited(world, "all")).containsExactlyInAnyOrder("a1", "a2", "b1");
  }

  @Test
  void anObservationThatIsNoMemoryKeepsItsRecordedRead() {
    settings.creditRead = CreditRead.REPEATED;
    payments = Payments.of(8, 4, 1e-9, 1);
    settings.spaces =
        new SpacesSettings(
            List.of(payments.spaces().spaces().get(Payments.ALL)),
            List.of(new NamedRead("all", 0, List.of())));
    World world = new World(settings.build());
    world.process(
        payment("a", "p", 0, ""), feedback("a", "f", "p", 1, 1), feedback("a", "g", "p", 2, 0));
    assertThat(world.count(Count.MATCHED)).isEqualTo(2);
    assertThat(world.count(Count.MEMORIES)).isZero();
    assertThat(world.lastCredit().memories()).isEmpty();
  }

  /** What each space has of an embedding is written back to that space. */
  @Test
  void whatIsReinstatedIsRefreshedInEverySpace() {
    settings.refresh = RefreshPolicy.TOUCH;
    settings.embeddingPrecision = Precision.FLOAT32;
    settings.autoencoderBatch = 1_000_000;
    payments = Payments.of(8, 4, 1, 1);
    settings.batch = 1_000;
    open();
    World world = new World(settings.build());
    world.process(payment("a", "p", 0, "m"), feedback("a", "f", "p", 1, 1));
    world.process(payment("a", "q", 2, "m"), feedback("a", "f", "q", 3, 0));
    world.process(payment("a", "r", 4, "m"));
    float[] parameters = new float[world.model.embedding().parameterCount()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) Math.sin(i);
    }
    world.model.loadEmbedding(77, parameters);
    world.process(feedback("a", "f", "r", 5, 1));
    Map<String, Refreshes.Refresh> refreshes = new HashMap<>();
    world
        .learner
        .snapshot()
        .refreshes()
        .forEach(refresh -> refreshes.put(refresh.key() + refresh.id(), refresh));
    // of p, q and r each, in three spaces
    assertThat(refreshes).hasSize(9);
    int space = 0;
    for (String key :
        List.of(payments.ofAccount("a"), payments.ofMerchant("m"), payments.ofAll().get(0))) {
      for (String id : List.of("p", "q", "r")) {
        Refreshes.Refresh refresh = refreshes.get(key + "a\0" + id);
        assertThat(refresh.version()).isEqualTo(77);
        float[] part = new float[settings.size];
        settings.embeddingPrecision.restore(refresh.embedding(), part.length, part, 0);
        int slot = payments.held(world, key).indexOf("a/" + id);
        assertThat(part)
            .containsExactly(Payments.embedded(world, key, slot, space), Offset.offset(1e-6f));
      }
      space++;
    }
  }

  private Map<CreditMode, Double> cosinesToExact(int payments) {
    World world = new World(settings.build());
    List<Event> events = events(payments);
    Map<String, float[]> raw = new HashMap<>();
    for (Event event : events) {
      if (event instanceof Observation observation) {
        raw.put(event.key() + " " + event.observationId(), observation.features());
      }
    }
    GradientProbe probe =
        new GradientProbe(world.settings, world.model, 1, (key, id) -> raw.get(key + " " + id));
    world.learner.probe(probe);
    world.process(events);
    assertThat(world.model.version()).isPositive();
    return probe.cosines();
  }

  @ParameterizedTest
  @EnumSource(names = {"REINSTATED", "EXACT"})
  void gradientsOfAllModesAreCompared(CreditMode own) {
    settings.mode = own;
    settings.codecAtWrite = false;
    Map<CreditMode, Double> cosines = cosinesToExact(PAYMENTS);
    assertThat(cosines).hasSize(5);
    cosines.forEach((mode, cosine) -> assertThat(cosine).as(mode.label()).isBetween(-1.0, 1.0));
  }

  /**
   * Before the first step, of networks and of the standardiser, with codes that lose nothing. Some
   * memories are evicted by then.
   */
  @ParameterizedTest
  @EnumSource
  void withoutStalenessTheApproximationsAreExact(CreditRead read) {
    settings.creditRead = read;
    settings.reads = FULL;
    payments = Payments.of(4, 3, 3, 0.5, 2);
    settings.k = 3;
    open();
    settings.features = new FeatureSettings(true, MissingFeatures.MEAN, new int[0]);
    settings.codeKind = CodeKind.DIRECT;
    settings.codeSize = settings.observationSize;
    settings.codePrecision = Precision.FLOAT32;
    settings.embeddingPrecision = Precision.FLOAT32;
    settings.batch = 2 * 15;
    Map<CreditMode, Double> cosines = cosinesToExact(15);
    for (CreditMode mode :
        List.of(CreditMode.REINSTATED, CreditMode.DIRECT, CreditMode.TARGET, CreditMode.HYBRID)) {
      assertThat(cosines.get(mode)).as(mode.label()).isCloseTo(1, Offset.offset(1e-9));
    }
    assertThat(cosines.get(CreditMode.QUERY_ONLY)).isLessThan(0.99);
  }

  @Test
  void memoriesAreDecodedWhateverKeyTheyAreUnder() {
    payments = Payments.of(8, 4, 0.5, 2);
    settings.mode = CreditMode.EXACT;
    open();
    World world = new World(settings.build());
    Observation own = payment("a", "p", 0, "m");
    world.process(own, feedback("a", "f", "p", 1, 1));
    world.process(payment("b", "p", 2, "n"), feedback("b", "f", "p", 3, 1));
    MemoryDecoder decoder = new MemoryDecoder(world.settings, world.model, world.state);
    assertThat(decoder.own(own).key()).isEqualTo("a");
    assertThat(decoder.own(own).features()).containsExactly(own.features(), Offset.offset(1e-6f));
    assertThat(decoder.own(payment("a", "q", 4, "m"))).isNull();

    Observation later = payment("c", "q", 5, "m");
    MemoryDecoder.Decoded read = decoder.read(later, "merchant", "p");
    assertThat(read.key()).isEqualTo("a");
    assertThat(read.features()).containsExactly(own.features(), Offset.offset(1e-6f));
    assertThat(decoder.read(later, "account", "p")).isNull();
    assertThat(decoder.read(payment("c", "q", 5, ""), "merchant", "p")).isNull();
  }

  @Test
  void predictionsAndCreditsNameTheSameReads() {
    World world = new World(settings.build());
    world.process(events(PAYMENTS));
    world.process(payment("a0", "last", 10_000, "m1"));
    List<String> merchant = predicted(world, "merchant");
    List<String> all = predicted(world, "all");
    world.process(feedback("a0", "f", "last", 10_001, 1));
    assertThat(credited(world, "merchant")).isEqualTo(merchant).isNotEmpty();
    assertThat(credited(world, "all")).isEqualTo(all).isNotEmpty();
  }
}
