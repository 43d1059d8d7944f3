package dev.reinstate.stream.config;

import static org.apache.flink.configuration.ConfigOptions.key;

import dev.reinstate.event.EventLimits;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;

/** The settings of a job file, with type, default and description. */
public final class JobOptions {

  /** The largest observation that is kept itself, in numbers, where nothing is set. */
  static final int MAX_DIRECT = 64;

  public static final ConfigOption<Integer> OBSERVATION_SIZE =
      key("observation.size")
          .intType()
          .noDefaultValue()
          .withDescription(
              "Number of features of an observation. In a replay it follows from the"
                  + " recording.");

  public static final ConfigOption<String> PREDICTION_TARGET =
      key("prediction.target")
          .stringType()
          .noDefaultValue()
          .withDescription("Type of target that feedback carries: class, value or reward.");

  public static final ConfigOption<Integer> PREDICTION_CLASSES =
      key("prediction.classes")
          .intType()
          .noDefaultValue()
          .withDescription(
              "Number of classes, at least 2. Required where prediction.target is class.");

  public static final ConfigOption<String> PREDICTION_PRIOR =
      key("prediction.prior")
          .stringType()
          .defaultValue("key-rate")
          .withDescription(
              "Prior of a prediction: what heads say where no memory can be read. key-rate:"
                  + " the rate of known values of the key, smoothed toward the rate over all keys."
                  + " uniform: 1/C for each of C classes, or 0 for values and rewards.");

  public static final ConfigOption<Integer> MEMORY_CAPACITY =
      key("memory.capacity")
          .intType()
          .defaultValue(1000)
          .withDescription(
              "Maximum number of memories of a key. Observations that wait for feedback are"
                  + " not counted.");

  public static final ConfigOption<Integer> MEMORY_K =
      key("memory.k")
          .intType()
          .defaultValue(16)
          .withDescription("Number of memories that a read attends to, from 2 to memory.capacity.");

  public static final ConfigOption<String> MEMORY_SIMILARITY =
      key("memory.similarity")
          .stringType()
          .defaultValue("unit-dot")
          .withDescription(
              "How similar a query q and a memory m are. unit-dot: q·m, with embeddings"
                  + " normalised to length 1. cosine: q·m/(‖q‖‖m‖). scaled-dot: q·m/√d."
                  + " negative-squared-distance: −‖q−m‖². With the last three, embeddings may have"
                  + " any length.");

  public static final ConfigOption<Double> MEMORY_TEMPERATURE =
      key("memory.temperature")
          .doubleType()
          .defaultValue(0.2)
          .withDescription("Softmax temperature of a read, above 0.");

  public static final ConfigOption<Double> MEMORY_EPSILON =
      key("memory.epsilon")
          .doubleType()
          .defaultValue(0.01)
          .withDescription("Weight of the prior in a class prediction, above 0 and below 1.");

  public static final ConfigOption<Boolean> MEMORY_CODEC_AT_WRITE =
      key("memory.codec-at-write")
          .booleanType()
          .defaultValue(true)
          .withDescription(
              "Whether the embedding network also sees the reinstated observation, instead"
                  + " of the original one, when an observation is written and queried. Stored and"
                  + " recomputed embeddings then differ by staleness only.");

  public static final ConfigOption<String> MEMORY_REFRESH =
      key("memory.refresh")
          .stringType()
          .defaultValue("both")
          .withDescription(
              "Which stored embeddings are recomputed with the current model. none. touch:"
                  + " those of the memories that a feedback credits and of its own observation."
                  + " sweep: all in turn, key by key, the newest of a key first. both: touch and"
                  + " sweep.");

  public static final ConfigOption<Integer> MEMORY_SWEEP_PER_BATCH =
      key("memory.sweep-per-batch")
          .intType()
          .defaultValue(256)
          .withDescription(
              "Number of memories that the sweep visits after each training step"
                  + " (training.placement inline) or after each micro-batch (shared), from 1 to"
                  + " 65536. Memories that are up to date are visited too, but not recomputed.");

  public static final ConfigOption<Duration> MEMORY_SWEEP_IDLE =
      key("memory.sweep-idle")
          .durationType()
          .defaultValue(Duration.ofDays(7))
          .withDescription(
              "Event time without an observation after which the sweep skips a key, until"
                  + " the next observation of the key arrives.");

