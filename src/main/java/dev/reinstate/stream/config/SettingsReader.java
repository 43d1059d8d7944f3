package dev.reinstate.stream.config;

import static dev.reinstate.stream.config.ComputeOptions.COMPUTE_DEVICE;
import static dev.reinstate.stream.config.ComputeOptions.COMPUTE_PROVIDER;
import static dev.reinstate.stream.config.ComputeOptions.COMPUTE_THREADS;
import static dev.reinstate.stream.config.FeatureOptions.FEATURES_MISSING;
import static dev.reinstate.stream.config.FeatureOptions.FEATURES_MISSING_INDICATORS;
import static dev.reinstate.stream.config.FeatureOptions.FEATURES_STANDARDISE;
import static dev.reinstate.stream.config.JobOptions.BATCH_LINGER;
import static dev.reinstate.stream.config.JobOptions.BATCH_SIZE;
import static dev.reinstate.stream.config.JobOptions.CREDIT_MODE;
import static dev.reinstate.stream.config.JobOptions.CREDIT_READ;
import static dev.reinstate.stream.config.JobOptions.CREDIT_TARGET_ALPHA;
import static dev.reinstate.stream.config.JobOptions.FEEDBACK_DEFAULT_AFTER;
import static dev.reinstate.stream.config.JobOptions.FEEDBACK_DEFAULT_TARGET;
import static dev.reinstate.stream.config.JobOptions.FEEDBACK_EARLY_WAIT;
import static dev.reinstate.stream.config.JobOptions.FEEDBACK_HORIZON;
import static dev.reinstate.stream.config.JobOptions.FEEDBACK_MAX_PER_OBSERVATION;
import static dev.reinstate.stream.config.JobOptions.FEEDBACK_REPEAT;
import static dev.reinstate.stream.config.JobOptions.FLINK_SETTINGS;
import static dev.reinstate.stream.config.JobOptions.KAFKA_BOOTSTRAP_SERVERS;
import static dev.reinstate.stream.config.JobOptions.KAFKA_GROUP_ID;
import static dev.reinstate.stream.config.JobOptions.KAFKA_PROPERTIES;
import static dev.reinstate.stream.config.JobOptions.KAFKA_TRANSACTION_TIMEOUT;
import static dev.reinstate.stream.config.JobOptions.LIMITS_ID_BYTES;
import static dev.reinstate.stream.config.JobOptions.MEMORY_CACHE_BYTES;
import static dev.reinstate.stream.config.JobOptions.MEMORY_CAPACITY;
import static dev.reinstate.stream.config.JobOptions.MEMORY_CODEC_AT_WRITE;
import static dev.reinstate.stream.config.JobOptions.MEMORY_EPSILON;
import static dev.reinstate.stream.config.JobOptions.MEMORY_EVICTION;
import static dev.reinstate.stream.config.JobOptions.MEMORY_EXPIRE_AFTER;
import static dev.reinstate.stream.config.JobOptions.MEMORY_K;
import static dev.reinstate.stream.config.JobOptions.MEMORY_REFRESH;
import static dev.reinstate.stream.config.JobOptions.MEMORY_SIMILARITY;
import static dev.reinstate.stream.config.JobOptions.MEMORY_SWEEP_IDLE;
import static dev.reinstate.stream.config.JobOptions.MEMORY_SWEEP_PER_BATCH;
import static dev.reinstate.stream.config.JobOptions.MEMORY_TEMPERATURE;
import static dev.reinstate.stream.config.JobOptions.MODEL_INITIAL;
import static dev.reinstate.stream.config.JobOptions.OBSERVATION_SIZE;
import static dev.reinstate.stream.config.JobOptions.ORDER_BY;
import static dev.reinstate.stream.config.JobOptions.ORDER_IDLE_TIMEOUT;
import static dev.reinstate.stream.config.JobOptions.ORDER_MAX_AHEAD;
import static dev.reinstate.stream.config.JobOptions.ORDER_MAX_BEHIND;
import static dev.reinstate.stream.config.JobOptions.ORDER_MAX_DRIFT;
import static dev.reinstate.stream.config.JobOptions.ORDER_MAX_OUT_OF_ORDERNESS;
import static dev.reinstate.stream.config.JobOptions.PREDICTIONS_DELIVERY;
import static dev.reinstate.stream.config.JobOptions.PREDICTION_CLASSES;
import static dev.reinstate.stream.config.JobOptions.PREDICTION_PRIOR;
import static dev.reinstate.stream.config.JobOptions.PREDICTION_TARGET;
import static dev.reinstate.stream.config.JobOptions.SEED;
import static dev.reinstate.stream.config.JobOptions.TOPICS_PREFIX;
import static dev.reinstate.stream.config.TrainingOptions.TRAINING_AUTOENCODER_BATCH;
import static dev.reinstate.stream.config.TrainingOptions.TRAINING_AUTOENCODER_GATE;
import static dev.reinstate.stream.config.TrainingOptions.TRAINING_AUTOENCODER_LEARNING_RATE;
import static dev.reinstate.stream.config.TrainingOptions.TRAINING_AUTOENCODER_MAX_PER_SECOND;
import static dev.reinstate.stream.config.TrainingOptions.TRAINING_AUTOENCODER_REHEARSAL;
import static dev.reinstate.stream.config.TrainingOptions.TRAINING_AUTOENCODER_REHEARSAL_BYTES;
import static dev.reinstate.stream.config.TrainingOptions.TRAINING_BATCH;
import static dev.reinstate.stream.config.TrainingOptions.TRAINING_CLIP_NORM;
import static dev.reinstate.stream.config.TrainingOptions.TRAINING_LEARNING_RATE;
import static dev.reinstate.stream.config.TrainingOptions.TRAINING_OPTIMISER;
import static dev.reinstate.stream.config.TrainingOptions.TRAINING_OWN_RATE;
import static dev.reinstate.stream.config.TrainingOptions.TRAINING_PLACEMENT;
import static dev.reinstate.stream.config.TrainingOptions.TRAINING_PUBLISH_INTERVAL;
import static dev.reinstate.stream.config.TrainingOptions.TRAINING_READ_RATE;
import static dev.reinstate.stream.config.TrainingOptions.TRAINING_REHEARSAL;
import static dev.reinstate.stream.config.TrainingOptions.TRAINING_REHEARSAL_BYTES;
import static dev.reinstate.stream.config.TrainingOptions.TRAINING_REHEARSAL_WINDOW;

