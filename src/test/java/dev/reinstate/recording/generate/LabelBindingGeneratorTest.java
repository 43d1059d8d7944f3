package dev.reinstate.recording.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Event;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.recording.RecordingInfo;
import dev.reinstate.replay.RecordedTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelBindingGeneratorTest {

  private static final int CLASSES = 7;
  private static final int ROWS_OF_A_CLASS = 6;
  private static final int EPISODES = 12;
  private static final int LENGTH = 10;
  private static final int WAYS = 3;
  private static final int EVENTS = 12_000;

  @TempDir Path temp;

  @Test
  void aLabelComesJustBeforeItsEpisodeGoesOn() {
    RecordedTask task = task(1);

    task.assertDelay(EPISODES);
    task.assertTurns(EPISODES);
    Observation first = task.observations.get(0);
    assertThat(task.events.get(EPISODES).observationId()).isEqualTo(first.observationId());
    assertThat(task.events.get(EPISODES + 1).key()).isEqualTo(first.key());
  }

  @Test
  void delaysChangeFromLabelToLabelAndGrow() {
    Generator changing = new LabelBindingGenerator(rows(), EPISODES, LENGTH, WAYS, EVENTS, true, 1);
    RecordedTask task = new RecordedTask(changing, temp.resolve("changing"));
    long[] sums = new long[2];
    for (Event event : task.events) {
      if (event instanceof Feedback feedback) {
        long delay = (feedback.time() - feedback.observationTime()) / 1_000;
        assertThat(delay).isBetween(EPISODES / 4L, 4L * EPISODES);
        sums[2 * Integer.parseInt(feedback.observationId()) > EVENTS ? 1 : 0] += delay;
      }
    }
    assertThat(sums[1]).isGreaterThan(3 * sums[0] / 2);
    // the images and labels are those of the steady recording
    List<Observation> steady = task(1).observations;
    assertThat(task.observations).hasSameSizeAs(steady);
    for (int i = 0; i < steady.size(); i++) {
      assertThat(task.observations.get(i).features()).isEqualTo(steady.get(i).features());
    }
  }

  @Test
  void anEpisodeHasItsLengthButTheFirstOnesAreCut() {
    List<List<Observation>> episodes = new ArrayList<>(task(1).byKey().values());

    List<Integer> cut = episodes.subList(0, EPISODES).stream().map(List::size).toList();
    assertThat(cut).allMatch(size -> size >= 2 && size <= LENGTH);
    assertThat(new HashSet<>(cut)).hasSizeGreaterThan(4);
    assertThat(episodes.subList(EPISODES, episodes.size() - EPISODES))
        .isNotEmpty()
        .allMatch(episode -> episode.size() == LENGTH);
  }

  @Test
  void aLabelIsAClassForOneEpisode() {
    RecordedTask task = task(1);
    Set<Map<Integer, Integer>> bindings = new HashSet<>();

    for (List<Observation> episode : task.byKey().values()) {
      Map<Integer, Integer> labelOfClass = new HashMap<>();
      for (Observation observation : episode) {
        int label = task.label(observation);
        assertThat(label).isBetween(0, WAYS - 1);
        assertThat(
                labelOfClass.merge(shownClass(observation), label, (a, b) -> a.equals(b) ? a : -1))
            .isEqualTo(label);
      }
      assertThat(labelOfClass.values()).doesNotHaveDuplicates();
      bindings.add(labelOfClass);
    }
    // 7 · 6 · 5 = 210 ways to bind three classes, and those that an episode shows in part
    assertThat(bindings).hasSizeGreaterThan(200);
  }

  @Test
  void imagesClassesAndLabelsAreEvenlyDrawn() {
    RecordedTask task = task(1);
    double[] images = new double[CLASSES * ROWS_OF_A_CLASS];
    double[] labels = new double[WAYS];
    double[][] labelsOfClass = new double[CLASSES][WAYS];
    for (Observation observation : task.observations) {
      images[row(observation)]++;
      labels[task.label(observation)]++;
      labelsOfClass[shownClass(observation)][task.label(observation)]++;
    }

    for (double count : images) {
      assertThat(count / EVENTS * images.length).isCloseTo(1, within(.25));
    }
    for (double count : labels) {
      assertThat(count / EVENTS).isCloseTo(1 / 3.0, within(.03));
    }
    for (double[] counts : labelsOfClass) {
      for (double count : counts) {
        assertThat(count / EVENTS * CLASSES * WAYS)
            .as("a class and a label")
            .isCloseTo(1, within(.35));
      }
    }
  }

  @Test
  void theTruthSolvesWhatCanBeSolved() {
    RecordedTask task = task(1);
    int second = 0;
    for (List<Observation> episode : task.byKey().values()) {
      Map<Integer, List<Observation>> seen = new HashMap<>();
      for (Observation observation : episode) {
        List<Observation> before =
            seen.computeIfAbsent(shownClass(observation), c -> new ArrayList<>());
        assertThat(task.group(observation)).isEqualTo(before.isEmpty() ? "first" : "non-first");
        if (before.size() == 1) {
          second++;
          assertThat(task.cause(observation)).isEqualTo(before.get(0).observationId());
          assertThat(task.label(observation)).isEqualTo(task.label(before.get(0)));
        } else {
          assertThat(task.cause(observation)).isNull();
        }
        before.add(observation);
      }
    }
    assertThat(second).isGreaterThan(EVENTS / LENGTH);
    assertThat(task.truths).hasSize(EVENTS);
  }

  @Test
  void theRecordingSaysWhatItHolds() {
    RecordingInfo info = task(1).info;

    assertThat(info.target()).isEqualTo(Target.CLASS);
    assertThat(info.classes()).isEqualTo(WAYS);
    assertThat(info.features()).isEqualTo(2);
    assertThat(info.shape()).containsExactly(1, 2);
    assertThat(info.observations()).isEqualTo(EVENTS);
  }

  @Test
  void theSeedDecidesEverything() throws IOException {
    task(1);
    Path first = temp.resolve("recording-1");
    Path again = temp.resolve("again");
    generator(1).generate(again, written -> {});
    task(2);

    for (String file :
        List.of("observations.avro", "feedback.avro", "recording.json", "truth.jsonl")) {
      assertThat(again.resolve(file)).hasSameBinaryContentAs(first.resolve(file));
    }
    assertThat(Files.readAllBytes(temp.resolve("recording-2").resolve("observations.avro")))
        .isNotEqualTo(Files.readAllBytes(first.resolve("observations.avro")));
  }

  @Test
  void progressIsTold() {
    List<Long> told = new ArrayList<>();
    new LabelBindingGenerator(rows(), 2, 5, 2, 4, false, 1).generate(temp.resolve("r"), told::add);

    assertThat(told).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> new LabelBindingGenerator(rows(), 2, 5, CLASSES + 1, 4, false, 1))
        .hasMessage("ways: '8' is not allowed; allowed: a whole number from 2 to 7");
    assertThatThrownBy(() -> new LabelBindingGenerator(rows(), 0, 5, 2, 4, false, 1))
        .hasMessageContaining("episodes: '0'");
    assertThatThrownBy(() -> new LabelBindingGenerator(rows(), 1, 1, 2, 4, false, 1))
        .hasMessageContaining("length: '1' is not allowed; allowed: a whole number from 2");
    assertThatThrownBy(() -> new LabelBindingGenerator(rows(), 1, 2, 2, 0, false, 1))
        .hasMessageContaining("events: '0'");
  }

  private RecordedTask task(long seed) {
    return new RecordedTask(generator(seed), temp.resolve("recording-" + seed));
  }

  private static LabelBindingGenerator generator(long seed) {
    return new LabelBindingGenerator(rows(), EPISODES, LENGTH, WAYS, EVENTS, false, seed);
  }

  /** Each row shows its class and its number. */
  private static LabelledRows rows() {
    float[][] features = new float[CLASSES * ROWS_OF_A_CLASS][];
    int[] labels = new int[features.length];
    for (int row = 0; row < features.length; row++) {
      // the classes are numbered with gaps
      labels[row] = 2 * (row % CLASSES);
      features[row] = new float[] {row % CLASSES, row};
    }
    return new LabelledRows(features, labels, List.of(1, 2));
  }

  private static int shownClass(Observation observation) {
    return (int) observation.features()[0];
  }

  private static int row(Observation observation) {
    return (int) observation.features()[1];
  }
}
