package dev.reinstate.stream;

import static dev.reinstate.stream.JobOptions.BATCH_LINGER;
import static dev.reinstate.stream.JobOptions.BATCH_SIZE;
import static dev.reinstate.stream.JobOptions.CREDIT_MODE;
import static dev.reinstate.stream.JobOptions.CREDIT_READ;
import static dev.reinstate.stream.JobOptions.CREDIT_TARGET_ALPHA;
import static dev.reinstate.stream.JobOptions.FEEDBACK_DEFAULT_AFTER;
import static dev.reinstate.stream.JobOptions.FEEDBACK_DEFAULT_TARGET;
import static dev.reinstate.stream.JobOptions.FEEDBACK_EARLY_WAIT;
import static dev.reinstate.stream.JobOptions.FEEDBACK_HORIZON;
import static dev.reinstate.stream.JobOptions.FEEDBACK_REPEAT;
import static dev.reinstate.stream.JobOptions.FLINK_SETTINGS;
import static dev.reinstate.stream.JobOptions.KAFKA_BOOTSTRAP_SERVERS;
import static dev.reinstate.stream.JobOptions.KAFKA_GROUP_ID;
import static dev.reinstate.stream.JobOptions.KAFKA_PROPERTIES;
import static dev.reinstate.stream.JobOptions.KAFKA_TRANSACTION_TIMEOUT;
import static dev.reinstate.stream.JobOptions.LIMITS_ID_BYTES;
import static dev.reinstate.stream.JobOptions.MEMORY_CAPACITY;
import static dev.reinstate.stream.JobOptions.MEMORY_CODEC_AT_WRITE;
import static dev.reinstate.stream.JobOptions.MEMORY_EPSILON;
import static dev.reinstate.stream.JobOptions.MEMORY_EXPIRE_AFTER;
import static dev.reinstate.stream.JobOptions.MEMORY_K;
import static dev.reinstate.stream.JobOptions.MEMORY_REFRESH;
import static dev.reinstate.stream.JobOptions.MEMORY_SIMILARITY;
import static dev.reinstate.stream.JobOptions.MEMORY_SWEEP_IDLE;
import static dev.reinstate.stream.JobOptions.MEMORY_SWEEP_PER_BATCH;
import static dev.reinstate.stream.JobOptions.MEMORY_TEMPERATURE;
import static dev.reinstate.stream.JobOptions.MODEL_INITIAL;
import static dev.reinstate.stream.JobOptions.NETWORK_CODE_BITS;
import static dev.reinstate.stream.JobOptions.NETWORK_CODE_HIDDEN;
import static dev.reinstate.stream.JobOptions.NETWORK_CODE_SIZE;
import static dev.reinstate.stream.JobOptions.NETWORK_EMBEDDING_BITS;
import static dev.reinstate.stream.JobOptions.NETWORK_EMBEDDING_HIDDEN;
import static dev.reinstate.stream.JobOptions.NETWORK_EMBEDDING_SIZE;
import static dev.reinstate.stream.JobOptions.OBSERVATION_SIZE;
import static dev.reinstate.stream.JobOptions.ORDER_BY;
import static dev.reinstate.stream.JobOptions.ORDER_DISORDER;
import static dev.reinstate.stream.JobOptions.ORDER_IDLE_AFTER;
import static dev.reinstate.stream.JobOptions.ORDER_MAX_DRIFT;
import static dev.reinstate.stream.JobOptions.PREDICTIONS_DELIVERY;
import static dev.reinstate.stream.JobOptions.PREDICTION_CLASSES;
import static dev.reinstate.stream.JobOptions.PREDICTION_PRIOR;
import static dev.reinstate.stream.JobOptions.PREDICTION_TARGET;
import static dev.reinstate.stream.JobOptions.SEED;
import static dev.reinstate.stream.JobOptions.TOPICS_PREFIX;
import static dev.reinstate.stream.JobOptions.TRAINING_AUTOENCODER_BATCH;
import static dev.reinstate.stream.JobOptions.TRAINING_AUTOENCODER_GATE;
import static dev.reinstate.stream.JobOptions.TRAINING_AUTOENCODER_LEARNING_RATE;
import static dev.reinstate.stream.JobOptions.TRAINING_AUTOENCODER_MAX_PER_SECOND;
import static dev.reinstate.stream.JobOptions.TRAINING_BATCH;
import static dev.reinstate.stream.JobOptions.TRAINING_CLIP_NORM;
import static dev.reinstate.stream.JobOptions.TRAINING_LEARNING_RATE;
import static dev.reinstate.stream.JobOptions.TRAINING_OPTIMISER;
import static dev.reinstate.stream.JobOptions.TRAINING_PLACEMENT;
import static dev.reinstate.stream.JobOptions.TRAINING_PUBLISH_INTERVAL;
import static dev.reinstate.stream.ReadOptions.MEMORY_AGE;
import static dev.reinstate.stream.ReadOptions.MEMORY_AGE_UNIT;
import static dev.reinstate.stream.ReadOptions.MEMORY_HEADS;
import static dev.reinstate.stream.ReadOptions.MEMORY_LEARN_TEMPERATURE;
import static dev.reinstate.stream.ReadOptions.MEMORY_NULL_SLOT;
import static dev.reinstate.stream.ReadOptions.PREDICTION_COMBINATION;
import static dev.reinstate.stream.ReadOptions.PREDICTION_OWN_FEATURES;
import static dev.reinstate.stream.ReadOptions.TRAINING_AUTOENCODER_REHEARSAL;
import static dev.reinstate.stream.ReadOptions.TRAINING_AUTOENCODER_REHEARSAL_BYTES;
import static dev.reinstate.stream.ReadOptions.TRAINING_REHEARSAL;
import static dev.reinstate.stream.ReadOptions.TRAINING_REHEARSAL_BYTES;
import static dev.reinstate.stream.ReadOptions.TRAINING_REHEARSAL_WINDOW;

