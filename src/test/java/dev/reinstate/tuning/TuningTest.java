package dev.reinstate.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.recording.Recording;
import dev.reinstate.recording.RecordingInfo;
import dev.reinstate.recording.RecordingWriter;
import dev.reinstate.recording.file.RecordingException;
import dev.reinstate.stream.config.JobFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of 1,000 observations 600 are searched on, and 400 are kept aside. */
class TuningTest {

  private static final int OBSERVATIONS = 1000;
  private static final int SEARCHED = 600;
  private static final long STEP = 60_000;
  private static final int CANDIDATES = 4;

  private static final Map<String, String> BASE =
      Map.of("observation.size", "3", "prediction.target", "class", "prediction.classes", "2");

  /** A seed with which something better than the base is found, and one with which nothing is. */
  private static final long FINDS = 4;

  private static final long FINDS_NOTHING = 1;

  @TempDir static Path temp;

  private static Recording recording;

  @BeforeAll
  static void record() {
    recording = write("some", false);
  }

  /**
   * Labels that follow from the features, and come 5 to 15 observations later.
   *
   * @param otherRest whether those of the part that is kept aside are the other way round
   */
  private static Recording write(String name, boolean otherRest) {
    Path folder = temp.resolve(name);
    RecordingInfo info = RecordingInfo.ofClasses("some", "made up", 3, 2);
    Random random = new Random(5);
    List<Feedback> feedback = new ArrayList<>();
    try (RecordingWriter writer = new RecordingWriter(folder, info)) {
      for (int i = 0; i < OBSERVATIONS; i++) {
        float[] features = new float[3];
        for (int f = 0; f < 3; f++) {
          features[f] = (float) random.nextGaussian();
        }
        int label = features[0] * features[1] + .3 * random.nextGaussian() > 0 ? 1 : 0;
        long delay = (5 + random.nextInt(10)) * STEP;
        String key = "k" + i % 3;
        writer.observation(new Observation(key, "o" + i, i * STEP, features));
        feedback.add(
            new Feedback(
                key,
                "f",
                "o" + i,
                i * STEP + delay,
                i * STEP + delay,
                otherRest && i >= SEARCHED ? 1 - label : label,
                1f,
                Feedback.Origin.NONE));
      }
      feedback.sort(Comparator.comparingLong(Feedback::time));
      feedback.forEach(writer::feedback);
      writer.finish();
    }
    return Recording.open(folder);
  }

  private static Tuned tuned(Recording from, long seed) throws Exception {
    return tuned(new Tuning(from, BASE, SearchSpace.ALL), seed, Duration.ofHours(1), done -> {});
  }

  private static Tuned tuned(Tuning tuning, long seed, Duration limit, LongConsumer progress)
      throws Exception {
    Tuned found = tuning.search(CANDIDATES, seed, limit, progress, () -> false);
    return tuning.score(found, progress, () -> false);
  }

  private static TunedJobFile file(Tuned tuned, Map<String, String> base) {
    return new TunedJobFile(
        "some",
        LocalDate.of(2026, 1, 2),
        "./reinstate tune --recording some",
        SearchSpace.ALL,
        base,
        "nothing set",
        tuned);
  }

  @Test
  void theSameSearchFindsTheSame() throws Exception {
    Tuned tuned = tuned(recording, 1);

    assertThat(tuned(recording, 1)).isEqualTo(tuned);
    assertThat(tuned.rungs()).hasSize(1);
    assertThat(tuned.rungs().get(0).candidates()).hasSize(CANDIDATES);
    assertThat(tuned.cut()).isFalse();
    assertThat(tuned(recording, 2).rungs()).isNotEqualTo(tuned.rungs());
  }

  /** What is kept aside cannot tell the search anything, or the score there would be no test. */
  @Test
  void labelsOfTheRestChangeNothingOfWhatIsFound() throws Exception {
    Tuned tuned = tuned(recording, 1);
    Tuned other = tuned(write("other", true), 1);

    assertThat(other.best()).isEqualTo(tuned.best());
    assertThat(other.rungs()).isEqualTo(tuned.rungs());
    assertThat(JobFile.parse(file(other, BASE).text(), "other"))
        .isEqualTo(JobFile.parse(file(tuned, BASE).text(), "some"));
    assertThat(other.heldOut()).isNotEqualTo(tuned.heldOut());
  }

  @Test
  void theScoreIsOfTheRestAlone() throws Exception {
    Tuned tuned = tuned(recording, FINDS);

    assertThat(tuned.searchedObservations()).isEqualTo(SEARCHED);
    assertThat(tuned.heldOutObservations()).isEqualTo(OBSERVATIONS - SEARCHED);
    assertThat(tuned.heldOut().observations()).isEqualTo(OBSERVATIONS - SEARCHED);
    assertThat(tuned.heldOut().scores()).containsKeys(Tuned.BASE, Tuned.BEST, "majority", "kNN");
    assertThat(tuned.heldOut().runs()).hasSize(1);
  }

