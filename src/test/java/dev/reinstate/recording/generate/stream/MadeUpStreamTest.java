package dev.reinstate.recording.generate.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Event;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.recording.Recording;
import dev.reinstate.recording.stream.EventStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MadeUpStreamTest {

  private static final long DAY = Rows.DAY;

  @TempDir Path temp;

  @ParameterizedTest
  @EnumSource
  void allThatIsSaidOfARecordingIsSo(MadeUpStream stream) {
    Recording recording = recording(stream, stream.observations(), 1);
    List<Observation> observations = observations(recording);
    List<Feedback> feedback = feedback(recording);

    assertThat(recording.info().name()).isEqualTo(stream.toString());
    assertThat(observations).hasSize(stream.observations()).hasSizeBetween(3_000, 20_000);
    assertThat(feedback).hasSameSizeAs(observations);
    assertThat(feedback).allMatch(event -> event.time() > event.observationTime());
    assertThat(delays(feedback)).allMatch(delay -> delay < 31 * DAY);
    if (recording.info().target() == Target.CLASS) {
      Set<Integer> seen =
          feedback.stream().map(event -> (int) event.target()).collect(Collectors.toSet());
      assertThat(seen).hasSize(recording.info().classes());
    }
    // no feature is a constant
    for (int i = 0; i < recording.info().features(); i++) {
      int at = i;
      assertThat(observations.stream().map(event -> event.features()[at]).distinct().limit(2))
          .as("feature %d", i)
          .hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSeedDecidesEverything(MadeUpStream stream) {
    generate(stream, 300, 1, "one");
    generate(stream, 300, 1, "again");
    generate(stream, 300, 2, "two");

    for (String file : List.of("observations.avro", "feedback.avro", "recording.json")) {
      assertThat(temp.resolve("again").resolve(file))
          .hasSameBinaryContentAs(temp.resolve("one").resolve(file));
    }
    assertThat(observations(Recording.open(temp.resolve("two"))).get(0).features())
        .isNotEqualTo(observations(Recording.open(temp.resolve("one"))).get(0).features());
  }

  @Test
  void aShorterStreamIsTheBeginningOfALongerOne() {
    List<Double> longer = targets(recording(MadeUpStream.MEMBERS, 400, 1));

    assertThat(longer.subList(0, 100)).isEqualTo(targets(recording(MadeUpStream.MEMBERS, 100, 1)));
  }

  @Test
  void thereAreValuesRewardsAndTwoToFiftyClasses() {
    assertThat(Arrays.stream(MadeUpStream.values()).map(stream -> stream.info().target()))
        .contains(Target.VALUE, Target.REWARD);
    TreeSet<Integer> classes =
        Arrays.stream(MadeUpStream.values())
            .map(stream -> stream.info().classes())
            .filter(count -> count > 0)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(classes.first()).isEqualTo(2);
    assertThat(classes.last()).isEqualTo(50);
  }

  @Test
  void sensorsHaveUnitsFromAMillionthToABillion() {
    List<Observation> observations = observations(recording(MadeUpStream.SENSORS, 1_000, 1));

    assertThat(deviation(observations, 0)).isBetween(.5e-6, 2e-6);
    assertThat(deviation(observations, 7)).isBetween(.5e9, 2e9);
    assertThat(keys(observations)).hasSize(1);
  }

  @Test
  void fraudsAreRareAndEnough() {
    List<Double> targets = targets(recording(MadeUpStream.FRAUD, 20_000, 1));

    assertThat(targets.stream().filter(target -> target == 1).count()).isBetween(30L, 100L);
  }

  @Test
  void chargebacksAreKnownBeforeItIsKnownThatThereIsNone() {
    List<Feedback> feedback = feedback(recording(MadeUpStream.CHARGEBACKS, 10_000, 1));
    long start = feedback.stream().mapToLong(Feedback::observationTime).min().getAsLong();

    assertThat(feedback.stream().filter(event -> event.time() < start + 14 * DAY))
        .isNotEmpty()
        .allMatch(event -> event.target() == 1);
    assertThat(feedback.stream().mapToDouble(Feedback::target).average().getAsDouble())
        .isCloseTo(.04, within(.02));
  }

  @Test
  void membersComeBackAfterMonths() {
    Map<String, Long> last = new HashMap<>();
    int afterMonths = 0;
    for (Observation observation : observations(recording(MadeUpStream.MEMBERS, 9_000, 1))) {
      Long before = last.put(observation.key(), observation.time());
      afterMonths += before != null && observation.time() - before >= 60 * DAY ? 1 : 0;
    }
    assertThat(last).hasSizeGreaterThan(1_000);
    assertThat(afterMonths).isGreaterThan(2_000);
  }

  @Test
  void classesAreDealtInTurnAndTheLastKnownIsNeverTheNext() {
    Recording recording = recording(MadeUpStream.TURNS, 1_000, 1);
    Map<String, Double> targets =
        feedback(recording).stream()
            .collect(Collectors.toMap(Feedback::observationId, Feedback::target));
    double known = Double.NaN;
    int number = 0;
    for (Event event : events(recording)) {
      if (event instanceof Feedback feedback) {
        known = feedback.target();
      } else {
        double next = targets.get(event.observationId());
        assertThat(next).isEqualTo(number++ % 5).isNotEqualTo(known);
      }
    }
  }

  @Test
  void aRuleIsReplacedFromOneRowToTheNext() {
    Recording recording = recording(MadeUpStream.RULES, 9_000, 1);
    List<Observation> observations = observations(recording);
    Map<String, Double> targets =
        feedback(recording).stream()
            .collect(Collectors.toMap(Feedback::observationId, Feedback::target));
    List<double[]> rules = new ArrayList<>();
    for (int rule = 0; rule < 3; rule++) {
      double[] correlations = new double[Rules.FEATURES];
      for (Observation observation : observations.subList(3_000 * rule, 3_000 * (rule + 1))) {
        double sign = 2 * targets.get(observation.observationId()) - 1;
        for (int i = 0; i < correlations.length; i++) {
          correlations[i] += sign * observation.features()[i] / 3_000;
        }
      }
      rules.add(correlations);
    }
    assertThat(distance(rules.get(0), rules.get(1))).isGreaterThan(.2);
    assertThat(distance(rules.get(1), rules.get(2))).isGreaterThan(.2);
  }

  @Test
  void delaysAreSetOrNatural() {
    assertThat(new HashSet<>(delays(feedback(recording(MadeUpStream.SYMBOLS, 200, 1))))).hasSize(1);
    assertThat(new HashSet<>(delays(feedback(recording(MadeUpStream.LOANS, 200, 1)))))
        .hasSizeGreaterThan(150);
  }

  @Test
  void tailsHaveSentinels() {
    List<Observation> observations = observations(recording(MadeUpStream.TAILS, 2_000, 1));

    assertThat(observations.stream().filter(event -> event.features()[3] == -999_999).count())
        .isBetween(20L, 70L);
  }

  @Test
  void checkupsLackMeasurements() {
    Recording recording = recording(MadeUpStream.CHECKUPS, 2_000, 1);
    Map<String, Double> targets =
        feedback(recording).stream()
            .collect(Collectors.toMap(Feedback::observationId, Feedback::target));
    double[] missing = new double[Checkups.FEATURES];
    double[] made = new double[2];
    double[] all = new double[2];
    for (Observation observation : observations(recording)) {
      for (int i = 0; i < missing.length; i++) {
        missing[i] += Float.isNaN(observation.features()[i]) ? 1 / 2_000.0 : 0;
      }
      int label = targets.get(observation.observationId()).intValue();
      all[label]++;
      made[label] += Float.isNaN(observation.features()[0]) ? 0 : 1;
    }

    assertThat(recording.info().missing()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(Arrays.stream(missing).skip(1)).allMatch(share -> share > .15 && share < .25);
    assertThat(made[1] / all[1]).isGreaterThan(made[0] / all[0] + .3);
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> new MadeUpStreamGenerator(MadeUpStream.TURNS, 0, 1))
        .hasMessage("events: '0' is not allowed; allowed: a whole number from 1");
  }

  private Recording recording(MadeUpStream stream, long events, long seed) {
    return generate(stream, events, seed, stream + "-" + events + "-" + seed);
  }

  private Recording generate(MadeUpStream stream, long events, long seed, String name) {
    new MadeUpStreamGenerator(stream, events, seed).generate(temp.resolve(name), written -> {});
    return Recording.open(temp.resolve(name));
  }

  private static List<Observation> observations(Recording recording) {
    return all(recording.observations());
  }

  private static List<Feedback> feedback(Recording recording) {
    return all(recording.feedback());
  }

  private static List<Event> events(Recording recording) {
    return all(recording.events());
  }

  private static <E extends Event> List<E> all(EventStream<E> stream) {
    List<E> all = new ArrayList<>();
    try (stream) {
      stream.forEachRemaining(all::add);
    }
    return all;
  }

  private static List<Double> targets(Recording recording) {
    Map<String, Double> byId =
        feedback(recording).stream()
            .collect(Collectors.toMap(Feedback::observationId, Feedback::target));
    return observations(recording).stream().map(event -> byId.get(event.observationId())).toList();
  }

  private static List<Long> delays(List<Feedback> feedback) {
    return feedback.stream().map(event -> event.time() - event.observationTime()).toList();
  }

  private static Set<String> keys(List<Observation> observations) {
    return observations.stream().map(Observation::key).collect(Collectors.toSet());
  }

  private static double deviation(List<Observation> observations, int feature) {
    double mean =
        observations.stream().mapToDouble(event -> event.features()[feature]).average().orElse(0);
    return Math.sqrt(
        observations.stream()
            .mapToDouble(event -> Math.pow(event.features()[feature] - mean, 2))
            .average()
            .orElse(0));
  }

  private static double distance(double[] a, double[] b) {
    return Math.sqrt(IntStream.range(0, a.length).mapToDouble(i -> Math.pow(a[i] - b[i], 2)).sum());
  }
}
