package dev.reinstate.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.Event;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.recording.stream.EventStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SortingRecordingWriterTest {

  private static final RecordingInfo INFO = RecordingInfo.ofClasses("any", "", 2, 3);

  @TempDir private Path temp;

  /** One, some and no runs in files; a last run that is full, and one that is not. */
  @ParameterizedTest
  @CsvSource({"1, 1", "7, 10", "50, 3", "1000, 1000"})
  void theOrderOfArrivalDoesNotMatter(int maxObservations, int maxFeedback) throws IOException {
    List<Event> events = events();
    Path expected = written("expected", events, 1000, 1000);
    Collections.shuffle(events, new Random(maxObservations));

    Path found = written("found", events, maxObservations, maxFeedback);

    assertThat(files(found))
        .containsExactly(Recording.FEEDBACK, Recording.OBSERVATIONS, Recording.INFO);
    for (String file : files(expected)) {
      assertThat(found.resolve(file)).hasSameBinaryContentAs(expected.resolve(file));
    }
    try (EventStream<Event> all = Recording.open(found).events()) {
      List<Long> times = new ArrayList<>();
      all.forEachRemaining(event -> times.add(event.time()));
      assertThat(times).hasSize(events.size()).isSorted();
    }
  }

  @Test
  void nothingIsARecordingToo() throws IOException {
    assertThat(Recording.open(written("empty", List.of(), 1, 1)).info().observations()).isZero();
  }

  private Path written(String name, List<Event> events, int observations, int feedback) {
    Path folder = temp.resolve(name);
    try (SortingRecordingWriter writer =
        new SortingRecordingWriter(folder, INFO, observations, feedback)) {
      for (Event event : events) {
        if (event instanceof Observation observation) {
          writer.observation(observation);
        } else {
          writer.feedback((Feedback) event);
        }
      }
      writer.finish(done -> {});
    }
    return folder;
  }

  /** Many share a time, and a few are the same in all. */
  private static List<Event> events() {
    Random random = new Random(5);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      String key = "k" + random.nextInt(3);
      String id = "" + random.nextInt(40);
      long time = random.nextInt(20);
      events.add(new Observation(key, id, time, new float[] {random.nextInt(2), 1}));
      events.add(
          new Feedback(key, "f", id, time + 5, time, random.nextInt(3), 1, Feedback.Origin.NONE));
    }
    return events;
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