import dev.reinstate.annotation.Public;
import dev.reinstate.compute.ComputeSettings;
import dev.reinstate.compute.ComputeSettings.Engine;
import dev.reinstate.compute.Device;
import dev.reinstate.compute.Optimiser;
import dev.reinstate.compute.Similarity;
import dev.reinstate.credit.gradient.CreditMode;
import dev.reinstate.credit.outcome.ClassOutcome;
import dev.reinstate.credit.outcome.Outcome;
import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.EventLimits;
import dev.reinstate.memory.Eviction;
import dev.reinstate.settings.CreditRead;
import dev.reinstate.settings.CreditSettings;
import dev.reinstate.settings.DefaultFeedbackSettings;
import dev.reinstate.settings.FeatureSettings;
import dev.reinstate.settings.FeedbackSettings;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.MemorySettings;
import dev.reinstate.settings.MissingFeatures;
import dev.reinstate.settings.NetworkSettings;
import dev.reinstate.settings.PredictionSettings;
import dev.reinstate.settings.Prior;
import dev.reinstate.settings.RefreshPolicy;
import dev.reinstate.settings.RehearsalSettings;
import dev.reinstate.settings.RepeatPolicy;
import dev.reinstate.settings.TrainingSettings;
import dev.reinstate.stream.config.JobSettings.Batches;
import dev.reinstate.stream.config.JobSettings.By;
import dev.reinstate.stream.config.JobSettings.Kafka;
import dev.reinstate.stream.config.JobSettings.Order;
import dev.reinstate.stream.config.JobSettings.Placement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns keys and values into checked settings. */
@Public
public final class SettingsReader {

  /** Memories that a sweep visits; they are recomputed in one batch. */
  private static final int MAX_SWEEP = 65536;

  private static final int MAX_THREADS = 1024;

  /** Of one observation: all of their ids are read and written with each further one. */
  private static final int MAX_FEEDBACKS = 10_000;

  /** The optimiser squares the clipped gradient in float32. */
  private static final double MAX_CLIP_NORM = 1e15;

  private final OptionReader options;

  private SettingsReader(Map<String, String> settings) {
    options = new OptionReader(settings);
  }

