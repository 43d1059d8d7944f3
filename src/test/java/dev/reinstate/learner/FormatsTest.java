package dev.reinstate.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.reinstate.GoldenBytes;
import dev.reinstate.credit.HeadMixture;
import dev.reinstate.event.DefaultFeedback;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.EventFormat;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Floats;
import dev.reinstate.event.Forget;
import dev.reinstate.event.IdHash;
import dev.reinstate.event.Observation;
import dev.reinstate.learner.reinstatement.Refreshes;
import dev.reinstate.memory.Ring;
import dev.reinstate.memory.StoredVector;
import dev.reinstate.model.FeedbackScaleSnapshot;
import dev.reinstate.model.Model;
import dev.reinstate.model.ScaleSnapshot;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.RehearsalSettings;
import dev.reinstate.state.DueChunk;
import dev.reinstate.state.DueQueue;
import dev.reinstate.state.EvictedId;
import dev.reinstate.state.HeapState;
import dev.reinstate.state.HeldFeedback;
import dev.reinstate.state.KeyHeader;
import dev.reinstate.state.KeyHeaderFormat;
import dev.reinstate.state.RecordedRead;
import dev.reinstate.state.RehearsalFormat;
import dev.reinstate.state.Rehearsed;
import dev.reinstate.state.RehearsedObservation;
import dev.reinstate.state.Trace;
import dev.reinstate.state.TraceFormat;
import dev.reinstate.state.ValueStatistics;
import dev.reinstate.state.session.KeyGroupSnapshot;
import dev.reinstate.state.session.SubtaskShare;
import dev.reinstate.training.GradientSum;
import dev.reinstate.training.ModelFile;
import dev.reinstate.training.Rehearsal;
import dev.reinstate.training.SampleCounts;
import dev.reinstate.training.SavedModel;
import dev.reinstate.training.SavedSample;
import dev.reinstate.training.Trainer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Bytes of every format are read as what they were written from, and those of the newest are
 * written as they were.
 */
class FormatsTest {

  private static final RecordedRead READ =
      new RecordedRead(
          new int[] {3, 70},
          new long[] {IdHash.of("m3"), IdHash.of("größe")},
          null,
          new float[] {0.75f, 0.25f},
          new double[] {1, -0.5},
          new long[] {100, -200},
          HeadMixture.SIMPLE);
  private static final double ERROR = 0.24;
  private static final RecordedRead FULL_READ =
      new RecordedRead(
          new int[] {3, 70},
          new long[] {IdHash.of("m3"), IdHash.of("größe")},
          null,
          new float[] {0.5f, 0.25f, 0.125f, 0.625f},
          new double[] {1, 0},
          new long[] {100, -200},
          new HeadMixture(
              new float[] {0.25f, 0.25f},
              new float[] {0.25f, 0.75f, 0.5f, 0.5f},
              new float[] {0.375f, 0.625f},
              new float[] {-1.5f}));
  private static final Feedback FEEDBACK =
      new Feedback("k", "f", "o", 1_000, 900, 1.5, 0.5f, new Feedback.Origin(3, 77));

  private static Trace pending() {
    return Trace.pending(
        5,
        6,
        new StoredVector(new byte[] {1, -127}, 0.5f),
        new byte[] {9, 8, 7},
        new float[] {0.25f, 0.75f},
        READ);
  }

  /** As formats 1 and 2 held it: with the ids of memories. */
  private static Trace former(Trace trace) {
    return trace.withRead(trace.read().withIds(new String[] {"m3", "größe"}));
  }

  @Test
  void pendingTraces() throws IOException {
    Trace trace = pending().at(5);
    GoldenBytes.assertWritten("v3/trace-pending", out -> TraceFormat.write(trace, out));
    assertSame(TraceFormat.readTrace(GoldenBytes.in("v3/trace-pending")), trace);
  }

  @Test
  void matchedTraces() throws IOException {
    Trace trace = pending().at(5).matched(4, 1, "f").matched(4, 0, "g");
    GoldenBytes.assertWritten("v3/trace-matched", out -> TraceFormat.write(trace, out));
    assertSame(TraceFormat.readTrace(GoldenBytes.in("v3/trace-matched")), trace);
  }

  @Test
  void tracesOfReadsInFull() throws IOException {
    Trace trace = pending().at(5).withRead(FULL_READ);
    GoldenBytes.assertWritten("v3/trace-full", out -> TraceFormat.write(trace, out));
    assertSame(TraceFormat.readTrace(GoldenBytes.in("v3/trace-full")), trace);
  }