import dev.reinstate.compute.Optimiser;
import dev.reinstate.compute.Similarity;
import dev.reinstate.credit.ClassOutcome;
import dev.reinstate.credit.CreditMode;
import dev.reinstate.credit.Outcome;
import dev.reinstate.credit.Target;
import dev.reinstate.learner.LearnerSettings;
import dev.reinstate.learner.LearnerSettings.Combination;
import dev.reinstate.learner.LearnerSettings.CreditRead;
import dev.reinstate.learner.LearnerSettings.Fallback;
import dev.reinstate.learner.LearnerSettings.Prior;
import dev.reinstate.learner.LearnerSettings.Refresh;
import dev.reinstate.learner.LearnerSettings.Repeat;
import dev.reinstate.memory.Precision;
import dev.reinstate.stream.JobSettings.Batches;
import dev.reinstate.stream.JobSettings.By;
import dev.reinstate.stream.JobSettings.Kafka;
import dev.reinstate.stream.JobSettings.Order;
import dev.reinstate.stream.JobSettings.Placement;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/** Makes checked settings of dotted keys and values. */
public final class SettingsReader {

  /** A century: event times plus any duration stay within a long. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  /** Bytes of an embedding or a code: its length is kept in 16 bits. */
  private static final int LARGEST_STORED = 65535;

  /** Memories of a sweep, which are computed in one go. */
  private static final int LARGEST_SWEEP = 65536;

  private final Configuration configuration;

  private SettingsReader(Map<String, String> settings) {
    configuration = Configuration.fromMap(settings);
  }

  /**
   * Reads all settings of a job.
   *
   * @throws SettingsException if a value is missing or impossible
   */
  public static JobSettings read(Map<String, String> settings) {
    return new SettingsReader(settings).job(settings);
  }