  /**
   * Reads all settings of a job; those that are left out have their defaults.
   *
   * @param settings values by dotted keys, as {@link JobFile} reads them
   * @throws SettingsException if a value is missing or impossible
   */
  public static JobSettings read(Map<String, String> settings) {
    return new SettingsReader(settings).job(settings);
  }

  private JobSettings job(Map<String, String> settings) {
    return new JobSettings(
        learner(settings),
        options.optional(MODEL_INITIAL).orElse(null),
        new Order(
            options.oneOf(ORDER_BY, By.class),
            options.notNegative(ORDER_MAX_OUT_OF_ORDERNESS),
            options.positive(ORDER_IDLE_TIMEOUT),
            options.positive(ORDER_MAX_DRIFT),
            options.notNegative(ORDER_MAX_AHEAD),
            options.positive(ORDER_MAX_BEHIND)),
        options.oneOf(TRAINING_PLACEMENT, Placement.class),
        new Batches(options.atLeast(BATCH_SIZE, 1), options.notNegative(BATCH_LINGER)),
        options.bytes(MEMORY_CACHE_BYTES),
        options.notNegative(TRAINING_PUBLISH_INTERVAL),
        options.atLeast(TRAINING_AUTOENCODER_MAX_PER_SECOND, 1),
        new Kafka(
            options.optional(KAFKA_BOOTSTRAP_SERVERS).orElse(""),
            options.value(TOPICS_PREFIX, prefix -> !prefix.isBlank(), "a name"),
            options.value(KAFKA_GROUP_ID, group -> !group.isBlank(), "a name"),
            options
                .value(
                    PREDICTIONS_DELIVERY,
                    List.of("exactly-once", "at-least-once")::contains,
                    "exactly-once, at-least-once")
                .equals("exactly-once"),
            options.positive(KAFKA_TRANSACTION_TIMEOUT),
            options.bytes(LIMITS_ID_BYTES, 1, EventLimits.MAX_ID_BYTES_LIMIT),
            under(KAFKA_PROPERTIES, settings)),
        under(FLINK_SETTINGS, settings));
  }

  private LearnerSettings learner(Map<String, String> settings) {
    Target target = options.oneOf(PREDICTION_TARGET, Target.class);
    PredictionSettings prediction =
        new PredictionSettings(
            target,
            target == Target.CLASS ? options.atLeast(PREDICTION_CLASSES, 2) : 0,
            options.oneOf(PREDICTION_PRIOR, Prior.class));
    MemorySettings memory = memory();
    int observationSize = observationSize();
    FeatureSettings features =
        new FeatureSettings(
            options.value(FEATURES_STANDARDISE, flag -> true, "true, false"),
            options.oneOf(FEATURES_MISSING, MissingFeatures.class),
            options.indices(FEATURES_MISSING_INDICATORS, observationSize));
    int inputSize = observationSize + features.indicators().length;
    NetworkSettings networks = new NetworksReader(options).read(features, inputSize);
    return new LearnerSettings(
        observationSize,
        features,
        prediction,
        memory,
        new SpacesReader(options).read(settings, memory),
        new ReadReader(options).read(networks, inputSize),
        networks,
        crediting(),
        feedback(LearnerSettings.outcome(prediction, memory)),
        new TrainingSettings(
            options.atLeast(TRAINING_BATCH, 1),
            options.oneOf(TRAINING_OPTIMISER, Optimiser.Kind.class),
            options.above0(TRAINING_LEARNING_RATE),
            options.above0(TRAINING_READ_RATE),
            options.above0(TRAINING_OWN_RATE),
            options.value(
                TRAINING_CLIP_NORM,
                norm -> norm > 0 && norm <= MAX_CLIP_NORM,
                "a number above 0, at most " + MAX_CLIP_NORM),
            options.atLeast(TRAINING_AUTOENCODER_BATCH, 1),
            options.atLeast(TRAINING_AUTOENCODER_REHEARSAL, 0),
            options.above0(TRAINING_AUTOENCODER_LEARNING_RATE),
            options.value(TRAINING_AUTOENCODER_GATE, g -> g > 0 && g <= 1, "above 0, at most 1")),
        new RehearsalSettings(
            options.atLeast(TRAINING_REHEARSAL, 0),
            options.positive(TRAINING_REHEARSAL_WINDOW).toMillis(),
            options.bytes(TRAINING_REHEARSAL_BYTES),
            options.bytes(TRAINING_AUTOENCODER_REHEARSAL_BYTES)),
        compute(),
        options.value(SEED, seed -> true, "a whole number"));
  }

