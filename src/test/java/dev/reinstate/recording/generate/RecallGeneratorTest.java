package dev.reinstate.recording.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Observation;
import dev.reinstate.replay.RecordedTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecallGeneratorTest {

  private static final int EPISODES = 20;
  private static final int EVENTS = 24_000;
  private static final int HALF = 16;
  private static final double NOISE_VARIANCE = .25;

  @TempDir static Path temp;
  private static RecordedTask task;

  @BeforeAll
  static void generate() {
    task = new RecordedTask(new RecallGenerator(EPISODES, EVENTS, 1), temp.resolve("recording"));
  }

  @Test
  void anOutcomeComesJustBeforeItsEpisodeGoesOn() {
    task.assertDelay(EPISODES);
    task.assertTurns(EPISODES);
    assertThat(task.info.target()).isEqualTo(Target.CLASS);
    assertThat(task.info.classes()).isEqualTo(2);
    assertThat(task.info.features()).isEqualTo(2 * HALF);
  }

  @Test
  void anEpisodeIsCuesDistractorsAndJunctions() {
    List<String> expected = new ArrayList<>();
    for (int step = 0; step < 24; step++) {
      expected.add(step < 4 ? "cue" : step < 20 ? "distractor" : "junction");
    }
    assertThat(wholeEpisodes())
        .hasSizeGreaterThan(900)
        .allSatisfy(episode -> assertThat(episode.stream().map(task::group)).isEqualTo(expected));
  }

  @Test
  void theFirstEpisodesBeginSomewhereInTheirMiddle() {
    List<List<Observation>> first = new ArrayList<>(task.byKey().values()).subList(0, EPISODES);
    Set<Integer> lengths = new HashSet<>();
    for (List<Observation> episode : first) {
      lengths.add(episode.size());
      Set<String> ids = new HashSet<>();
      episode.forEach(observation -> ids.add(observation.observationId()));
      for (Observation observation :
          episode.subList(Math.max(0, episode.size() - 4), episode.size())) {
        // a junction whose cue was before the beginning is not scored
        String cause = task.cause(observation);
        assertThat(task.group(observation)).isEqualTo(cause == null ? null : "junction");
        assertThat(cause == null || ids.contains(cause)).isTrue();
      }
    }
    assertThat(lengths).hasSizeGreaterThan(8);
    assertThat(lengths).allMatch(length -> length >= 1 && length <= 24);
  }

  @Test
  void theTrueCueSolvesEveryJunction() {
    int junctions = 0;
    for (List<Observation> episode : wholeEpisodes()) {
      Map<String, Observation> cues = new HashMap<>();
      episode.subList(0, 4).forEach(cue -> cues.put(cue.observationId(), cue));
      Set<String> asked = new HashSet<>();
      for (Observation junction : episode.subList(20, 24)) {
        Observation cue = cues.get(task.cause(junction));
        assertThat(cue).as("the cue is of the same episode").isNotNull();
        assertThat(task.label(junction)).isEqualTo(task.label(cue));
        asked.add(cue.observationId());
        junctions++;
      }
      assertThat(asked).as("every cue is asked for once").hasSize(4);
    }
    assertThat(junctions).isGreaterThan(3_600);
  }

  /** Who compares the first halves of events finds the cue; the second halves do not help. */
  @Test
  void theTypeTellsTheCueAndTheContextDoesNot() {
    double byType = 0;
    double byContext = 0;
    double junctions = 0;
    for (List<Observation> episode : wholeEpisodes()) {
      List<Observation> cues = episode.subList(0, 4);
      for (Observation junction : episode.subList(20, 24)) {
        junctions++;
        byType += nearest(junction, cues, 0).equals(task.cause(junction)) ? 1 : 0;
        byContext += nearest(junction, cues, HALF).equals(task.cause(junction)) ? 1 : 0;
      }
    }
    assertThat(byType / junctions).isGreaterThan(.98);
    assertThat(byContext / junctions).isBetween(.2, .3);
  }

  @Test
  void noiseIsAllThatTellsACueFromItsJunctionsType() {
    double difference = 0;
    double contexts = 0;
    int pairs = 0;
    for (List<Observation> episode : wholeEpisodes()) {
      Map<String, Observation> byId = new HashMap<>();
      episode.forEach(observation -> byId.put(observation.observationId(), observation));
      for (Observation junction : episode.subList(20, 24)) {
        Observation cue = byId.get(task.cause(junction));
        difference += distance(junction, cue, 0) / HALF;
        contexts += distance(junction, cue, HALF);
        pairs++;
      }
    }
    assertThat(difference / pairs).isCloseTo(2 * NOISE_VARIANCE, within(.02));
    // the contexts of cues and junctions always differ by the same
    assertThat(contexts / pairs).isGreaterThan(2 * NOISE_VARIANCE * HALF + 4);
  }

  @Test
  void patternsHaveLengthFour() {
    double cueContext = lengthOfMean(o -> "cue".equals(task.group(o)), HALF);
    double junctionContext = lengthOfMean(o -> "junction".equals(task.group(o)), HALF);

    assertThat(cueContext).isCloseTo(4, within(.1));
    assertThat(junctionContext).isCloseTo(4, within(.1));
    Observation cue = wholeEpisodes().get(0).get(0);
    assertThat(lengthOfMean(o -> distance(o, cue, 0) < 2 * NOISE_VARIANCE * HALF * 1.6, 0))
        .as("events of the type of one cue")
        .isCloseTo(4, within(.25));
  }

  @Test
  void outcomesAreFairCoins() {
    for (String group : List.of("cue", "distractor", "junction")) {
      List<Observation> all =
          task.observations.stream().filter(o -> group.equals(task.group(o))).toList();
      double rate = all.stream().mapToInt(task::label).average().orElseThrow();
      assertThat(rate).as(group).isCloseTo(.5, within(.04));
    }
  }

  /** Cues are of different types, so no two are as close as a cue and its junction. */
  @Test
  void theTypesOfCuesDiffer() {
    int closest = 0;
    int pairs = 0;
    for (List<Observation> episode : wholeEpisodes()) {
      for (int i = 0; i < 4; i++) {
        for (int j = 0; j < i; j++) {
          pairs++;
          closest +=
              distance(episode.get(i), episode.get(j), 0) < 2 * NOISE_VARIANCE * HALF ? 1 : 0;
        }
      }
    }
    assertThat((double) closest / pairs).isLessThan(.01);
  }

  @Test
  void theSeedDecidesEverything() throws IOException {
    Path again = temp.resolve("again");
    new RecallGenerator(EPISODES, EVENTS, 1).generate(again, written -> {});
    Path other = temp.resolve("other");
    RecordedTask second = new RecordedTask(new RecallGenerator(EPISODES, EVENTS, 2), other);

    for (String file :
        List.of("observations.avro", "feedback.avro", "recording.json", "truth.jsonl")) {
      assertThat(again.resolve(file))
          .hasSameBinaryContentAs(temp.resolve("recording").resolve(file));
    }
    assertThat(second.labels).isNotEqualTo(task.labels);
    assertThat(second.observations.get(0).features())
        .isNotEqualTo(task.observations.get(0).features());
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> new RecallGenerator(0, 1, 1))
        .hasMessage("episodes: '0' is not allowed; allowed: a whole number from 1 to 1000000");
    assertThatThrownBy(() -> new RecallGenerator(1, 0, 1))
        .hasMessage("events: '0' is not allowed; allowed: a whole number from 1");
  }

  private static List<List<Observation>> wholeEpisodes() {
    List<List<Observation>> all = new ArrayList<>(task.byKey().values());
    return all.subList(EPISODES, all.size()).stream()
        .filter(episode -> episode.size() == 24)
        .toList();
  }

  private static String nearest(Observation to, List<Observation> among, int from) {
    Observation nearest = among.get(0);
    for (Observation other : among) {
      if (distance(to, other, from) < distance(to, nearest, from)) {
        nearest = other;
      }
    }
    return nearest.observationId();
  }

  /** Squared distance of the halves that begin at an index. */
  private static double distance(Observation a, Observation b, int from) {
    double sum = 0;
    for (int i = from; i < from + HALF; i++) {
      double difference = a.features()[i] - b.features()[i];
      sum += difference * difference;
    }
    return sum;
  }

  private static double lengthOfMean(Predicate<Observation> wanted, int from) {
    double[] mean = new double[HALF];
    int count = 0;
    for (Observation observation : task.observations) {
      if (wanted.test(observation)) {
        count++;
        for (int i = 0; i < HALF; i++) {
          mean[i] += observation.features()[from + i];
        }
      }
    }
    double squares = 0;
    for (double sum : mean) {
      squares += sum / count * sum / count;
    }
    return Math.sqrt(squares);
  }
}
