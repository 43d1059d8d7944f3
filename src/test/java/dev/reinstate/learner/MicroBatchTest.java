package dev.reinstate.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.compute.Optimiser;
import dev.reinstate.compute.Similarity;
import dev.reinstate.credit.gradient.CreditMode;
import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.memory.CodePage;
import dev.reinstate.memory.Eviction;
import dev.reinstate.memory.Page;
import dev.reinstate.memory.PageFormat;
import dev.reinstate.memory.Precision;
import dev.reinstate.model.Model;
import dev.reinstate.settings.CodeKind;
import dev.reinstate.settings.CreditRead;
import dev.reinstate.settings.FeatureSettings;
import dev.reinstate.settings.HeadCombination;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.MissingFeatures;
import dev.reinstate.settings.ReadSettings;
import dev.reinstate.settings.RefreshPolicy;
import dev.reinstate.settings.RehearsalSettings;
import dev.reinstate.settings.RepeatPolicy;
import dev.reinstate.state.HeapState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Trained inline, results depend on the order of events alone. */
public class MicroBatchTest {

  /** Of any kind. */
  public static LearnerSettings settings(Random random) {
    return anySettings(random).build();
  }

  private static LearnerSettings settingsOfSeveralSpaces(Random random) {
    TestSettings settings = anySettings(random);
    settings.spaces = RandomSpaces.of(random);
    return settings.build();
  }

  static TestSettings anySettings(Random random) {
    TestSettings settings = new TestSettings();
    settings.target = Target.values()[random.nextInt(3)];
    settings.capacity = 3 + random.nextInt(90);
    settings.k = 2 + random.nextInt(Math.min(settings.capacity, 12) - 1);
    settings.codecAtWrite = random.nextBoolean();
    settings.refresh = RefreshPolicy.values()[random.nextInt(4)];
    settings.sweepPerBatch = 1 + random.nextInt(40);
    settings.sweepIdle = 20 + random.nextInt(1_500);
    settings.repeat =
        RepeatPolicy.values()[random.nextInt(settings.target == Target.CLASS ? 2 : 3)];
    settings.mode = CreditMode.values()[random.nextInt(CreditMode.values().length)];
    settings.creditRead = CreditRead.values()[random.nextInt(2)];
    settings.similarity = Similarity.values()[random.nextInt(4)];
    settings.embeddingPrecision = Precision.values()[random.nextInt(2)];
    settings.codePrecision = Precision.values()[random.nextInt(2)];
    settings.optimiser = Optimiser.Kind.values()[random.nextInt(2)];
    settings.batch = 1 + random.nextInt(20);
    settings.reads = reads(random);
    settings.features = features(random);
    int inputs = settings.observationSize + settings.features.indicators().length;
    if (settings.features.standardise() && random.nextBoolean()) {
      settings.codeKind = CodeKind.DIRECT;
      settings.codeSize = inputs;
    }
    settings.rehearsal =
        new RehearsalSettings(
            random.nextInt(2) * random.nextInt(30),
            300,
            random.nextInt(4_000),
            random.nextInt(900));
    settings.autoencoderRehearsal = random.nextInt(3);
    settings.autoencoderBatch = 1 + random.nextInt(12);
    settings.gate = random.nextBoolean() ? TestSettings.OPEN : 0.99;
    settings.eviction = Eviction.values()[random.nextInt(2)];
    settings.expireAfter = 200 + random.nextInt(2_000);
    return settings;
  }

  private static ReadSettings reads(Random random) {
    HeadCombination combination = HeadCombination.values()[random.nextInt(2)];
    return random.nextBoolean()
        ? ReadSettings.SIMPLE
        : new ReadSettings(
            1 << random.nextInt(3),
            random.nextBoolean(),
            random.nextInt(3) / 2.0,
            100,
            random.nextBoolean(),
            combination,
            new int[] {0, 3},
            random.nextBoolean(),
            combination == HeadCombination.LINEAR && random.nextBoolean(),
            combination == HeadCombination.LINEAR && random.nextBoolean());
  }

  private static FeatureSettings features(Random random) {
    int[] indicators = random.nextBoolean() ? new int[] {1} : new int[0];
    return new FeatureSettings(random.nextBoolean(), MissingFeatures.MEAN, indicators);
  }

  @Property(tries = 240, seed = "71")
  void resultsDoNotDependOnHowEventsAreCut(
      @ForAll @IntRange(max = 99_999) int seed, @ForAll @IntRange(min = 1, max = 250) int size) {
    assertSameHoweverCut(RandomStream.of(seed, size), settings(new Random(seed)), seed, true);
  }

  @Property(tries = 240, seed = "73")
  void resultsOfSeveralSpacesDoNotDependOnHowEventsAreCut(
      @ForAll @IntRange(max = 99_999) int seed, @ForAll @IntRange(min = 1, max = 250) int size) {
    assertSameHoweverCut(
        RandomStream.ofSeveralKeys(seed, size),
        settingsOfSeveralSpaces(new Random(seed)),
        seed,
        true);
  }

  /** Whether what has expired can still be forgotten is said by when its key is woken. */
  @Property(tries = 120, seed = "75")
  void norDoTheyWhereSomeOfItIsForgotten(
      @ForAll @IntRange(max = 99_999) int seed, @ForAll @IntRange(min = 1, max = 250) int size) {
    assertSameHoweverCut(
        RandomStream.withForgets(RandomStream.ofSeveralKeys(seed, size), seed),
        settingsOfSeveralSpaces(new Random(seed)),
        seed,
        false);
  }