  private JobSettings job(Map<String, String> settings) {
    return new JobSettings(
        learner(),
        configuration.get(MODEL_INITIAL),
        new Order(
            oneOf(ORDER_BY, By.class),
            notNegative(ORDER_DISORDER),
            positive(ORDER_IDLE_AFTER),
            positive(ORDER_MAX_DRIFT)),
        oneOf(TRAINING_PLACEMENT, Placement.class),
        new Batches(atLeast(BATCH_SIZE, 1), notNegative(BATCH_LINGER)),
        notNegative(TRAINING_PUBLISH_INTERVAL),
        atLeast(TRAINING_AUTOENCODER_MAX_PER_SECOND, 1),
        new Kafka(
            configuration.getOptional(KAFKA_BOOTSTRAP_SERVERS).orElse(""),
            value(TOPICS_PREFIX, prefix -> !prefix.isBlank(), "a name"),
            value(KAFKA_GROUP_ID, group -> !group.isBlank(), "a name"),
            value(
                    PREDICTIONS_DELIVERY,
                    List.of("exactly-once", "at-least-once")::contains,
                    "exactly-once, at-least-once")
                .equals("exactly-once"),
            positive(KAFKA_TRANSACTION_TIMEOUT),
            value(LIMITS_ID_BYTES, n -> n >= 1 && n <= 8192, "1 to 8192"),
            under(KAFKA_PROPERTIES, settings)),
        under(FLINK_SETTINGS, settings));
  }

  private LearnerSettings learner() {
    Target target = oneOf(PREDICTION_TARGET, Target.class);
    LearnerSettings.Prediction prediction =
        new LearnerSettings.Prediction(
            target,
            target == Target.CLASS ? atLeast(PREDICTION_CLASSES, 2) : 0,
            oneOf(PREDICTION_PRIOR, Prior.class));
    LearnerSettings.Memory memory = memory();
    int observationSize = observationSize();
    return new LearnerSettings(
        observationSize,
        prediction,
        memory,
        reads(observationSize),
        new LearnerSettings.Networks(
            layers(NETWORK_EMBEDDING_HIDDEN),
            size(NETWORK_EMBEDDING_SIZE, 2, NETWORK_EMBEDDING_BITS),
            bits(NETWORK_EMBEDDING_BITS),
            layers(NETWORK_CODE_HIDDEN),
            size(NETWORK_CODE_SIZE, 1, NETWORK_CODE_BITS),
            bits(NETWORK_CODE_BITS)),
        crediting(),
        feedback(LearnerSettings.outcome(prediction, memory)),
        new LearnerSettings.Training(
            atLeast(TRAINING_BATCH, 1),
            oneOf(TRAINING_OPTIMISER, Optimiser.Kind.class),
            above0(TRAINING_LEARNING_RATE),
            above0(TRAINING_CLIP_NORM),
            atLeast(TRAINING_AUTOENCODER_BATCH, 1),
            atLeast(TRAINING_AUTOENCODER_REHEARSAL, 0),
            above0(TRAINING_AUTOENCODER_LEARNING_RATE),
            value(TRAINING_AUTOENCODER_GATE, g -> g > 0 && g <= 1, "above 0, at most 1")),
        new LearnerSettings.Rehearsing(
            atLeast(TRAINING_REHEARSAL, 0),
            positive(TRAINING_REHEARSAL_WINDOW).toMillis(),
            bytes(TRAINING_REHEARSAL_BYTES),
            bytes(TRAINING_AUTOENCODER_REHEARSAL_BYTES)),
        value(SEED, seed -> true, "a whole number"));
  }

  private LearnerSettings.Crediting crediting() {
    return new LearnerSettings.Crediting(
        oneOf(CREDIT_MODE, CreditMode.class),
        oneOf(CREDIT_READ, CreditRead.class),
        value(
            CREDIT_TARGET_ALPHA, alpha -> alpha >= 1 && Double.isFinite(alpha), "a number from 1"));
  }

