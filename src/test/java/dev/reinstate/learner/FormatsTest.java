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
import dev.reinstate.event.Forget;
import dev.reinstate.event.Observation;
import dev.reinstate.learner.reinstatement.Refreshes;
import dev.reinstate.memory.IdHash;
import dev.reinstate.memory.Ring;
import dev.reinstate.memory.StoredVector;
import dev.reinstate.model.FeedbackScaleSnapshot;
import dev.reinstate.model.ScaleSnapshot;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.RehearsalSettings;
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
import dev.reinstate.state.session.MemoryKeys;
import dev.reinstate.state.session.MemoryKeys.Places;
import dev.reinstate.state.session.SubtaskShare;
import dev.reinstate.stream.config.JobFile;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.config.SettingsReader;
import dev.reinstate.training.Rehearsal;
import dev.reinstate.training.SampleCounts;
import dev.reinstate.training.SavedSample;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bytes of every format are read as what they were written from, and those of the newest are
 * written as they were.
 */
class FormatsTest {

  private static final RecordedRead READ =
      new RecordedRead(
          new int[] {2},
          new int[] {3, 70},
          new long[] {IdHash.of("m3"), IdHash.of("größe")},
          null,
          new float[] {0.75f, 0.25f},
          new double[] {1, -0.5},
          new long[] {100, -200},
          HeadMixture.SIMPLE);
  private static final RecordedRead FULL_READ =
      new RecordedRead(
          new int[] {2},
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
              new float[] {-1.5f},
              new float[0]));
  private static final RecordedRead READ_WITH_RATES =
      new RecordedRead(
          new int[] {1},
          new int[] {3},
          new long[] {IdHash.of("m3")},
          null,
          new float[] {0.5f, 0.75f},
          new double[] {1},
          new long[] {100},
          new HeadMixture(
              new float[] {0.5f, 0.25f},
              new float[] {0.25f, 0.75f, 0.5f, 0.5f},
              new float[] {0.375f, 0.625f, 0.125f},
              new float[] {-1.5f},
              new float[] {0.0625f, 0.9375f}));
  private static final int[] SLOT = {4};
  private static final Feedback FEEDBACK =
      new Feedback("k", "f", "o", 1_000, 900, 1.5, 0.5f, new Feedback.Origin(3, 77));

  private static Trace pending() {
    return Trace.pending(
        5,
        6,
        new StoredVector[] {new StoredVector(new byte[] {1, -127}, 0.5f)},
        new byte[] {9, 8, 7},
        new float[] {0.25f, 0.75f},
        READ,
        new String[0]);
  }

  /** As formats 1 and 2 held it: with the ids of memories. */
  private static Trace former(Trace trace) {
    return trace.withRead(trace.read().withIds(new String[] {"m3", "größe"}));
  }

  @Test
  void pendingTraces() throws IOException {
    Trace trace = pending().at(5);
    GoldenBytes.assertWritten("v5/trace-pending", out -> TraceFormat.write(trace, out));
    assertSame(TraceFormat.readTrace(GoldenBytes.in("v5/trace-pending")), trace);
    assertSame(TraceFormat.readTrace(GoldenBytes.in("v4/trace-pending")), trace);
    assertSame(TraceFormat.readTrace(GoldenBytes.in("v3/trace-pending")), trace);
  }

  @Test
  void matchedTraces() throws IOException {
    Trace trace = pending().at(5).matched(SLOT, 1, "f").matched(SLOT, 0, "g");
    GoldenBytes.assertWritten("v5/trace-matched", out -> TraceFormat.write(trace, out));
    assertSame(TraceFormat.readTrace(GoldenBytes.in("v5/trace-matched")), trace);
    assertSame(TraceFormat.readTrace(GoldenBytes.in("v4/trace-matched")), trace);
    assertSame(TraceFormat.readTrace(GoldenBytes.in("v3/trace-matched")), trace);
  }

  @Test
  void tracesOfReadsInFull() throws IOException {
    Trace trace = pending().at(5).withRead(FULL_READ);
    GoldenBytes.assertWritten("v5/trace-full", out -> TraceFormat.write(trace, out));
    assertSame(TraceFormat.readTrace(GoldenBytes.in("v5/trace-full")), trace);
    assertSame(TraceFormat.readTrace(GoldenBytes.in("v4/trace-full")), trace);
    assertSame(TraceFormat.readTrace(GoldenBytes.in("v3/trace-full")), trace);
  }

  @Test
  void tracesOfReadsWithRates() throws IOException {
    Trace trace = pending().at(5).withRead(READ_WITH_RATES);
    GoldenBytes.assertWritten("v5/trace-rates", out -> TraceFormat.write(trace, out));
    assertSame(TraceFormat.readTrace(GoldenBytes.in("v5/trace-rates")), trace);
    assertSame(TraceFormat.readTrace(GoldenBytes.in("v4/trace-rates")), trace);
  }

  /** Of three sources, one of which had nothing, by an observation without one of its keys. */
  private static Trace pendingOfSeveralSpaces() {
    RecordedRead read =
        new RecordedRead(
            new int[] {1, 0, 1},
            new int[] {3, 70},
            new long[] {IdHash.of("m3"), IdHash.of("größe")},
            null,
            new float[] {0.75f, 0.5f, 1, 0.25f},
            new double[] {1, 0},
            new long[] {100, -200},
            HeadMixture.SIMPLE);
    return Trace.pending(
            5,
            6,
            new StoredVector[] {
              new StoredVector(new byte[] {1, -127}, 0.5f), new StoredVector(new byte[] {2, 3}, 1)
            },
            new byte[] {9, 8, 7},
            new float[] {0.25f, 0.75f},
            read,
            new String[] {"", "größe"})
        .at(5);
  }

  @Test
  void tracesOfSeveralSpaces() throws IOException {
    Trace pending = pendingOfSeveralSpaces();
    GoldenBytes.assertWritten("v5/trace-spaces-pending", out -> TraceFormat.write(pending, out));
    assertSame(TraceFormat.readTrace(GoldenBytes.in("v5/trace-spaces-pending")), pending);
    Trace matched = pending.matched(new int[] {Trace.NOWHERE, 4}, 1, "f");
    GoldenBytes.assertWritten("v5/trace-spaces-matched", out -> TraceFormat.write(matched, out));
    assertSame(TraceFormat.readTrace(GoldenBytes.in("v5/trace-spaces-matched")), matched);
  }

  @Test
  void tracesOfFormat1() throws IOException {
    assertSame(TraceFormat.readTrace(GoldenBytes.in("v1/trace-pending")), former(pending()));
    assertSame(
        TraceFormat.readTrace(GoldenBytes.in("v1/trace-matched")),
        former(pending().matched(SLOT, 1, "f").matched(SLOT, 0, "g")));
    assertSame(
        TraceFormat.readTrace(GoldenBytes.in("v1/trace-defaulted")),
        former(pending().withDefaultFeedback(SLOT, 1)));
  }

  /** They are written as they were until their key is worked on. */
  @Test
  void tracesOfFormat2() throws IOException {
    for (Map.Entry<String, Trace> trace :
        Map.of(
                "v2/trace-pending", former(pending()),
                "v2/trace-matched", former(pending().matched(SLOT, 1, "f").matched(SLOT, 0, "g")),
                "v2/trace-defaulted", former(pending().withDefaultFeedback(SLOT, 1)),
                "v2/trace-full", former(pending().withRead(FULL_READ)))
            .entrySet()) {
      GoldenBytes.assertWritten(trace.getKey(), out -> TraceFormat.write(trace.getValue(), out));
      assertSame(TraceFormat.readTrace(GoldenBytes.in(trace.getKey())), trace.getValue());
    }
  }

  private static Rehearsed rehearsed(float... rates) {
    return rehearsed(new int[] {2}, new int[0], rates);
  }

  private static Rehearsed rehearsed(int[] counts, int[] owners, float... rates) {
    return new Rehearsed(
        "größe",
        1,
        0.5f,
        new float[] {0.25f, 0.75f},
        rates,
        counts,
        new double[] {1, 0},
        new float[] {0.1f, 2},
        new byte[] {1, -2, 3},
        new float[] {-1},
        owners);
  }

  @Test
  void rehearsedFeedback() throws IOException {
    Rehearsed rehearsed = rehearsed(0.0625f, 0.9375f);
    GoldenBytes.assertWritten("v3/rehearsed", out -> RehearsalFormat.write(rehearsed, out));
    assertSame(RehearsalFormat.readFeedback(GoldenBytes.in("v3/rehearsed")), rehearsed);
    assertSame(RehearsalFormat.readFeedback(GoldenBytes.in("v2/rehearsed")), rehearsed);
  }

  @Test
  void rehearsedFeedbackOfSeveralReads() throws IOException {
    Rehearsed rehearsed =
        rehearsed(new int[] {1, 0, 1}, new int[] {"größe".hashCode(), -7}, 0.0625f, 0.9375f);
    GoldenBytes.assertWritten("v3/rehearsed-reads", out -> RehearsalFormat.write(rehearsed, out));
    assertSame(RehearsalFormat.readFeedback(GoldenBytes.in("v3/rehearsed-reads")), rehearsed);
  }

  @Test
  void rehearsedFeedbackOfFormat1() throws IOException {
    assertSame(RehearsalFormat.readFeedback(GoldenBytes.in("v1/rehearsed")), rehearsed());
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
    assertSame(item.getValue(), rehearsed());
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
  void namesOfEvictedMemories() throws IOException {
    EvictedId name = new EvictedId("größe", new long[] {4, -5}, 6);
    GoldenBytes.assertWritten("v1/evicted-name", name::write);
    assertSame(EvictedId.read(GoldenBytes.in("v1/evicted-name")), name);
  }

  @Test
  void events() throws IOException {
    Observation plain = new Observation("k", "größe", 7, new float[] {1, -0.5f});
    List<Observation> observations =
        List.of(
            plain, plain.withKeys(Map.of("merchant", "m", "größe", "d")).withFeedbackDue(1L << 40));
    GoldenBytes.assertWritten(
        "v2/events",
        out -> {
          for (Observation observation : observations) {
            EventFormat.write(observation, out);
          }
          EventFormat.write(FEEDBACK, out);
        });
    DataInputStream in = GoldenBytes.in("v2/events");
    for (Observation observation : observations) {
      assertThat(EventFormat.read(in)).usingRecursiveComparison().isEqualTo(observation);
    }
    assertThat(EventFormat.read(in)).isEqualTo(FEEDBACK);
  }

  @Test
  void eventsOfFormat1() throws IOException {
    DataInputStream in = GoldenBytes.in("v1/events");
    assertThat(EventFormat.read(in))
        .usingRecursiveComparison()
        .isEqualTo(new Observation("k", "größe", 7, new float[] {1, -0.5f}));
    assertThat(EventFormat.read(in)).isEqualTo(FEEDBACK);
  }

  @Test
  void defaultedTraces() throws IOException {
    Trace trace = pending().at(5).withDefaultFeedback(SLOT, 1);
    GoldenBytes.assertWritten("v5/trace-defaulted", out -> TraceFormat.write(trace, out));
    assertSame(TraceFormat.readTrace(GoldenBytes.in("v5/trace-defaulted")), trace);
    assertSame(TraceFormat.readTrace(GoldenBytes.in("v4/trace-defaulted")), trace);
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

  /** A text that is written takes 65,535 bytes at most, six of them for a pair of surrogates. */
  @ParameterizedTest
  @CsvSource({"x, 1", "é, 2", "\u20ac, 3", "\ud83d\ude00, 4", "\ud83d, 3"})
  void theLongestKeysOfSpacesAreWritten(String letter, int bytes) throws IOException {
    JobSettings job =
        SettingsReader.read(
            JobFile.parse(
                "{observation.size: 1, prediction.target: reward, limits.id-bytes: 8192,"
                    + " spaces: {all: {key: [a, b, c, key], shards: 64}}}",
                "job.yaml"));
    String longest = letter.repeat(8192 / bytes);
    Observation observation =
        new Observation(longest, longest, 5, new float[1])
            .withKeys(Map.of("a", longest, "b", longest, "c", longest));
    assertThat(job.learner().eventLimits(job.kafka().maxIdBytes()).check(observation))
        .isSameAs(observation);
    MemoryKeys keys = new MemoryKeys(job.learner().spaces());
    Places places = keys.places(longest, longest, keys.values(observation));
    Refreshes.Refresh refresh =
        new Refreshes.Refresh(
            places.written()[0], 3, places.memoryId(), new StoredVector(new byte[1], 1), 8);
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    refresh.write(new DataOutputStream(written));
    new SweepPosition(refresh.key(), 3).write(new DataOutputStream(written));
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(written.toByteArray()));
    assertSame(Refreshes.Refresh.read(in), refresh);
    assertThat(SweepPosition.read(in).key()).isEqualTo(refresh.key());
  }

  @Test
  void formatsOfNewerVersionsAreRefused() throws IOException {
    byte[] newer = new byte[100];
    newer[0] = 2;
    assertRefused("evicted memory has format 2", () -> EvictedId.read(in(newer)));
    assertRefused(
        "something rehearsed has format 2", () -> RehearsalFormat.readObservation(in(newer)));
    newer[0] = 3;
    assertRefused("held feedback has format 3", () -> TraceFormat.readHeld(in(newer)));
    newer[0] = 4;
    assertRefused(
        "something rehearsed has format 4", () -> RehearsalFormat.readFeedback(in(newer)));
    assertRefused("key header has format 4", () -> KeyHeaderFormat.read(in(newer)));
    newer[0] = 6;
    assertRefused("trace has format 6", () -> TraceFormat.readTrace(in(newer)));
    newer[0] = 5;
    assertRefused("learner's state has format 5", () -> LearnerSnapshot.read(in(newer)));
    byte[] kind = {6};
    assertRefused("event has kind 6", () -> EventFormat.read(in(kind)));
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
    Trace trace =
        new Trace(
            1,
            2,
            new StoredVector[0],
            null,
            new float[2],
            READ,
            new int[] {3},
            4,
            ids,
            new String[0],
            5);
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