  @Test
  void tracesOfFormat1() throws IOException {
    assertSame(TraceFormat.readTrace(GoldenBytes.in("v1/trace-pending")), former(pending()));
    assertSame(
        TraceFormat.readTrace(GoldenBytes.in("v1/trace-matched")),
        former(pending().matched(4, 1, "f").matched(4, 0, "g")));
    assertSame(
        TraceFormat.readTrace(GoldenBytes.in("v1/trace-defaulted")),
        former(pending().withDefaultFeedback(4, 1)));
  }

  /** They are written as they were until their key is worked on. */
  @Test
  void tracesOfFormat2() throws IOException {
    for (Map.Entry<String, Trace> trace :
        Map.of(
                "v2/trace-pending", former(pending()),
                "v2/trace-matched", former(pending().matched(4, 1, "f").matched(4, 0, "g")),
                "v2/trace-defaulted", former(pending().withDefaultFeedback(4, 1)),
                "v2/trace-full", former(pending().withRead(FULL_READ)))
            .entrySet()) {
      GoldenBytes.assertWritten(trace.getKey(), out -> TraceFormat.write(trace.getValue(), out));
      assertSame(TraceFormat.readTrace(GoldenBytes.in(trace.getKey())), trace.getValue());
    }
  }

  private static final Rehearsed REHEARSED =
      new Rehearsed(
          "größe",
          1,
          0.5f,
          new float[] {0.25f, 0.75f},
          new double[] {1, 0},
          new float[] {0.1f, 2},
          new byte[] {1, -2, 3},
          new float[] {-1});

  @Test
  void rehearsedFeedback() throws IOException {
    GoldenBytes.assertWritten("v1/rehearsed", out -> RehearsalFormat.write(REHEARSED, out));
    assertSame(RehearsalFormat.readFeedback(GoldenBytes.in("v1/rehearsed")), REHEARSED);
  }

  @Test
  void rehearsedObservations() throws IOException {
    RehearsedObservation observation =
        new RehearsedObservation("größe", new float[] {1, -0.5f, 3e38f});
    GoldenBytes.assertWritten(
        "v1/rehearsed-observation", out -> RehearsalFormat.write(observation, out));
    assertSame(
        RehearsalFormat.readObservation(GoldenBytes.in("v1/rehearsed-observation")), observation);
  }

  /** A sample of one in one piece, with its counts. */
  @Test
  void rehearsalOfFormerVersions() throws IOException {
    TestSettings settings = new TestSettings();
    settings.rehearsal = new RehearsalSettings(2, 1_000, 10_000, 0);
    LearnerSettings built = settings.build();
    HeapState state = new HeapState();
    SavedSample<Rehearsed> rehearsal = new Rehearsal(built, state.rehearsed()).saved();
    rehearsal.restoreFormer(GoldenBytes.in("v1/rehearsal"), SubtaskShare.ALL);
    assertThat(rehearsal.counts()).isEqualTo(new SampleCounts(1, 1, 77));
    rehearsal.writeBack();
    assertThat(state.rehearsed().keys()).containsExactly("größe");
    Map.Entry<Integer, Rehearsed> item = state.rehearsed().items("größe").iterator().next();
    assertThat(item.getKey()).isZero();
    assertSame(item.getValue(), REHEARSED);
  }

  private static void assertSame(Object actual, Object expected) {
    assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
  }

  @Test
  void headers() throws IOException {
    HeapState state = new HeapState();
    state.select("k");
    KeyHeader header = header(4);
    header.traces.add(state, header, "o", 10);
    header.traces.add(state, header, "p", 20);
    header.traces.add(state, header, "q", 10);
    header.held.add(state, header, "r", -7);
    GoldenBytes.assertWritten("v3/key-header", out -> KeyHeaderFormat.write(header, out));
    assertSame(KeyHeaderFormat.read(GoldenBytes.in("v3/key-header")), header);
  }

  private static KeyHeader header(int places) {
    return new KeyHeader(
        new Ring(5, 4, 70),
        new ValueStatistics(new double[] {1, 3}),
        new DueQueue(),
        new DueQueue(),
        new DueQueue(),
        -20,
        77,
        places);
  }

  /** They are written as they were until their key is worked on. */
  @Test
  void headersOfFormerFormats() throws IOException {
    KeyHeader header = header(0);
    header.formerDue = 10L;
    GoldenBytes.assertWritten("v2/key-header", out -> KeyHeaderFormat.write(header, out));
    assertSame(KeyHeaderFormat.read(GoldenBytes.in("v2/key-header")), header);
    header.lastRead = KeyHeader.UNREAD;
    assertSame(KeyHeaderFormat.read(GoldenBytes.in("v1/key-header")), header);
  }