  private int observationSize() {
    int most = LARGEST_STORED / Float.BYTES;
    boolean raw = oneOf(CREDIT_MODE, CreditMode.class) == CreditMode.EXACT;
    return raw
        ? value(
            OBSERVATION_SIZE,
            n -> n >= 1 && n <= most,
            "1 to %d where credit.mode is exact, which keeps raw observations".formatted(most))
        : atLeast(OBSERVATION_SIZE, 1);
  }

  private LearnerSettings.Memory memory() {
    int capacity = atLeast(MEMORY_CAPACITY, 2);
    return new LearnerSettings.Memory(
        capacity,
        value(
            MEMORY_K,
            k -> k >= 2 && k <= capacity,
            "2 to memory.capacity (%d); a read of 1 has no gradient".formatted(capacity)),
        oneOf(MEMORY_SIMILARITY, Similarity.class),
        above0(MEMORY_TEMPERATURE),
        value(MEMORY_EPSILON, e -> e > 0 && e < 1, "above 0 and below 1"),
        value(MEMORY_CODEC_AT_WRITE, flag -> true, "true, false"),
        oneOf(MEMORY_REFRESH, Refresh.class),
        value(
            MEMORY_SWEEP_PER_BATCH,
            n -> n >= 1 && n <= LARGEST_SWEEP,
            "1 to %d".formatted(LARGEST_SWEEP)),
        positive(MEMORY_SWEEP_IDLE).toMillis(),
        positive(MEMORY_EXPIRE_AFTER).toMillis());
  }

  private LearnerSettings.Reads reads(int observationSize) {
    int size = configuration.get(NETWORK_EMBEDDING_SIZE);
    return new LearnerSettings.Reads(
        value(
            MEMORY_HEADS,
            heads -> heads >= 1 && size % heads == 0,
            "a divisor of network.embedding.size (%d)".formatted(size)),
        value(MEMORY_LEARN_TEMPERATURE, flag -> true, "true, false"),
        value(MEMORY_AGE, age -> age >= 0 && Double.isFinite(age), "a number from 0"),
        positive(MEMORY_AGE_UNIT).toMillis(),
        value(MEMORY_NULL_SLOT, flag -> true, "true, false"),
        oneOf(PREDICTION_COMBINATION, Combination.class),
        ownFeatures(observationSize));
  }

  private int[] ownFeatures(int observationSize) {
    String words =
        "all, or numbers and ranges from 0 to %d, such as [0-8, 25]".formatted(observationSize - 1);
    List<String> listed = value(PREDICTION_OWN_FEATURES, list -> true, words);
    if (listed.equals(List.of("all"))) {
      return IntStream.range(0, observationSize).toArray();
    }
    try {
      int[] features =
          listed.stream().flatMapToInt(SettingsReader::range).distinct().sorted().toArray();
      if (Arrays.stream(features).allMatch(i -> i < observationSize)) {
        return features;
      }
    } catch (NumberFormatException e) {
      throw impossible(PREDICTION_OWN_FEATURES, words);
    }
    throw impossible(PREDICTION_OWN_FEATURES, words);
  }

  private static IntStream range(String range) {
    String[] ends = range.trim().split("-", -1);
    int from = Integer.parseInt(ends[0]);
    int to = Integer.parseInt(ends[ends.length - 1]);
    if (ends.length > 2 || from > to) {
      throw new NumberFormatException(range);
    }
    return IntStream.rangeClosed(from, to);
  }

  private LearnerSettings.Feedbacks feedback(Outcome outcome) {
    Duration horizon = positive(FEEDBACK_HORIZON);
    Repeat repeat = oneOf(FEEDBACK_REPEAT, Repeat.class);
    if (repeat == Repeat.ACCUMULATE && outcome instanceof ClassOutcome) {
      throw impossible(FEEDBACK_REPEAT, "replace, ignore; classes do not add up");
    }
    return new LearnerSettings.Feedbacks(
        horizon.toMillis(),
        positive(FEEDBACK_EARLY_WAIT).toMillis(),
        repeat,
        fallback(horizon, outcome));
  }

