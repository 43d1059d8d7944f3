package dev.reinstate.stream.state;

import static dev.reinstate.stream.TestEvents.feedback;
import static dev.reinstate.stream.TestEvents.observation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Prediction;
import dev.reinstate.stream.MemoryOperatorHarness;
import dev.reinstate.stream.MemoryOperatorHarness.Backend;
import dev.reinstate.stream.TestJobs;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.types.FormatSerializer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Savepoints of the memory operator as former versions wrote them, under {@code
 * src/test/resources/savepoints}: a job goes on from each of them as if it had never stopped, also
 * at other parallelisms. They are never changed; when a format of state changes, {@code
 * -Dformats.write=true} writes more of the names {@link #NEWEST}, which are to be new names.
 */
class GoldenSavepointTest {

  private static final Path FOLDER = Path.of("src", "test", "resources", "savepoints");

  /**
   * memory-0 has formats 1 alone: of headers, traces, pages and the learner's counts. In memory-1
   * reads have several heads and headers the time of the last one. In memory-2 pages carry the
   * credits of their memories. In memory-3 what may be rehearsed is no list but raw state. In
   * memory-4 it is under its keys, and what keys have together is told by their groups. In memory-5
   * headers have queues of what falls due, and traces no ids of what was read. In memory-6 the
   * learner knows how large feedback is. In memory-7 serializers have the name of the class they
   * are of since version 0.2. In memory-8 reads may have rates. In memory-9 and direct-1 the model
   * knows scales of codes, and direct codes say which they are of; in direct-0 they do not.
   */
  private static final List<String> NEWEST = List.of("memory-9", "direct-1");

  private static final Pattern SERIALIZER =
      Pattern.compile("dev\\.reinstate\\.[a-z.]*FormatSerializer\\$Snapshot");

  private static final int KEYS = 12;
  private static final int OBSERVATIONS = 120;
  private static final long SAVED_AT = 700;

  /** Networks have been written that compute in another order, and codes are rounded. */
  private static final Offset<Float> ROUNDING = Offset.offset(0.01f);

  private static final Map<String, JobSettings> SETTINGS =
      Map.of(
          "memory",
          job("training.autoencoder.rehearsal", "1"),
          "direct",
          job(
              "features.standardise", "true",
              "network.code.kind", "direct",
              "memory.code-head", "true",
              "training.rehearsal", "4"));

  private static JobSettings job(String... changes) {
    String[] settings = {
      "memory.capacity", "70",
      "memory.k", "70",
      "prediction.prior", "uniform",
      "feedback.default-after", "300 ms",
      "feedback.default-target", "1",
      "memory.refresh", "none"
    };
    return TestJobs.shared(Stream.of(settings, changes).flatMap(Stream::of).toArray(String[]::new));
  }

  /** Those that a savepoint of a name was written under. */
  private static JobSettings settings(String name) {
    return SETTINGS.get(name.substring(0, name.indexOf('-')));
  }

  /** Observations of all keys, most with feedback, some of it early or for nothing. */
  private static List<Event> events() {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < OBSERVATIONS; i++) {
      String key = "k" + i % KEYS;
      long time = 10L * i;
      events.add(observation(key, "o" + i, time));
      if (i % 3 != 0) {
        events.add(feedback(key, "o" + i, i % 7 == 0 ? time - 35 : time + 55, i % 3));
      }
      if (i % 10 == 5) {
        events.add(feedback(key, "never", time, 1));
      }
    }
    events.sort(Comparator.comparingLong(Event::time));
    return events;
  }

  static Stream<Arguments> savepoints() throws Exception {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream()
          .flatMap(name -> Stream.of(Backend.values()).map(backend -> Arguments.of(name, backend)));
    }
  }

  @Test
  void theNewestAreThere() throws Exception {
    for (String name : NEWEST) {
      Path file = FOLDER.resolve(name);
      if (Boolean.getBoolean("formats.write") && !Files.exists(file)) {
        Files.createDirectories(FOLDER);
        try (MemoryOperatorHarness operator =
            MemoryOperatorHarness.open(settings(name), Backend.HEAP)) {
          operator.push(events());
          operator.watermark(SAVED_AT);
          OperatorSnapshotUtil.writeStateHandle(operator.savepoint(), file.toString());
        }
      }
      assertThat(file).exists();
    }
  }

  /** Flink looks for a serializer's snapshot by the name of its class at the time. */
  @Test
  void someNameTheSerializersOfEachVersion() throws Exception {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.toList()) {
        Matcher found = SERIALIZER.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        while (found.find()) {
          names.add(found.group());
        }
      }
    }
    assertThat(names)
        .containsExactlyInAnyOrder(
            "dev.reinstate.stream.FormatSerializer$Snapshot",
            FormatSerializer.Snapshot.class.getName());
  }

  @ParameterizedTest
  @MethodSource("savepoints")
  void aJobGoesOnFromIt(String name, Backend backend) throws Exception {
    Result expected = new Result();
    try (MemoryOperatorHarness steady = MemoryOperatorHarness.open(settings(name), Backend.HEAP)) {
      steady.push(events());
      steady.watermark(SAVED_AT);
      Map<String, Integer> before = steady.stateEntries();
      assertThat(before.keySet())
          .containsExactlyInAnyOrder(
              "header", "pages", "codes", "traces", "held", "due", "waiting");
      steady.forget();
      steady.watermark(900);
      steady.watermark(TestJobs.HORIZON);
      expected.take(List.of(steady));
      assertThat(expected.predictions).hasSize(OBSERVATIONS - (int) SAVED_AT / 10 - 1);
    }

    Result found = new Result();
    OperatorSubtaskState saved =
        OperatorSnapshotUtil.readStateHandle(FOLDER.resolve(name).toString());
    List<MemoryOperatorHarness> four =
        MemoryOperatorHarness.rescale(settings(name), backend, List.of(saved), 4);
    pass(four, 900);
    List<OperatorSubtaskState> states = new ArrayList<>();
    for (MemoryOperatorHarness subtask : four) {
      states.add(subtask.snapshot());
      found.take(List.of(subtask));
      subtask.close();
    }
    List<MemoryOperatorHarness> two =
        MemoryOperatorHarness.rescale(settings(name), backend, states, 2);
    pass(two, TestJobs.HORIZON);
    found.take(two);
    for (MemoryOperatorHarness subtask : two) {
      subtask.close();
    }
    found.assertEqualTo(expected);
  }

  private static void pass(List<MemoryOperatorHarness> subtasks, long time) throws Exception {
    for (MemoryOperatorHarness subtask : subtasks) {
      subtask.watermark(time);
    }
  }

  /** What a job gives out after the savepoint, and what it holds in the end. */
  private static final class Result {

    private static final Set<Count> COUNTS =
        Set.of(Count.OBSERVATIONS, Count.MATCHED, Count.EARLY, Count.DEFAULTED, Count.ORPHAN);

    private final Map<String, Prediction> predictions = new TreeMap<>();
    private final Set<String> credits = new TreeSet<>();
    private final Map<Count, Long> counts = new TreeMap<>();
    private final Map<String, Integer> entries = new TreeMap<>();

    private void take(List<MemoryOperatorHarness> subtasks) throws Exception {
      counts.clear();
      entries.clear();
      for (MemoryOperatorHarness subtask : subtasks) {
        subtask.predictions().forEach(p -> predictions.put(p.key() + "/" + p.observationId(), p));
        subtask.credits().forEach(c -> credits.add(c.key() + "/" + c.observationId()));
        COUNTS.forEach(count -> counts.merge(count, subtask.count(count), Long::sum));
        subtask.stateEntries().forEach((state, n) -> entries.merge(state, n, Integer::sum));
      }
    }

    private void assertEqualTo(Result expected) {
      assertThat(predictions.keySet()).isEqualTo(expected.predictions.keySet());
      expected.predictions.forEach(
          (id, prediction) -> {
            Prediction mine = predictions.get(id);
            assertThat(mine.readable()).as(id).isEqualTo(prediction.readable());
            assertThat(mine.memoryIds()).as(id).containsExactlyInAnyOrder(prediction.memoryIds());
            for (int i = 0; i < prediction.output().length; i++) {
              assertThat(mine.output()[i]).as(id).isCloseTo(prediction.output()[i], ROUNDING);
            }
          });
      assertThat(credits).isEqualTo(expected.credits);
      assertThat(counts).isEqualTo(expected.counts);
      assertThat(entries).isEqualTo(expected.entries);
    }
  }
}