  @Test
  void heldFeedback() throws IOException {
    List<Feedback> feedback = List.of(FEEDBACK, World.feedback("k", "g", "o", 3, 0));
    HeldFeedback held = new HeldFeedback(feedback, 8, 9);
    GoldenBytes.assertWritten("v2/held", out -> TraceFormat.write(held, out));
    assertThat(TraceFormat.readHeld(GoldenBytes.in("v2/held"))).isEqualTo(held);
    assertThat(TraceFormat.readHeld(GoldenBytes.in("v1/held")).feedback()).isEqualTo(feedback);
  }

  @Test
  void partsOfQueues() throws IOException {
    DueChunk chunk = new DueChunk(12, 3);
    chunk.add("o");
    chunk.add("größe");
    GoldenBytes.assertWritten("v1/due", chunk::write);
    assertSame(DueChunk.read(GoldenBytes.in("v1/due")), chunk);
  }

  @Test
  void namesOfEvictedMemories() throws IOException {
    EvictedId name = new EvictedId("größe", new long[] {4, -5}, 6);
    GoldenBytes.assertWritten("v1/evicted-name", name::write);
    assertSame(EvictedId.read(GoldenBytes.in("v1/evicted-name")), name);
  }

  @Test
  void events() throws IOException {
    Observation observation = new Observation("k", "größe", 7, new float[] {1, -0.5f});
    GoldenBytes.assertWritten(
        "v1/events",
        out -> {
          EventFormat.write(observation, out);
          EventFormat.write(FEEDBACK, out);
        });
    DataInputStream in = GoldenBytes.in("v1/events");
    assertThat(EventFormat.read(in)).usingRecursiveComparison().isEqualTo(observation);
    assertThat(EventFormat.read(in)).isEqualTo(FEEDBACK);
  }

  @Test
  void defaultedTraces() throws IOException {
    Trace trace = pending().at(5).withDefaultFeedback(4, 1);
    GoldenBytes.assertWritten("v3/trace-defaulted", out -> TraceFormat.write(trace, out));
    assertSame(TraceFormat.readTrace(GoldenBytes.in("v3/trace-defaulted")), trace);
  }

  @Test
  void defaultFeedbackAndRequestsToForget() throws IOException {
    List<Event> events =
        List.of(
            new DefaultFeedback("k", "o", 7), new Forget("k", "o", -8), new Forget("k", null, 9));
    GoldenBytes.assertWritten(
        "v1/deadlines-forgets",
        out -> {
          for (Event event : events) {
            EventFormat.write(event, out);
          }
        });
    DataInputStream in = GoldenBytes.in("v1/deadlines-forgets");
    for (Event event : events) {
      assertThat(EventFormat.read(in)).isEqualTo(event);
    }
  }

  private static final List<KeyGroupSnapshot> GROUPS =
      List.of(
          new KeyGroupSnapshot(3, Map.of(Count.PENDING, 3L), new double[] {4, 5}),
          new KeyGroupSnapshot(127, Map.of(Count.HELD, 2L), new double[] {0, 1}));

  @Test
  void learnerSnapshots() throws IOException {
    LearnerSnapshot snapshot =
        snapshot(
            new SampleCounts(5, 1.5, 77),
            new SampleCounts(7, 2.5, -78),
            GROUPS,
            new SweepPosition("größe", 66),
            new FeedbackScaleSnapshot(
                new ScaleSnapshot(40, 2.5, new double[0]),
                new ScaleSnapshot(2, 0, new double[] {0.5, 4})));
    GoldenBytes.assertWritten("v4/learner-snapshot", snapshot::write);
    assertSame(LearnerSnapshot.read(GoldenBytes.in("v4/learner-snapshot")), snapshot);
  }

  @Test
  void learnerSnapshotsThatDoNotKnowHowLargeFeedbackIs() throws IOException {
    LearnerSnapshot snapshot =
        snapshot(
            new SampleCounts(5, 1.5, 77),
            new SampleCounts(7, 2.5, -78),
            GROUPS,
            new SweepPosition("größe", 66),
            FeedbackScaleSnapshot.NONE);
    assertSame(LearnerSnapshot.read(GoldenBytes.in("v3/learner-snapshot")), snapshot);
  }

  /** What keys have together was one sum, which is counted anew; formats 1 knew no sweep. */
  @Test
  void learnerSnapshotsOfFormerVersions() throws IOException {
    assertSame(
        LearnerSnapshot.read(GoldenBytes.in("v2/learner-snapshot")),
        formerSnapshot(new SweepPosition("größe", 66)));
    assertSame(
        LearnerSnapshot.read(GoldenBytes.in("v1/learner-snapshot")),
        formerSnapshot(SweepPosition.START));
  }