  private Fallback fallback(Duration horizon, Outcome outcome) {
    if (!configuration.contains(FEEDBACK_DEFAULT_AFTER)
        && !configuration.contains(FEEDBACK_DEFAULT_TARGET)) {
      return null;
    }
    return new Fallback(
        value(
                FEEDBACK_DEFAULT_AFTER,
                d -> d.toMillis() > 0 && d.compareTo(horizon) <= 0,
                "a duration above 0, at most feedback.horizon (%d ms)"
                    .formatted(horizon.toMillis()))
            .toMillis(),
        value(FEEDBACK_DEFAULT_TARGET, outcome::accepts, outcome.allowed()));
  }

  private static Map<String, String> under(String prefix, Map<String, String> settings) {
    Map<String, String> found = new HashMap<>();
    settings.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            found.put(key.substring(prefix.length()), value);
          }
        });
    return found;
  }

  private <T> T value(ConfigOption<T> option, Predicate<T> allowed, String words) {
    T value;
    try {
      value = configuration.get(option);
    } catch (IllegalArgumentException e) {
      throw impossible(option, words);
    }
    if (value == null) {
      throw new SettingsException("%s is not set; allowed: %s".formatted(option.key(), words));
    }
    if (!allowed.test(value)) {
      throw impossible(option, words);
    }
    return value;
  }

  /** Quotes the value as it was written, not as it was understood. */
  private SettingsException impossible(ConfigOption<?> option, String words) {
    Object value = configuration.toMap().getOrDefault(option.key(), "" + option.defaultValue());
    return new SettingsException(
        "%s: '%s' is not allowed; allowed: %s".formatted(option.key(), value, words));
  }

  private int atLeast(ConfigOption<Integer> option, int least) {
    return value(option, n -> n >= least, "a whole number from " + least);
  }

  /** How many numbers are stored, of so many bits. */
  private int size(ConfigOption<Integer> option, int least, ConfigOption<Integer> bitsOption) {
    Precision precision = bits(bitsOption);
    int most = LARGEST_STORED / precision.bytes(1);
    return value(
        option,
        size -> size >= least && size <= most,
        "%d to %d where %s is %d".formatted(least, most, bitsOption.key(), precision.bits()));
  }

  private Precision bits(ConfigOption<Integer> option) {
    int bits = value(option, n -> n == 8 || n == 32, "8, 32");
    return bits == 8 ? Precision.INT8 : Precision.FLOAT32;
  }

  private long bytes(ConfigOption<Long> option) {
    return value(option, n -> n >= 0, "a number of bytes, from 0");
  }

  private double above0(ConfigOption<Double> option) {
    return value(option, x -> x > 0 && Double.isFinite(x), "a number above 0");
  }

  private Duration positive(ConfigOption<Duration> option) {
    return value(
        option,
        d -> inRange(d) && d.toMillis() > 0,
        "a duration above 0, such as '10 min', at most %d d".formatted(LONGEST.toDays()));
  }

  private Duration notNegative(ConfigOption<Duration> option) {
    return value(
        option,
        d -> inRange(d) && !d.isNegative(),
        "a duration, such as '5 s', at most %d d".formatted(LONGEST.toDays()));
  }

  private static boolean inRange(Duration duration) {
    return duration.compareTo(LONGEST) <= 0;
  }

  private int[] layers(ConfigOption<List<Integer>> option) {
    List<Integer> sizes =
        value(
            option,
            list -> list.stream().allMatch(size -> size >= 1),
            "whole numbers from 1, such as [64, 32]");
    return sizes.stream().mapToInt(Integer::intValue).toArray();
  }

  private <E extends Enum<E>> E oneOf(ConfigOption<String> option, Class<E> type) {
    Map<String, E> byName =
        Arrays.stream(type.getEnumConstants())
            .collect(Collectors.toMap(SettingsReader::label, constant -> constant));
    String words = byName.keySet().stream().sorted().collect(Collectors.joining(", "));
    return byName.get(value(option, byName::containsKey, words));
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