  private static void assertSameHoweverCut(
      List<Event> events, LearnerSettings settings, int seed, boolean woken) {
    World whole = new World(settings);
    whole.process(events);
    whole.advanceTo(World.END);

    World cut = new World(settings);
    Random random = new Random(seed + 1);
    int longest = 1 + random.nextInt(60);
    for (int at = 0, to; at < events.size(); at = to) {
      to = Math.min(events.size(), at + 1 + random.nextInt(longest));
      cut.process(events.subList(at, to));
      if (woken && to < events.size() && random.nextBoolean()) {
        wake(cut, events.get(to), random);
      }
    }
    cut.advanceTo(World.END);
    assertSame(cut, whole);
    for (World world : List.of(whole, cut)) {
      assertThat(world.state.size()).isZero();
      assertThat(world.state.pollDue(Long.MAX_VALUE)).isNull();
      assertThat(world.count(Count.MEMORIES)).isZero();
    }
  }

  /** Event time may reach any time before that of the next event. */
  private static void wake(World world, Event next, Random random) {
    long reached = next.time() - 1 - random.nextInt(20);
    if (random.nextBoolean()) {
      world.advanceTo(reached);
    } else {
      world.learner.wake(anyKey(world, random), reached, world.out);
    }
  }

  /** One that state has, or none. */
  private static String anyKey(World world, Random random) {
    List<String> keys = new ArrayList<>(List.of("unknown"));
    world.state.keys(keys::add);
    Collections.sort(keys);
    return keys.get(random.nextInt(keys.size()));
  }

  @Property(tries = 80, seed = "72")
  void goesOnFromWhatWasSavedAsIfNothingHadHappened(
      @ForAll @IntRange(max = 99_999) int seed, @ForAll @IntRange(min = 1, max = 200) int size)
      throws IOException {
    assertGoesOn(RandomStream.of(seed, size), settings(new Random(seed)), seed);
  }

  @Property(tries = 80, seed = "74")
  void goesOnFromWhatWasSavedOfSeveralSpaces(
      @ForAll @IntRange(max = 99_999) int seed, @ForAll @IntRange(min = 1, max = 200) int size)
      throws IOException {
    assertGoesOn(
        RandomStream.ofSeveralKeys(seed, size), settingsOfSeveralSpaces(new Random(seed)), seed);
  }

  private static void assertGoesOn(List<Event> events, LearnerSettings settings, int seed)
      throws IOException {
    World whole = new World(settings);
    whole.process(events);
    whole.advanceTo(World.END);

    int middle = new Random(seed + 1).nextInt(events.size());
    World before = new World(settings);
    before.process(events.subList(0, middle));
    World after = restarted(before);
    after.process(events.subList(middle, events.size()));
    after.advanceTo(World.END);
    assertSame(after, whole);
  }

  /** Only keyed state and bytes survive. */
  private static World restarted(World before) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    before.learner.writeBack();
    before.learner.snapshot().write(out);
    before.learner.savePendingAges(out);
    before.learner.savePendingClasses(out);
    before.trainer.save(out, true);
    before.model.save(out);
    readCodesAgain(before.state);

    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    Model model = new Model(before.settings);
    World after = new World(before.settings, model, before.state, before.out);
    after.learner.restore(LearnerSnapshot.read(in));
    after.learner.restorePendingAges(in);
    after.learner.restorePendingClasses(in);
    after.trainer.restore(in);
    model.restore(in);
    assertThat(in.available()).isZero();
    return after;
  }

  /** What was computed beside the bytes of codes does not survive. */
  private static void readCodesAgain(HeapState state) throws IOException {
    List<String> keys = new ArrayList<>();
    state.keys(keys::add);
    for (String key : keys) {
      state.select(key);
      int pages = (state.header().ring.extent() + Page.SLOTS - 1) / Page.SLOTS;
      for (int number = 0; number < pages; number++) {
        CodePage codes = state.codes(number);
        if (codes != null) {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          PageFormat.write(codes, new DataOutputStream(bytes));
          ByteArrayInputStream in = new ByteArrayInputStream(bytes.toByteArray());
          state.putCodes(number, PageFormat.readCodes(new DataInputStream(in)));
        }
      }
    }
  }

  private static void assertSame(World actual, World expected) {
    assertThat(actual.out.predictionBits()).isEqualTo(expected.out.predictionBits());
    // records compare floats by their bits
    assertThat(actual.out.credits).isEqualTo(expected.out.credits);
    assertThat(actual.out.rejected).containsExactlyInAnyOrderElementsOf(expected.out.rejected);
    assertThat(eventCounts(actual)).isEqualTo(eventCounts(expected));
    assertThat(actual.learner.learningFrom()).isEqualTo(expected.learner.learningFrom());
    assertThat(parameters(actual)).containsExactly(parameters(expected));
    assertThat(actual.trainer.standardiserParameters())
        .containsExactly(expected.trainer.standardiserParameters());
    if (expected.trainer.hasAutoencoder()) {
      assertThat(actual.trainer.autoencoderParameters())
          .containsExactly(expected.trainer.autoencoderParameters());
    }
  }

  /** An expired memory is refreshed in vain unless its key was woken in between. */
  private static Map<Count, Long> eventCounts(World world) {
    Map<Count, Long> eventCounts = world.learner.eventCounts().toMap();
    eventCounts.remove(Count.REFRESHED);
    return eventCounts;
  }

  private static float[] parameters(World world) {
    return world.model.learned();
  }
}