  private static LearnerSnapshot formerSnapshot(SweepPosition swept) {
    return snapshot(
        SampleCounts.NONE, SampleCounts.NONE, List.of(), swept, FeedbackScaleSnapshot.NONE);
  }

  private static LearnerSnapshot snapshot(
      SampleCounts rehearsal,
      SampleCounts observationRehearsal,
      List<KeyGroupSnapshot> groups,
      SweepPosition swept,
      FeedbackScaleSnapshot feedback) {
    return new LearnerSnapshot(
        Map.of(Count.OBSERVATIONS, 12L),
        9,
        rehearsal,
        observationRehearsal,
        groups,
        List.of(new Refreshes.Refresh("k", 3, "m", new StoredVector(new byte[] {5, 6}, 0.25f), 8)),
        swept,
        feedback);
  }

  /** Small networks with given parameters, so that the bytes hang on no arithmetic. */
  private static World small() {
    TestSettings settings = new TestSettings();
    settings.observationSize = 2;
    settings.hidden = new int[0];
    settings.size = 2;
    settings.codeSize = 1;
    settings.batch = 1_000;
    settings.autoencoderBatch = 1_000;
    World world = new World(settings.build());
    world.model.loadEmbedding(3, counting(world.model.embedding().parameterCount(), 1));
    world.model.loadAutoencoder(4, counting(world.model.autoencoder().parameterCount(), 50), true);
    return world;
  }