  private ComputeSettings compute() {
    return new ComputeSettings(
        options.oneOf(COMPUTE_PROVIDER, Engine.class),
        Device.parse(
                options.value(
                    COMPUTE_DEVICE, text -> Device.parse(text).isPresent(), Device.ALLOWED))
            .orElseThrow(),
        options.value(COMPUTE_THREADS, n -> n >= 1 && n <= MAX_THREADS, "1 to " + MAX_THREADS));
  }

  private CreditSettings crediting() {
    return new CreditSettings(
        options.oneOf(CREDIT_MODE, CreditMode.class),
        options.oneOf(CREDIT_READ, CreditRead.class),
        options.value(
            CREDIT_TARGET_ALPHA, alpha -> alpha >= 1 && Double.isFinite(alpha), "a number from 1"));
  }

  private int observationSize() {
    int max = OptionReader.MAX_STORED_BYTES / Float.BYTES;
    boolean raw = options.oneOf(CREDIT_MODE, CreditMode.class) == CreditMode.EXACT;
    return raw
        ? options.value(
            OBSERVATION_SIZE,
            n -> n >= 1 && n <= max,
            "1 to %d where credit.mode is exact, which keeps observations as they are"
                .formatted(max))
        : options.atLeast(OBSERVATION_SIZE, 1);
  }

  private MemorySettings memory() {
    int capacity = options.atLeast(MEMORY_CAPACITY, 2);
    return new MemorySettings(
        capacity,
        options.value(
            MEMORY_K,
            k -> k >= 2 && k <= capacity,
            "2 to memory.capacity (%d); a read of 1 has no gradient".formatted(capacity)),
        options.oneOf(MEMORY_SIMILARITY, Similarity.class),
        options.above0(MEMORY_TEMPERATURE),
        options.value(MEMORY_EPSILON, e -> e > 0 && e < 1, "above 0 and below 1"),
        options.value(MEMORY_CODEC_AT_WRITE, flag -> true, "true, false"),
        options.oneOf(MEMORY_REFRESH, RefreshPolicy.class),
        options.value(
            MEMORY_SWEEP_PER_BATCH, n -> n >= 1 && n <= MAX_SWEEP, "1 to %d".formatted(MAX_SWEEP)),
        options.positive(MEMORY_SWEEP_IDLE).toMillis(),
        options.oneOf(MEMORY_EVICTION, Eviction.class),
        options.positive(MEMORY_EXPIRE_AFTER).toMillis());
  }

  private FeedbackSettings feedback(Outcome outcome) {
    Duration horizon = options.positive(FEEDBACK_HORIZON);
    RepeatPolicy repeat = options.oneOf(FEEDBACK_REPEAT, RepeatPolicy.class);
    if (repeat == RepeatPolicy.ACCUMULATE && outcome instanceof ClassOutcome) {
      throw options.impossible(FEEDBACK_REPEAT, "replace, ignore; classes do not add up");
    }
    return new FeedbackSettings(
        horizon.toMillis(),
        options.positive(FEEDBACK_EARLY_WAIT).toMillis(),
        repeat,
        options.value(
            FEEDBACK_MAX_PER_OBSERVATION,
            n -> n >= 1 && n <= MAX_FEEDBACKS,
            "1 to " + MAX_FEEDBACKS),
        defaultFeedback(horizon, outcome));
  }

  private @Nullable DefaultFeedbackSettings defaultFeedback(Duration horizon, Outcome outcome) {
    if (!options.isSet(FEEDBACK_DEFAULT_AFTER) && !options.isSet(FEEDBACK_DEFAULT_TARGET)) {
      return null;
    }
    return new DefaultFeedbackSettings(
        options
            .value(
                FEEDBACK_DEFAULT_AFTER,
                d -> d.compareTo(horizon) <= 0 && d.toMillis() > 0,
                "a duration above 0, at most feedback.horizon (%d ms)"
                    .formatted(horizon.toMillis()))
            .toMillis(),
        options.value(FEEDBACK_DEFAULT_TARGET, outcome::accepts, outcome.allowed()));
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
}
