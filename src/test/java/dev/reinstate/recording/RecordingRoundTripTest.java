package dev.reinstate.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.Event;
import dev.reinstate.event.EventOrder;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Feedback.Origin;
import dev.reinstate.event.Observation;
import dev.reinstate.recording.stream.EventStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RecordingRoundTripTest {

  /** Few keys, ids and times, so that ties, early and orphaned feedback all occur. */
  @Property(tries = 60)
  void anyStreamComesBackWholeAndInOrder(
      @ForAll long seed, @ForAll @IntRange(max = 60) int size, @ForAll @IntRange(max = 60) int take)
      throws IOException {
    List<Event> events = stream(new Random(seed), size);
    Path folder = Files.createTempDirectory("recording");
    try {
      Recording recording = write(folder, events);

      assertSame(read(recording), events);
      assertSame(read(recording.first(take)), first(events, take));
    } finally {
      delete(folder);
    }
  }

  private static List<Event> stream(Random random, int size) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String key = "k" + random.nextInt(3);
      String id = Integer.toString(i);
      long time = random.nextInt(20);
      events.add(observation(key, id, time, new float[] {random.nextFloat(), i}, random));
      for (int f = 0; f < random.nextInt(3); f++) {
        long known = random.nextBoolean() ? time : Feedback.UNKNOWN_TIME;
        events.add(
            new Feedback(
                random.nextInt(8) == 0 ? "other" : key,
                "f" + f,
                id,
                random.nextInt(30),
                known,
                random.nextInt(2),
                random.nextFloat(),
                Origin.NONE));
      }
    }
    events.sort(EventOrder.INSTANCE);
    return events;
  }

  private static Observation observation(
      String key, String id, long time, float[] features, Random random) {
    Observation plain = new Observation(key, id, time, features);
    return random.nextBoolean()
        ? plain
        : plain
            .withKeys(Map.of("a", "b" + random.nextInt(2), "c", id))
            .withFeedbackDue(time + 1 + random.nextInt(20));
  }

  private static List<Event> first(List<Event> events, int take) {
    List<Event> observations = events.stream().filter(Observation.class::isInstance).toList();
    if (take >= observations.size()) {
      return events;
    }
    Set<Event> chosen = new HashSet<>(observations.subList(0, take));
    Set<ObservationKey> keys = new HashSet<>();
    chosen.forEach(event -> keys.add(ObservationKey.of(event)));
    return events.stream()
        .filter(
            event ->
                event instanceof Feedback
                    ? keys.contains(ObservationKey.of(event))
                    : chosen.contains(event))
        .toList();
  }

  /** Writes within equal times in the reverse of event order. */
  private static Recording write(Path folder, List<Event> events) {
    List<Event> reversed = new ArrayList<>(events);
    reversed.sort(
        Comparator.comparingLong(Event::time).thenComparing(EventOrder.INSTANCE.reversed()));
    return TestRecordings.write(folder, RecordingInfo.ofClasses("random", "", 2, 2), reversed);
  }

  private static List<Event> read(Recording recording) {
    List<Event> events = new ArrayList<>();
    try (EventStream<Event> stream = recording.events()) {
      stream.forEachRemaining(events::add);
    }
    assertThat(events.stream().filter(Observation.class::isInstance))
        .hasSize((int) recording.info().observations());
    assertThat(events.stream().filter(Feedback.class::isInstance))
        .hasSize((int) recording.info().feedback());
    return events;
  }

  private static void assertSame(List<Event> actual, List<Event> expected) {
    assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