  private static float[] counting(int size, int from) {
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = from + i;
    }
    return numbers;
  }

  @Test
  void models() throws IOException {
    GoldenBytes.assertWritten("v1/model", small().model::save);
    Model model = new Model(small().settings);
    model.restore(GoldenBytes.in("v1/model"));
    assertThat(model.version()).isEqualTo(3);
    assertThat(model.autoencoderVersion()).isEqualTo(4);
    assertThat(model.ready()).isTrue();
    float[] parameters = new float[6];
    model.embedding().readParameters(parameters);
    assertThat(parameters).containsExactly(counting(6, 1));
    parameters = new float[model.autoencoder().parameterCount()];
    model.autoencoder().readParameters(parameters);
    assertThat(parameters).containsExactly(counting(parameters.length, 50));
  }

  @Test
  void modelFiles() throws IOException {
    World world = small();
    giveError(world.trainer);
    SavedModel saved = SavedModel.of(world.settings, world.model, world.trainer);
    GoldenBytes.assertWritten("v2/model-file", out -> out.write(ModelFile.bytes(saved)));
    SavedModel read = ModelFile.read(GoldenBytes.file("v2/model-file"), world.settings);
    assertThat(read).usingRecursiveComparison().isEqualTo(saved);
    assertThat(read.trainer(world.settings).autoencoderError()).isEqualTo(ERROR);
  }

  @Test
  void aModelFileOfFormat1HasSumsOfSquaresForAScale() throws IOException {
    World world = small();
    SavedModel read = ModelFile.read(GoldenBytes.file("v1/model-file"), world.settings);
    assertThat(read.parameters())
        .isEqualTo(SavedModel.of(world.settings, world.model, world.trainer).parameters());
    assertThat(read.trainer(world.settings).autoencoderError()).isEqualTo(ERROR);
  }

  /** An autoencoder's error of 6 where the features' variance is 30 − 1² − 2². */
  private static void giveError(Trainer trainer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    Floats.write(new double[] {1, 2, 30, 6}, out);
    out.writeLong(9);
    trainer.restoreFormerError(in(bytes.toByteArray()));
  }

  @Test
  void trainers() throws IOException {
    World world = small();
    Trainer trainer = new Trainer(world.settings, world.model);
    trainer.add(new GradientSum(new float[6], 1_000), 0);
    assertThat(trainer.stepEmbedding()).isTrue();
    trainer.add(new GradientSum(counting(6, 200), 7), 0);
    giveError(trainer);
    trainer.observe(new float[] {1, 2}, 1);
    GoldenBytes.assertWritten("v4/trainer", out -> trainer.save(out, true));
    assertIsWhole(restored("v4/trainer"), trainer.autoencoderError());
  }

  @Test
  void aTrainerOfFormat3HasSumsOfSquaresForAScale() throws IOException {
    assertIsWhole(restored("v3/trainer"), ERROR);
  }

  private static void assertIsWhole(Trainer restored, double error) {
    assertSame(restored);
    assertThat(restored.version()).isEqualTo(1);
    assertThat(restored.feedback()).isEqualTo(1_007);
    assertThat(restored.ready()).isTrue();
    assertThat(restored.autoencoderError()).isEqualTo(error);
  }

  /** The steps of the error were those of the autoencoder. */
  @Test
  void aTrainerOfFormat2HasNotCountedTheStepsOfItsError() throws IOException {
    Trainer restored = restored("v2/trainer");
    assertSame(restored);
    assertThat(restored.version()).isEqualTo(1);
    assertThat(restored.feedback()).isEqualTo(1_007);
    assertThat(restored.ready()).isFalse();
    assertThat(restored.autoencoderError()).isNaN();
  }

  /** It counts from then on, like the books of learners that had no such count either. */
  @Test
  void aTrainerOfFormat1HasNotCountedFeedback() throws IOException {
    Trainer restored = restored("v1/trainer");
    assertSame(restored);
    assertThat(restored.version()).isZero();
    assertThat(restored.feedback()).isZero();
    restored.add(new GradientSum(new float[6], 993), 0);
    assertThat(restored.stepEmbedding()).isTrue();
    assertThat(restored.feedback()).isEqualTo(993);
  }

  private static Trainer restored(String file) throws IOException {
    LearnerSettings settings = small().settings;
    Trainer restored = new Trainer(settings, new Model(settings));
    restored.restore(GoldenBytes.in(file));
    return restored;
  }

  private static void assertSame(Trainer restored) {
    assertThat(restored.embeddingParameters()).containsExactly(counting(6, 1));
    assertThat(restored.autoencoderParameters()).containsExactly(counting(7, 50));
    assertThat(restored.embeddingSum().count()).isEqualTo(7);
    assertThat(restored.embeddingSum().sum()).containsExactly(counting(6, 200));
    assertThat(restored.observationsUntilStep())
        .isEqualTo(small().settings.training().autoencoderBatch() - 1);
  }

  @Test
  void formatsOfNewerVersionsAreRefused() throws IOException {
    byte[] newer = new byte[100];
    newer[0] = 2;
    assertRefused("part of a queue has format 2", () -> DueChunk.read(in(newer)));
    assertRefused("evicted memory has format 2", () -> EvictedId.read(in(newer)));
    assertRefused(
        "something rehearsed has format 2", () -> RehearsalFormat.readFeedback(in(newer)));
    assertRefused(
        "something rehearsed has format 2", () -> RehearsalFormat.readObservation(in(newer)));
    World world = small();
    assertRefused("model has format 2", () -> world.model.restore(in(newer)));
    newer[0] = 3;
    assertRefused("held feedback has format 3", () -> TraceFormat.readHeld(in(newer)));
    newer[0] = 4;
    assertRefused("trace has format 4", () -> TraceFormat.readTrace(in(newer)));
    assertRefused("key header has format 4", () -> KeyHeaderFormat.read(in(newer)));
    newer[0] = 5;
    assertRefused("learner's state has format 5", () -> LearnerSnapshot.read(in(newer)));
    assertRefused("trainer's state has format 5", () -> world.trainer.restore(in(newer)));
    newer[0] = 0;
    assertRefused("trainer's state has format 0", () -> world.trainer.restore(in(newer)));
    byte[] kind = {5};
    assertRefused("event has kind 5", () -> EventFormat.read(in(kind)));
  }

  @Test
  void aModelOfOtherNetworksIsRefused() throws IOException {
    assertRefused(
        "holds a vector of 6 numbers where the networks configured have 76",
        () -> new Model(new TestSettings().build()).restore(GoldenBytes.in("v1/model")));
  }

  /** More than a short holds. */
  @Test
  void anyNumberOfFeedbacksForOneObservationIsKept() throws IOException {
    HeldFeedback held = new HeldFeedback(Collections.nCopies(70_000, FEEDBACK), 1, 2);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TraceFormat.write(held, new DataOutputStream(bytes));
    assertThat(TraceFormat.readHeld(in(bytes.toByteArray())).feedback()).hasSize(70_000);

    String[] ids = new String[70_000];
    Arrays.fill(ids, "f");
    Trace trace = new Trace(1, 2, null, null, new float[2], READ, 3, 4, ids, 5);
    bytes.reset();
    TraceFormat.write(trace, new DataOutputStream(bytes));
    assertThat(TraceFormat.readTrace(in(bytes.toByteArray())).feedbackIds()).hasSize(70_000);
  }

  private static void assertRefused(
      String words, org.assertj.core.api.ThrowableAssert.ThrowingCallable reading) {
    assertThatIOException().isThrownBy(reading).withMessageContaining(words);
  }

  private static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}
