package dev.reinstate.recording.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.reinstate.event.Observation;
import dev.reinstate.replay.RecordedTask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftGeneratorTest {

  private static final int WIDTH = 196;
  private static final int MOVED = 118;
  private static final int ROWS = 40;
  private static final int EVENTS = 4_000;

  @TempDir Path temp;

  @Test
  void aClassComesTheDelayLater() {
    RecordedTask task = task(1);

    task.assertDelay(64);
    assertThat(task.byKey()).hasSize(1);
    assertThat(task.info.classes()).isEqualTo(10);
    assertThat(task.info.shape()).containsExactly(14, 14);
  }

  @Test
  void halfWayThreeFifthsOfThePixelsChangePlaces() {
    RecordedTask task = task(1);
    int[] places = null;
    for (int i = 0; i < EVENTS; i++) {
      Observation observation = task.observations.get(i);
      int[] shown = shownPlaces(observation);
      boolean after = i >= EVENTS / 2;
      assertThat(task.group(observation)).isEqualTo(after ? "after" : "before");
      assertThat(task.cause(observation)).isNull();
      if (after) {
        places = places == null ? shown : places;
        assertThat(shown).isEqualTo(places);
      } else {
        assertThat(shown).isEqualTo(range());
      }
    }
    assertThat(Arrays.stream(places).sorted().toArray()).isEqualTo(range());
    int[] moved = places;
    // a pixel of those that move stays by chance, of all on average one
    assertThat(IntStream.range(0, WIDTH).filter(p -> moved[p] != p).count())
        .isBetween(MOVED - 5L, (long) MOVED);
  }

  @Test
  void anImageKeepsItsClass() {
    RecordedTask task = task(1);
    double[] counts = new double[ROWS];
    for (Observation observation : task.observations) {
      int row = row(observation);
      counts[row]++;
      assertThat(task.label(observation)).isEqualTo(row % 10);
    }
    for (double count : counts) {
      assertThat(count / EVENTS * ROWS).isCloseTo(1, within(.4));
    }
  }

  @Test
  void theSeedDecidesEverything() {
    RecordedTask one = task(1);
    Path again = temp.resolve("again");
    generator(1).generate(again, written -> {});

    for (String file :
        List.of("observations.avro", "feedback.avro", "recording.json", "truth.jsonl")) {
      assertThat(again.resolve(file))
          .hasSameBinaryContentAs(temp.resolve("recording-1").resolve(file));
    }
    RecordedTask two = task(2);
    assertThat(two.labels).isNotEqualTo(one.labels);
    assertThat(shownPlaces(two.observations.get(EVENTS - 1)))
        .isNotEqualTo(shownPlaces(one.observations.get(EVENTS - 1)));
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> new DriftGenerator(rows(), 0, 1, 1))
        .hasMessage("delay: '0' is not allowed; allowed: a whole number from 1");
    assertThatThrownBy(() -> new DriftGenerator(rows(), 1, 0, 1))
        .hasMessageContaining("events: '0'");
  }

  private RecordedTask task(long seed) {
    return new RecordedTask(generator(seed), temp.resolve("recording-" + seed));
  }

  private static DriftGenerator generator(long seed) {
    return new DriftGenerator(rows(), 64, EVENTS, seed);
  }

  private static int[] range() {
    return IntStream.range(0, WIDTH).toArray();
  }

  /** Each pixel shows its row and its place. */
  private static LabelledRows rows() {
    List<float[]> features = new ArrayList<>();
    int[] labels = new int[ROWS];
    for (int row = 0; row < ROWS; row++) {
      float[] image = new float[WIDTH];
      for (int place = 0; place < WIDTH; place++) {
        image[place] = row * WIDTH + place;
      }
      features.add(image);
      labels[row] = row % 10;
    }
    return new LabelledRows(features.toArray(float[][]::new), labels, List.of(14, 14));
  }

  private static int row(Observation observation) {
    return (int) observation.features()[0] / WIDTH;
  }

  private static int[] shownPlaces(Observation observation) {
    int[] places = new int[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      places[i] = (int) observation.features()[i] % WIDTH;
    }
    return places;
  }
}
