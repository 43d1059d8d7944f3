package dev.reinstate.tuning;

import dev.reinstate.stream.config.FeatureOptions;
import dev.reinstate.stream.config.JobOptions;
import dev.reinstate.stream.config.ReadOptions;
import dev.reinstate.stream.config.TrainingOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * The settings that are searched, and the candidates that are drawn from them.
 *
 * @param settings without those that the user has set
 */
public record SearchSpace(List<SearchedSetting> settings) {

  /** All that can be searched. */
  public static final SearchSpace ALL =
      new SearchSpace(
          List.of(
              SearchedSetting.of(FeatureOptions.FEATURES_STANDARDISE, "true", "false"),
              SearchedSetting.of(JobOptions.MEMORY_K, "8", "16", "32", "64", "128"),
              SearchedSetting.of(JobOptions.MEMORY_CAPACITY, "128", "300", "1000", "3000"),
              SearchedSetting.of(JobOptions.MEMORY_TEMPERATURE, "0.05", "0.1", "0.2", "0.4"),
              SearchedSetting.of(JobOptions.MEMORY_EPSILON, "0.01", "0.05", "0.1"),
              SearchedSetting.of(ReadOptions.MEMORY_HEADS, "1", "2", "4"),
              SearchedSetting.of(ReadOptions.MEMORY_CODE_HEAD, "true", "false"),
              SearchedSetting.of(ReadOptions.MEMORY_AGE, "0", "0.3", "1"),
              SearchedSetting.of(
                  ReadOptions.MEMORY_AGE_UNIT, "1 min", "1 h", "6 h", "1 d", "7 d", "30 d"),
              SearchedSetting.of(
                  JobOptions.MEMORY_EXPIRE_AFTER, "7 d", "30 d", "90 d", "365 d", "1500 d"),
              SearchedSetting.of(JobOptions.NETWORK_EMBEDDING_SIZE, "8", "16", "32"),
              SearchedSetting.of(JobOptions.NETWORK_EMBEDDING_HIDDEN, "32", "64", "64;64"),
              SearchedSetting.of(JobOptions.PREDICTION_PRIOR, "key-rate", "uniform"),
              SearchedSetting.of(ReadOptions.PREDICTION_OWN_FEATURES, "all", ""),
              SearchedSetting.of(ReadOptions.PREDICTION_RATES, "true", "false"),
              SearchedSetting.of(ReadOptions.PREDICTION_REGRESSION, "true", "false"),
              SearchedSetting.of(TrainingOptions.TRAINING_BATCH, "4", "8", "16", "64"),
              SearchedSetting.of(
                  TrainingOptions.TRAINING_LEARNING_RATE,
                  "0.0005",
                  "0.001",
                  "0.002",
                  "0.005",
                  "0.01"),
              SearchedSetting.of(TrainingOptions.TRAINING_READ_RATE, "1", "3", "8"),
              SearchedSetting.of(TrainingOptions.TRAINING_OWN_RATE, "0.02", "0.05", "0.15"),
              SearchedSetting.of(TrainingOptions.TRAINING_REHEARSAL, "0", "16", "64"),
              SearchedSetting.of(TrainingOptions.TRAINING_REHEARSAL_WINDOW, "1 d", "7 d", "30 d")));

  /** What a candidate changes on average. */
  private static final double MEAN_CHANGES = 2.5;

  /** Draws for each candidate at most; in a small space most are of what was drawn already. */
  private static final int DRAWS = 100;

  /** The space without some settings. */
  public SearchSpace without(Collection<String> keys) {
    return new SearchSpace(
        settings.stream().filter(setting -> !keys.contains(setting.key())).toList());
  }

  /**
   * Draws different candidates, none of which is {@link Candidate#BASE}. The seed determines them.
   *
   * @param count how many are wanted; fewer come of a space that has not as many
   * @param possible whether a candidate can be run
   */
  List<Candidate> draw(int count, long seed, Predicate<Candidate> possible) {
    List<SearchedSetting> open =
        settings.stream().filter(setting -> !setting.changes().isEmpty()).toList();
    if (open.isEmpty()) {
      return List.of();
    }
    SplittableRandom random = new SplittableRandom(seed);
    Set<Candidate> drawn = new LinkedHashSet<>();
    for (long i = 0; i < (long) DRAWS * count && drawn.size() < count; i++) {
      Candidate candidate = draw(open, random);
      if (!drawn.contains(candidate) && possible.test(candidate)) {
        drawn.add(candidate);
      }
    }
    return new ArrayList<>(drawn);
  }

  /** Near the base, since what is there has been chosen with care: few settings are changed. */
  private static Candidate draw(List<SearchedSetting> open, SplittableRandom random) {
    Map<String, String> changes = new LinkedHashMap<>();
    int always = random.nextInt(open.size());
    double share = (MEAN_CHANGES - 1) / Math.max(1, open.size() - 1);
    for (int i = 0; i < open.size(); i++) {
      List<String> values = open.get(i).changes();
      String value = values.get(random.nextInt(values.size()));
      if (random.nextDouble() < share || i == always) {
        changes.put(open.get(i).key(), value);
      }
    }
    return new Candidate(changes);
  }
}