  @Test
  void whatIsFoundIsNotWorseOnThePartThatIsSearched() throws Exception {
    for (long seed = 1; seed <= 3; seed++) {
      Tuned tuned = tuned(recording, seed);
      assertThat(tuned.bestScore()).isLessThanOrEqualTo(tuned.baseScore());
      assertThat(tuned.bestScore() < tuned.baseScore())
          .isEqualTo(!tuned.best().equals(Candidate.BASE));
    }
  }

  @Test
  void theJobFileHasAllSettingsAndSaysWhereTheyAreFrom() throws Exception {
    Tuned tuned = tuned(recording, FINDS);
    Map<String, String> base = new TreeMap<>(BASE);
    base.put("kafka.properties.ssl.key.password", "x: y");
    String text = file(tuned, base).text();

    assertThat(tuned.best()).isNotEqualTo(Candidate.BASE);
    assertThat(JobFile.parse(text, "job"))
        .containsAllEntriesOf(base)
        .containsAllEntriesOf(tuned.best().changes())
        .hasSize(base.size() + tuned.best().changes().size());
    assertThat(text)
        .startsWith("# Settings for the recording 'some', found on 2026-01-02 by\n")
        .contains("#   ./reinstate tune --recording some\n")
        .contains("# searched on the first 600 observations, beside nothing set 4 candidates")
        .contains("# on 400 other observations, which the search has not seen")
        .contains("#   memory.k: 8, 16")
        .contains("# Some settings may be secret: kafka.properties.ssl.key.password\n");
  }

  /** With nothing to change the base is best. */
  @Test
  void nothingSetMayBeBest() throws Exception {
    Tuned tuned =
        tuned(
            new Tuning(recording, BASE, new SearchSpace(List.of())),
            1,
            Duration.ofHours(1),
            done -> {});

    assertThat(tuned.best()).isEqualTo(Candidate.BASE);
    assertThat(tuned.heldOut().scores()).containsKey(Tuned.BASE).doesNotContainKey(Tuned.BEST);
    assertThat(file(tuned, BASE).text()).contains("# found nothing set to be best\n");
    assertThat(JobFile.parse(file(tuned, BASE).text(), "job")).isEqualTo(BASE);
  }

  /** However little time there is, what the file says of its settings is a score. */
  @Test
  void whereTimeIsOverThereIsAScoreAllTheSame() throws Exception {
    AtomicLong clock = new AtomicLong();
    Tuned tuned =
        tuned(
            new Tuning(
                recording,
                BASE,
                SearchSpace.ALL,
                () -> clock.addAndGet(Duration.ofMinutes(2).toNanos())),
            1,
            Duration.ofMinutes(1),
            done -> {});

    assertThat(tuned.cut()).isTrue();
    assertThat(tuned.rungs()).isEmpty();
    assertThat(tuned.best()).isEqualTo(Candidate.BASE);
    assertThat(tuned.heldOut().observations()).isEqualTo(OBSERVATIONS - SEARCHED);
  }

  @Test
  void whoStopsBeforeTheRestGetsNoScore() throws Exception {
    Tuning tuning = new Tuning(recording, BASE, SearchSpace.ALL);
    Tuned found = tuning.search(CANDIDATES, FINDS, Duration.ofHours(1), done -> {}, () -> false);
    Tuned stopped = tuning.score(found, done -> {}, () -> true);

    assertThat(stopped).isEqualTo(found);
    assertThat(found.best()).isEqualTo(tuned(recording, FINDS).best());
    assertThat(file(stopped, BASE).text())
        .contains("# no score on the rest: tune was stopped before");
  }

  @ParameterizedTest
  @ValueSource(longs = {FINDS, FINDS_NOTHING})
  void progressEndsWhereItWasSaidTo(long seed) throws Exception {
    AtomicLong done = new AtomicLong();
    Tuning tuning = new Tuning(recording, BASE, SearchSpace.ALL);
    Tuned tuned = tuned(tuning, seed, Duration.ofHours(1), done::set);

    assertThat(tuned.best().equals(Candidate.BASE)).isEqualTo(seed == FINDS_NOTHING);
    assertThat(done.get()).isEqualTo(tuning.work(CANDIDATES));
  }

  @Test
  void aRecordingOfOneObservationIsTooShort() {
    assertThatExceptionOfType(RecordingException.class)
        .isThrownBy(() -> tuned(recording.first(1), 1))
        .withMessageContaining("has 1 observations; expected at least 2");
  }
}