  public static final ConfigOption<String> MEMORY_EVICTION =
      key("memory.eviction")
          .stringType()
          .defaultValue("oldest")
          .withDescription(
              "Which memory is evicted when a key has reached memory.capacity. oldest: the"
                  + " one written first. least-credited: the one with the lowest total credit since"
                  + " this policy was set; among equals, the one observed first.");

  public static final ConfigOption<Duration> MEMORY_EXPIRE_AFTER =
      key("memory.expire-after")
          .durationType()
          .defaultValue(Duration.ofDays(3650))
          .withDescription(
              "Event time after which a memory expires, rounded up by at most a sixteenth. A"
                  + " key with nothing left frees all of its state.");

  public static final ConfigOption<MemorySize> MEMORY_CACHE_BYTES =
      key("memory.cache-bytes")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(64))
          .withDescription(
              "Maximum size of keyed state that each subtask caches on the heap. Cached"
                  + " state is written to RocksDB at checkpoints and when the cache is full. 0"
                  + " disables the cache: all state is written after each micro-batch. No effect if"
                  + " state.backend.type is hashmap.");

  public static final ConfigOption<String> MODEL_INITIAL =
      key("model.initial")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Path of a model file to start from, as pretrain and replay --save-model write"
                  + " it. Read where the job is submitted. The model of a savepoint takes"
                  + " precedence. If not set, parameters are initialised from seed.");

  public static final ConfigOption<List<Integer>> NETWORK_EMBEDDING_HIDDEN =
      key("network.embedding.hidden")
          .intType()
          .asList()
          .defaultValues(32)
          .withDescription("Sizes of the embedding network's hidden layers.");

  public static final ConfigOption<Integer> NETWORK_EMBEDDING_SIZE =
      key("network.embedding.size")
          .intType()
          .defaultValue(16)
          .withDescription("Size of an embedding.");

  public static final ConfigOption<Integer> NETWORK_EMBEDDING_BITS =
      key("network.embedding.bits")
          .intType()
          .defaultValue(8)
          .withDescription(
              "Bits per number of a stored embedding: 8, with one scale per embedding, or 32.");

  public static final ConfigOption<String> NETWORK_CODE_KIND =
      key("network.code.kind")
          .stringType()
          .defaultValue("auto")
          .withDescription(
              "What is kept of an observation until feedback comes. direct: the standardised"
                  + " features themselves, rounded to network.code.bits. autoencoder: a code of"
                  + " network.code.size numbers, for observations that are too large to be kept;"
                  + " nothing is learned before the autoencoder is good enough. auto: direct where"
                  + " features are standardised and are "
                  + MAX_DIRECT
                  + " at most, indicators included; otherwise autoencoder.");

  public static final ConfigOption<List<Integer>> NETWORK_CODE_HIDDEN =
      key("network.code.hidden")
          .intType()
          .asList()
          .defaultValues(32)
          .withDescription(
              "Sizes of the hidden layers of an autoencoder's encoder. The decoder has the same ones in"
                  + " reverse order.");

  public static final ConfigOption<Integer> NETWORK_CODE_SIZE =
      key("network.code.size")
          .intType()
          .defaultValue(16)
          .withDescription(
              "Size of an autoencoder's code. A direct code has a number for each feature and each indicator.");

  public static final ConfigOption<Integer> NETWORK_CODE_BITS =
      key("network.code.bits")
          .intType()
          .defaultValue(8)
          .withDescription("Bits per number of a stored code: 8 or 32.");

  public static final ConfigOption<String> CREDIT_MODE =
      key("credit.mode")
          .stringType()
          .defaultValue("reinstated")
          .withDescription(
              "How feedback reaches the embedding network. reinstated: the read is"
                  + " recomputed on reinstated observations, and its gradient is taken. direct: the"
                  + " gradient at the stored embeddings is propagated through the reinstated"
                  + " observations. target: like direct, and recomputed embeddings are also pulled"
                  + " toward the stored ones. hybrid: the recomputed query reads the stored"
                  + " embeddings. query-only: like direct, but through the query only. exact: like"
                  + " reinstated, on the observations as they came, standardised, which are stored"
                  + " instead of codes."
                  + " frozen: not at all.");

  public static final ConfigOption<String> CREDIT_READ =
      key("credit.read")
          .stringType()
          .defaultValue("recorded")
          .withDescription(
              "Which read feedback credits. recorded: the read that made the prediction."
                  + " repeated: a new read at the time of the feedback, with what is known by then;"
                  + " only memories of observations before the predicted one take part.");

  public static final ConfigOption<Double> CREDIT_TARGET_ALPHA =
      key("credit.target-alpha")
          .doubleType()
          .defaultValue(1.0)
          .withDescription(
              "For credit.mode target, at least 1: embeddings are regressed onto stored −"
                  + " α·δ, where δ is the gradient at the stored embeddings. A larger value weakens"
                  + " the pull toward the stored embeddings.");

  public static final ConfigOption<Duration> FEEDBACK_HORIZON =
      key("feedback.horizon")
          .durationType()
          .defaultValue(Duration.ofDays(30))
          .withDescription(
              "How long an observation waits for feedback, in event time. Later feedback is"
                  + " a dead letter.");

  public static final ConfigOption<Duration> FEEDBACK_EARLY_WAIT =
      key("feedback.early-wait")
          .durationType()
          .defaultValue(Duration.ofHours(1))
          .withDescription(
              "How long feedback waits for its observation, in event time. After that it is"
                  + " a dead letter.");

  public static final ConfigOption<String> FEEDBACK_REPEAT =
      key("feedback.repeat")
          .stringType()
          .defaultValue("replace")
          .withDescription(
              "What happens if an observation gets feedback again. replace: the new target"
                  + " replaces the old one and is credited. ignore: nothing. accumulate: values or"
                  + " rewards are added up, and the sum is credited; not for classes.");

  public static final ConfigOption<Integer> FEEDBACK_MAX_PER_OBSERVATION =
      key("feedback.max-per-observation")
          .intType()
          .defaultValue(256)
          .withDescription(
              "Maximum number of feedback events that an observation accepts, and that may"
                  + " wait for it, from 1 to 10000. Further ones are dead letters with the reason"
                  + " capped. Their ids are stored to detect duplicates, so each one makes the next"
                  + " slightly slower.");

  public static final ConfigOption<Duration> FEEDBACK_DEFAULT_AFTER =
      key("feedback.default-after")
          .durationType()
          .noDefaultValue()
          .withDescription(
              "How long to wait for feedback, in event time, before feedback.default-target"
                  + " is applied instead. At most feedback.horizon. If not set, no default feedback"
                  + " is applied. An observation that has a feedbackDue says itself how long to"
                  + " wait.");

  public static final ConfigOption<Double> FEEDBACK_DEFAULT_TARGET =
      key("feedback.default-target")
          .doubleType()
          .noDefaultValue()
          .withDescription(
              "Target of the default feedback that is applied to an observation without"
                  + " feedback after feedback.default-after; for example, no conversion means a"
                  + " negative. Feedback that comes later replaces it.");

  public static final ConfigOption<String> ORDER_BY =
      key("order.by")
          .stringType()
          .defaultValue("arrival")
          .withDescription(
              "Order in which events are processed. arrival: as they arrive. event-time: by"
                  + " event time; an event waits until the watermark has passed it.");

  public static final ConfigOption<Duration> ORDER_MAX_OUT_OF_ORDERNESS =
      key("order.max-out-of-orderness")
          .durationType()
          .defaultValue(Duration.ofSeconds(5))
          .withDeprecatedKeys("order.disorder")
          .withDescription(
              "Maximum out-of-orderness of the events in a partition, in event time."
                  + " Watermarks lag behind the latest event by this much.");

  public static final ConfigOption<Duration> ORDER_IDLE_TIMEOUT =
      key("order.idle-timeout")
          .durationType()
          .defaultValue(Duration.ofSeconds(30))
          .withDeprecatedKeys("order.idle-after")
          .withDescription(
              "Time without events after which a partition is marked idle and no longer"
                  + " holds back the watermark. Dead letters do not count as events. Without it,"
                  + " rare feedback would stop event time.");

  public static final ConfigOption<Duration> ORDER_MAX_DRIFT =
      key("order.max-drift")
          .durationType()
          .defaultValue(Duration.ofHours(1))
          .withDescription(
              "How far observations may be read ahead of feedback, and feedback ahead of"
                  + " observations, in event time.");

  public static final ConfigOption<Duration> ORDER_MAX_AHEAD =
      key("order.max-ahead")
          .durationType()
          .defaultValue(Duration.ofMinutes(10))
          .withDescription(
              "How far the time of an event may be ahead of the timestamp of its Kafka"
                  + " record and of the current time. An event further ahead is a dead letter."
                  + " Choose more than the clock error of producers, and much less than"
                  + " feedback.early-wait and order.max-drift: an accepted event advances event"
                  + " time, and shortens the wait of other events by as much.");

  public static final ConfigOption<Duration> ORDER_MAX_BEHIND =
      key("order.max-behind")
          .durationType()
          .defaultValue(Duration.ofDays(50 * 365))
          .withDescription(
              "How far the time of an event may be behind the timestamp of its Kafka record"
                  + " and the current time. An event further behind is a dead letter. A partition"
                  + " whose producer's clock is far behind holds back event time for all"
                  + " partitions, and pauses them. The default accepts old recordings, and rejects"
                  + " the times of clocks that were never set (1970). For a live stream, a few days"
                  + " are enough.");

  public static final ConfigOption<Integer> BATCH_SIZE =
      key("batch.size")
          .intType()
          .defaultValue(256)
          .withDescription("Maximum number of events in a micro-batch.");

  public static final ConfigOption<Duration> BATCH_LINGER =
      key("batch.linger")
          .durationType()
          .defaultValue(Duration.ofMillis(5))
          .withDescription("How long an event waits for its micro-batch to fill up.");

  public static final ConfigOption<String> KAFKA_BOOTSTRAP_SERVERS =
      key("kafka.bootstrap-servers")
          .stringType()
          .noDefaultValue()
          .withDescription("Kafka brokers as host:port, separated by commas.");

  public static final ConfigOption<String> KAFKA_GROUP_ID =
      key("kafka.group-id")
          .stringType()
          .defaultValue("reinstate")
          .withDescription(
              "Consumer group of the sources, and prefix of client and transactional ids.");

  public static final ConfigOption<Duration> KAFKA_TRANSACTION_TIMEOUT =
      key("kafka.transaction-timeout")
          .durationType()
          .defaultValue(Duration.ofMinutes(10))
          .withDescription(
              "Transaction timeout of the sinks. It must exceed the time of a checkpoint"
                  + " plus a restart, and may not exceed the broker's transaction.max.timeout.ms"
                  + " (15 minutes by default).");

  public static final ConfigOption<String> TOPICS_PREFIX =
      key("topics.prefix")
          .stringType()
          .defaultValue("reinstate")
          .withDescription("Prefix of all topic names.");

  public static final ConfigOption<String> PREDICTIONS_DELIVERY =
      key("predictions.delivery")
          .stringType()
          .defaultValue("exactly-once")
          .withDescription(
              "Delivery guarantee of predictions. exactly-once: they become visible with the"
                  + " next checkpoint. at-least-once: immediately, but after a failure some appear"
                  + " twice, with the same observationId.");

  public static final ConfigOption<MemorySize> LIMITS_ID_BYTES =
      key("limits.id-bytes")
          .memoryType()
          .defaultValue(new MemorySize(EventLimits.DEFAULT_MAX_ID_BYTES))
          .withDescription(
              "Maximum length of a key or an id in UTF-8, 1 to "
                  + EventLimits.MAX_ID_BYTES_LIMIT
                  + " bytes. Longer ones are dead letters.");

  public static final ConfigOption<Long> SEED =
      key("seed")
          .longType()
          .defaultValue(1L)
          .withDescription("Seed of everything random: initial parameters and what is rehearsed.");

  /** Prefix of keys that are passed to every Kafka client. */
  public static final String KAFKA_PROPERTIES = "kafka.properties.";

  /** Prefix of keys that are passed to Flink. */
  public static final String FLINK_SETTINGS = "flink.";

  private JobOptions() {}

  /** The option of a key; each space has its own. */
  public static Optional<ConfigOption<?>> find(String key) {
    return SpaceOptions.isOfSpace(key)
        ? SpaceOptions.find(key)
        : all().stream().filter(option -> option.key().equals(key)).findFirst();
  }

  /** All options, ordered by key; those of a space once, for whatever name. */
  public static List<ConfigOption<?>> all() {
    return Stream.of(
            JobOptions.class,
            FeatureOptions.class,
            ReadOptions.class,
            SpaceOptions.class,
            TrainingOptions.class,
            ComputeOptions.class)
        .flatMap(options -> Arrays.stream(options.getFields()))
        .filter(field -> Modifier.isStatic(field.getModifiers()))
        .filter(field -> field.getType() == ConfigOption.class)
        .<ConfigOption<?>>map(
            field -> {
              try {
                return (ConfigOption<?>) field.get(null);
              } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
              }
            })
        .sorted(Comparator.comparing(ConfigOption::key))
        .toList();
  }
}
