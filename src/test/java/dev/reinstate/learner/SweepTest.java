package dev.reinstate.learner;

import static dev.reinstate.learner.World.observation;
import static dev.reinstate.learner.World.pair;
import static dev.reinstate.learner.World.pairs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reinstate.event.EventCounts;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Forget;
import dev.reinstate.memory.ExternalMemory;
import dev.reinstate.memory.Memory;
import dev.reinstate.memory.Precision;
import dev.reinstate.memory.Scan;
import dev.reinstate.memory.StoredVector;
import dev.reinstate.model.AutoencoderCodec;
import dev.reinstate.model.Codec;
import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.RefreshPolicy;
import dev.reinstate.state.HeapState;
import dev.reinstate.state.session.KeyGroups;
import dev.reinstate.state.session.KeySession;
import dev.reinstate.state.session.MemoryKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SweepTest {

  private static final long NOW = 1_000;

  private final TestSettings settings = new TestSettings();
  private final HeapState state = new HeapState();
  private final Map<String, KeySession> sessions = new HashMap<>();
  private LearnerSettings built;
  private Model model;
  private Sweep sweep;

  @BeforeEach
  void sweepFour() {
    settings.refresh = RefreshPolicy.SWEEP;
    settings.capacity = 6;
    settings.sweepPerBatch = 4;
  }

  private void open() {
    built = settings.build();
    model = new Model(built);
    sweep = restarted(SweepPosition.START);
  }

  private Sweep restarted(SweepPosition position) {
    Codec codec = new AutoencoderCodec(model.autoencoder(), Precision.INT8);
    Sweep opened = new Sweep(built, new MemoryKeys(built.spaces()), codec, state);
    opened.goOn(position);
    return opened;
  }

  private KeySession session(String key) {
    return sessions.computeIfAbsent(
        key,
        k ->
            new KeySession(
                k,
                state,
                new Scan(built.memoryLayout(0), Codec.of(built, model)),
                new KeyGroups(built.prediction(), new EventCounts())));
  }

  /** Writes memories, the first of the number given, one a millisecond. */
  private void remember(String key, int from, int to) {
    KeySession session = session(key);
    for (int i = from; i < to; i++) {
      byte[] code = new byte[settings.codeSize];
      new Random(i).nextBytes(code);
      for (int c = 0; c < code.length; c++) {
        code[c] = (byte) Math.max(-127, code[c]);
      }
      StoredVector embedding = new StoredVector(new byte[] {127, 0, 0, 0}, 1 / 127f);
      session.memory().write(new Memory("m" + i, i, embedding, 0, code, 1));
    }
    session.header().lastRead = NOW;
    session.headerChanged();
    session.flush();
    sweep.add(session);
  }

  /** A sweep after one more step of the model. */
  private int step() {
    float[] parameters = new float[model.embedding().parameterCount()];
    model.embedding().readParameters(parameters);
    model.loadEmbedding(model.version() + 1, parameters);
    return sweep.run(model, NOW, this::session);
  }

  private List<Long> versions(String key) {
    ExternalMemory memory = session(key).memory();
    int extent = session(key).header().ring.extent();
    return LongStream.range(0, extent).mapToObj(slot -> memory.version((int) slot)).toList();
  }

  @Test
  void keysComeInTurn() {
    open();
    remember("b", 0, 3);
    remember("a", 0, 3);
    remember("c", 0, 3);
    assertThat(step()).isEqualTo(4);
    assertThat(versions("a")).containsExactly(1L, 1L, 1L);
    assertThat(versions("b")).containsExactly(0L, 0L, 1L);
    assertThat(step()).isEqualTo(4);
    assertThat(versions("b")).containsExactly(2L, 2L, 1L);
    assertThat(versions("c")).containsExactly(0L, 2L, 2L);
    assertThat(step()).isEqualTo(4);
    assertThat(versions("c")).containsExactly(3L, 2L, 2L);
    assertThat(versions("a")).containsExactly(3L, 3L, 3L);
    assertThat(sweep.position()).isEqualTo(new SweepPosition("a", SweepPosition.DONE));
  }

  @Test
  void theNewestOfAKeyComeFirst() {
    open();
    remember("k", 0, 8);
    assertThat(step()).isEqualTo(4);
    assertThat(versions("k")).as("6 and 7 are in slots 0 and 1").isEqualTo(at(1, 1, 0, 0, 1, 1));
    remember("k", 8, 9);
    assertThat(step()).as("the one left").isEqualTo(1);
    assertThat(versions("k")).as("8 is in slot 2").isEqualTo(at(1, 1, 0, 2, 1, 1));
    assertThat(step()).isEqualTo(4);
    assertThat(versions("k")).isEqualTo(at(3, 3, 3, 2, 1, 3));
  }

  private static List<Long> at(long... versions) {
    return Arrays.stream(versions).boxed().toList();
  }

  @Test
  void memoriesOfTheModelAsItIsAreLookedAtAndLeftAsTheyAre() {
    open();
    remember("k", 0, 6);
    step();
    assertThat(sweep.run(model, NOW, this::session)).as("the oldest two").isEqualTo(2);
    remember("l", 0, 2);
    assertThat(sweep.run(model, NOW, this::session)).as("l's").isEqualTo(2);
    assertThat(sweep.run(model, NOW, this::session)).isZero();
    assertThat(versions("k")).isEqualTo(at(1, 1, 1, 1, 1, 1));
  }

  @Test
  void aKeyOfManyMemoriesIsFinishedUnderOneModel() {
    settings.sweepPerBatch = 1;
    open();
    remember("k", 0, 6);
    step();
    for (int i = 1; i < 6; i++) {
      assertThat(sweep.run(model, NOW, this::session)).isEqualTo(1);
    }
    assertThat(versions("k")).isEqualTo(at(1, 1, 1, 1, 1, 1));
  }

  @Test
  void nothingIsLookedAtTwiceForOneModel() {
    settings.sweepPerBatch = 1_000;
    open();
    remember("k", 0, 6);
    remember("l", 0, 6);
    assertThat(step()).isEqualTo(12);
    assertThat(sweep.run(model, NOW, this::session)).isZero();
    SweepPosition rest = sweep.position();
    for (int i = 0; i < 3; i++) {
      sweep.run(model, NOW, this::session);
    }
    assertThat(sweep.position()).isEqualTo(rest);
  }

  @Test
  void embeddingsAreThoseOfTheReinstatedObservations() {
    open();
    remember("k", 0, 2);
    step();
    byte[] codes = new byte[2 * settings.codeSize];
    float[] stored = new float[2 * settings.size];
    for (int slot = 0; slot < 2; slot++) {
      session("k").memory().readCode(slot, codes, slot * settings.codeSize);
      session("k").memory().readEmbedding(slot, stored, slot * settings.size);
    }
    float[] reinstated = new float[2 * settings.observationSize];
    new AutoencoderCodec(model.autoencoder(), Precision.INT8).decode(codes, 2, reinstated);
    float[] expected = new float[2 * settings.size];
    model.embedding().forward(reinstated, 2, expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) stored[i]).isCloseTo(expected[i], within(0.005));
    }
    assertThat(Arrays.copyOf(stored, 4)).isNotEqualTo(Arrays.copyOfRange(stored, 4, 8));
  }

  @Test
  void keysThatNobodyReadsAreSkippedUntilSomebodyDoes() {
    open();
    remember("idle", 0, 3);
    remember("awake", 0, 3);
    session("idle").header().lastRead = NOW - settings.sweepIdle - 1;
    session("awake").header().lastRead = NOW - settings.sweepIdle;
    sweep.add(session("idle"));
    sweep.add(session("awake"));
    assertThat(step()).isEqualTo(3);
    assertThat(versions("idle")).isEqualTo(at(0, 0, 0));
    assertThat(versions("awake")).isEqualTo(at(1, 1, 1));
    assertThat(sweep.position().key())
        .as("nobody knows when idle keys are found")
        .isEqualTo("awake");
    session("idle").header().lastRead = NOW;
    sweep.add(session("idle"));
    assertThat(step()).isEqualTo(4);
    assertThat(versions("idle")).isEqualTo(at(2, 2, 2));
  }

  @Test
  void memoriesThatTimeHasPassedDoNotCount() {
    settings.expireAfter = 160;
    settings.sweepPerBatch = 1;
    open();
    remember("k", 0, 2);
    KeySession session = session("k");
    session.memory().write(memoryAt(NOW));
    sweep.add(session);
    assertThat(step()).isEqualTo(1);
    assertThat(versions("k")).isEqualTo(at(0, 0, 1));
  }

  private Memory memoryAt(long time) {
    StoredVector embedding = new StoredVector(new byte[settings.size], 0);
    return new Memory("late", time, embedding, 0, new byte[settings.codeSize], 1);
  }

  @Test
  void aKeyWithoutMemoriesIsNotSwept() {
    open();
    remember("k", 0, 1);
    session("k").memory().remove(0);
    session("k").flush();
    sweep.flushed(session("k"));
    sessions.clear();
    step();
    assertThat(sessions).as("keys visited").isEmpty();
  }

  @Test
  void aForgottenKeyIsNowhere() {
    open();
    remember("a", 0, 6);
    remember("b", 0, 6);
    step();
    assertThat(sweep.position().key()).isEqualTo("a");
    sweep.forget("a");
    assertThat(sweep.position()).isEqualTo(SweepPosition.START);
    sessions.remove("a");
    step();
    assertThat(versions("b")).isEqualTo(at(0, 0, 2, 2, 2, 2));
    assertThat(sessions).containsOnlyKeys("b");
  }

  @Test
  void nothingIsSweptWhereThatIsNotAskedFor() {
    settings.refresh = RefreshPolicy.TOUCH;
    open();
    remember("k", 0, 6);
    assertThat(step()).isZero();
  }

  /** Also across restarts. */
  @Property(tries = 100, seed = "73")
  void noMemoryStaysStaleForLong(
      @ForAll @IntRange(max = 99_999) int seed, @ForAll @IntRange(min = 1, max = 40) int budget) {
    // its state is of no other try
    new SweepTest().assertThatNoMemoryStaysStaleForLong(new Random(seed), budget);
  }

  private void assertThatNoMemoryStaysStaleForLong(Random random, int budget) {
    sweepFour();
    settings.capacity = 2 + random.nextInt(150);
    settings.k = 2;
    settings.sweepPerBatch = budget;
    open();
    int memories = 0;
    List<String> keys = new ArrayList<>();
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      int size = 1 + random.nextInt(settings.capacity);
      remember("k" + i, 0, size);
      keys.add("k" + i);
      memories += size;
    }
    int turn = (memories + budget - 1) / budget;
    for (int i = 0; i < 3 * turn; i++) {
      step();
      if (random.nextInt(5) == 0) {
        sessions.values().forEach(KeySession::flush);
        sessions.clear();
        sweep = restarted(sweep.position());
      }
      if (i >= turn) {
        long oldest = model.version() - turn - 1;
        for (String key : keys) {
          assertThat(versions(key)).as("after step %d", i).allMatch(v -> v >= oldest);
        }
      }
    }
  }

  /** A learner whose autoencoder is good enough. */
  private World world() {
    World world = new World(settings.build());
    for (int i = 0; !world.model.ready(); i++) {
      world.process(observation("other", "o" + i, 0));
    }
    return world;
  }

  private static List<Long> versions(World world, String key, int count) {
    ExternalMemory memory = world.memory(key);
    return LongStream.range(0, count).mapToObj(slot -> memory.version((int) slot)).toList();
  }

  @Test
  void aSweepComesWithEachStepAndWithTheModelThatTheStepMade() {
    settings.capacity = 20;
    World world = world();
    world.process(pairs("k", 0, 4));
    assertThat(world.trainer.version()).isEqualTo(1);
    assertThat(versions(world, "k", 4)).isEqualTo(at(1, 1, 1, 1));
    world.process(pairs("k", 4, 7));
    assertThat(versions(world, "k", 7)).isEqualTo(at(1, 1, 1, 1, 1, 1, 1));
    assertThat(world.count(Count.REFRESHED)).isEqualTo(4);
    world.process(pairs("k", 7, 8));
    assertThat(versions(world, "k", 8)).isEqualTo(at(1, 1, 1, 1, 2, 2, 2, 2));
    assertThat(world.count(Count.REFRESHED)).isEqualTo(8);
  }

  @Test
  void touchedMemoriesAreSweptToo() {
    settings.capacity = 20;
    settings.refresh = RefreshPolicy.BOTH;
    World world = world();
    world.process(pairs("k", 0, 12));
    // the step made 3 of what feedback touched under 2, and the sweep looked at 4
    assertThat(versions(world, "k", 12)).contains(2L, 3L);
    assertThat(versions(world, "k", 12).stream().filter(v -> v == 3)).hasSize(4);
  }

  @Test
  void aForgottenKeyIsNotInTheSnapshot() {
    World world = world();
    world.process(pairs("k", 0, 4));
    assertThat(world.learner.snapshot().swept().key()).isEqualTo("k");
    world.process(new Forget("k", null, 100));
    assertThat(world.learner.snapshot().swept().key()).isEmpty();
    world.process(pairs("l", 0, 8));
    assertThat(world.learner.snapshot().swept().key()).isEqualTo("l");
  }

  @Test
  void expiredKeysAreNotSwept() {
    settings.expireAfter = 160;
    settings.horizon = 160;
    World world = world();
    world.process(pairs("k", 0, 4));
    world.advanceTo(2_000);
    world.process(pair("l", 300, 3_000, 1));
    world.process(pairs("l", 301, 304));
    assertThat(world.trainer.version()).isEqualTo(2);
    assertThat(world.learner.snapshot().swept().key()).isEqualTo("l");
    List<String> keys = new ArrayList<>();
    world.state.keys(keys::add);
    assertThat(keys).containsExactly("l");
  }

  /** They cost no heap, however many there are: not even their names. */
  @Test
  void idleKeysOfBeforeAreNotTakenIn() {
    settings.sweepIdle = 100;
    open();
    remember("read", 0, 3);
    for (int i = 0; i < 1_000; i++) {
      remember("idle" + i, 0, 1);
      session("idle" + i).header().lastRead = NOW - 101;
    }
    sweep = restarted(SweepPosition.START);
    assertThat(sweep.size()).isZero();
    assertThat(step()).isEqualTo(3);
    assertThat(sweep.size()).isOne();
    remember("idle7", 1, 2);
    assertThat(sweep.size()).isEqualTo(2);
  }
}
