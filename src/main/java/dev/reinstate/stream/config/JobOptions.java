package dev.reinstate.stream.config;

import static org.apache.flink.configuration.ConfigOptions.key;

import dev.reinstate.event.EventLimits;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;

/** Every setting of a job file, with its type, default and description. */
public final class JobOptions {

  public static final ConfigOption<Integer> OBSERVATION_SIZE =
      key("observation.size")
          .intType()
          .noDefaultValue()
          .withDescription(
              "Number of features of an observation. replay takes it from the recording if it is"
                  + " not set.");

  public static final ConfigOption<String> PREDICTION_TARGET =
      key("prediction.target")
          .stringType()
          .noDefaultValue()
          .withDescription("What feedback says: class, value or reward.");

  public static final ConfigOption<Integer> PREDICTION_CLASSES =
      key("prediction.classes")
          .intType()
          .noDefaultValue()
          .withDescription("Number of classes, at least 2, if prediction.target is class.");

  public static final ConfigOption<String> PREDICTION_PRIOR =
      key("prediction.prior")
          .stringType()
          .defaultValue("key-rate")
          .withDescription(
              "What is predicted without memories. key-rate: the key's rate of known values,"
                  + " smoothed toward that of all keys. uniform: 1/C, or 0.");

  public static final ConfigOption<Integer> MEMORY_CAPACITY =
      key("memory.capacity")
          .intType()
          .defaultValue(1000)
          .withDescription("Memories that a key keeps, besides pending ones.");

  public static final ConfigOption<Integer> MEMORY_K =
      key("memory.k")
          .intType()
          .defaultValue(16)
          .withDescription("Memories in a read, from 2 to memory.capacity.");

  public static final ConfigOption<String> MEMORY_SIMILARITY =
      key("memory.similarity")
          .stringType()
          .defaultValue("unit-dot")
          .withDescription(
              "Similarity of a query q and a memory m. unit-dot: q·m, where the embedding"
                  + " network gives vectors of length 1. cosine: q·m/(‖q‖‖m‖). scaled-dot:"
                  + " q·m/√d. negative-squared-distance: −‖q−m‖². Under the last three,"
                  + " embeddings may have any length.");

  public static final ConfigOption<Double> MEMORY_TEMPERATURE =
      key("memory.temperature")
          .doubleType()
          .defaultValue(0.2)
          .withDescription("Softmax temperature of a read, above 0.");

  public static final ConfigOption<Double> MEMORY_EPSILON =
      key("memory.epsilon")
          .doubleType()
          .defaultValue(0.05)
          .withDescription("Share of the prior in a class prediction, above 0 and below 1.");

  public static final ConfigOption<Boolean> MEMORY_CODEC_AT_WRITE =
      key("memory.codec-at-write")
          .booleanType()
          .defaultValue(true)
          .withDescription(
              "Whether the embedding network sees the decoded code of an observation, instead of"
                  + " the observation, already when it is written and queried, so that stored"
                  + " and recomputed embeddings differ only by staleness.");

  public static final ConfigOption<String> MEMORY_REFRESH =
      key("memory.refresh")
          .stringType()
          .defaultValue("both")
          .withDescription(
              "Which stored embeddings are recomputed. none. touch: those that feedback"
                  + " reinstates, of the memories read and of its own observation. sweep: all in"
                  + " turn, key after key, the newest of a key first. both: touch and sweep.");

  public static final ConfigOption<Integer> MEMORY_SWEEP_PER_BATCH =
      key("memory.sweep-per-batch")
          .intType()
          .defaultValue(256)
          .withDescription(
              "Memories that a sweep looks at: after each step under training.placement inline,"
                  + " after each micro-batch under shared. Embeddings that are up to date count"
                  + " too, and are left as they are.");

  public static final ConfigOption<Duration> MEMORY_SWEEP_IDLE =
      key("memory.sweep-idle")
          .durationType()
          .defaultValue(Duration.ofDays(7))
          .withDescription(
              "Event time after which a key that no observation reads is not swept, until one reads"
                  + " it again.");

  public static final ConfigOption<String> MEMORY_EVICTION =
      key("memory.eviction")
          .stringType()
          .defaultValue("oldest")
          .withDescription(
              "Which memory a new one replaces once a key holds memory.capacity of them. oldest:"
                  + " the one written first. least-credited: the one with the lowest sum of"
                  + " credits since this was set; of equals, the one observed first.");

  public static final ConfigOption<Duration> MEMORY_EXPIRE_AFTER =
      key("memory.expire-after")
          .durationType()
          .defaultValue(Duration.ofDays(90))
          .withDescription(
              "Event time after which a memory is deleted, give or take a sixteenth. A key with"
                  + " nothing left clears all its state.");

  public static final ConfigOption<Long> MEMORY_CACHE_BYTES =
      key("memory.cache-bytes")
          .longType()
          .defaultValue(67108864L)
          .withDescription(
              "Most bytes, for each subtask, of keyed state that stays on the heap and is written"
                  + " to RocksDB at a checkpoint, or when there is no more room for it. 0: all is"
                  + " written with each micro-batch. With state.backend.type hashmap it has no"
                  + " effect.");

  public static final ConfigOption<String> MODEL_INITIAL =
      key("model.initial")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "File of the model to start from, as written by pretrain and replay --save-model."
                  + " It is read where the job is submitted. A savepoint's model overrides it."
                  + " Not set: parameters are drawn by seed.");

  public static final ConfigOption<List<Integer>> NETWORK_EMBEDDING_HIDDEN =
      key("network.embedding.hidden")
          .intType()
          .asList()
          .defaultValues(32)
          .withDescription("Units of the embedding network's hidden layers.");

  public static final ConfigOption<Integer> NETWORK_EMBEDDING_SIZE =
      key("network.embedding.size")
          .intType()
          .defaultValue(16)
          .withDescription("Numbers of an embedding.");

  public static final ConfigOption<Integer> NETWORK_EMBEDDING_BITS =
      key("network.embedding.bits")
          .intType()
          .defaultValue(8)
          .withDescription(
              "Bits per number of a stored embedding: 8, with one scale for all of them, or 32.");

  public static final ConfigOption<List<Integer>> NETWORK_CODE_HIDDEN =
      key("network.code.hidden")
          .intType()
          .asList()
          .defaultValues(32)
          .withDescription("Units of the encoder's hidden layers; the decoder mirrors them.");

  public static final ConfigOption<Integer> NETWORK_CODE_SIZE =
      key("network.code.size").intType().defaultValue(16).withDescription("Numbers of a code.");

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
              "Where the embedding network's gradient comes from. reinstated: the read is"
                  + " repeated on reinstated observations. direct: the gradient at the stored"
                  + " embeddings is sent through the reinstated observations. target: as direct,"
                  + " and the recomputed embeddings are pulled toward the stored ones. hybrid:"
                  + " the recomputed query reads stored embeddings. query-only: as direct, but"
                  + " not through memories. exact: as reinstated, with the raw observations,"
                  + " which are kept instead of codes. frozen: no gradient.");

  public static final ConfigOption<String> CREDIT_READ =
      key("credit.read")
          .stringType()
          .defaultValue("recorded")
          .withDescription(
              "Which read a feedback credits. recorded: the one that the prediction made."
                  + " repeated: a new one, made when the feedback arrives, with what is known by"
                  + " then; only memories of observations before the predicted one count.");

  public static final ConfigOption<Double> CREDIT_TARGET_ALPHA =
      key("credit.target-alpha")
          .doubleType()
          .defaultValue(1.0)
          .withDescription(
              "α of credit.mode target, at least 1: embeddings are regressed onto stored − α·δ,"
                  + " where δ is the gradient at the stored ones. The larger α, the weaker the"
                  + " pull toward the stored ones.");

  public static final ConfigOption<Duration> FEEDBACK_HORIZON =
      key("feedback.horizon")
          .durationType()
          .defaultValue(Duration.ofDays(30))
          .withDescription("How long an observation waits for feedback, in event time.");

  public static final ConfigOption<Duration> FEEDBACK_EARLY_WAIT =
      key("feedback.early-wait")
          .durationType()
          .defaultValue(Duration.ofHours(1))
          .withDescription("How long feedback waits for its observation, in event time.");

  public static final ConfigOption<String> FEEDBACK_REPEAT =
      key("feedback.repeat")
          .stringType()
          .defaultValue("replace")
          .withDescription(
              "What another feedback for the same observation does. replace: the value is"
                  + " corrected and credited again. ignore: nothing. accumulate: values or"
                  + " rewards are added up, and their sum is credited; not for classes.");

  public static final ConfigOption<Integer> FEEDBACK_MAX_PER_OBSERVATION =
      key("feedback.max-per-observation")
          .intType()
          .defaultValue(256)
          .withDescription(
              "The most feedbacks that one observation may have, and that may wait for it, 1 to"
                  + " 10000; further ones are dead letters with the reason capped. The ids of"
                  + " all are kept to recognise duplicates, so each makes the next a little"
                  + " slower.");

  public static final ConfigOption<Duration> FEEDBACK_DEFAULT_AFTER =
      key("feedback.default-after")
          .durationType()
          .noDefaultValue()
          .withDescription(
              "How long to wait for feedback, in event time, before feedback.default-target is"
                  + " applied in its place; at most feedback.horizon. Not set: no default.");

  public static final ConfigOption<Double> FEEDBACK_DEFAULT_TARGET =
      key("feedback.default-target")
          .doubleType()
          .noDefaultValue()
          .withDescription(
              "The target that is assumed if no feedback arrives within feedback.default-after:"
                  + " no conversion is a negative. Feedback that arrives later replaces it.");

  public static final ConfigOption<String> ORDER_BY =
      key("order.by")
          .stringType()
          .defaultValue("arrival")
          .withDescription(
              "arrival: events are processed as they arrive. event-time: they wait until the"
                  + " watermark has passed them.");

  public static final ConfigOption<Duration> ORDER_DISORDER =
      key("order.disorder")
          .durationType()
          .defaultValue(Duration.ofSeconds(5))
          .withDescription("How far events of a partition may be out of order.");

  public static final ConfigOption<Duration> ORDER_IDLE_AFTER =
      key("order.idle-after")
          .durationType()
          .defaultValue(Duration.ofSeconds(30))
          .withDescription(
              "How long a partition without events holds event time back; rare feedback would"
                  + " otherwise stop it. Dead letters are no events.");

  public static final ConfigOption<Duration> ORDER_MAX_DRIFT =
      key("order.max-drift")
          .durationType()
          .defaultValue(Duration.ofHours(1))
          .withDescription(
              "How far, in event time, observations may be read ahead of feedback, and the other"
                  + " way round.");

  public static final ConfigOption<Duration> ORDER_MAX_AHEAD =
      key("order.max-ahead")
          .durationType()
          .defaultValue(Duration.ofMinutes(10))
          .withDescription(
              "How far the time of an event may lie after the time its Kafka record was sent,"
                  + " and after the current time; an event further ahead is a dead letter."
                  + " Choose more than producers' clocks may be fast, and much less than"
                  + " feedback.early-wait and order.max-drift: an admitted event moves event"
                  + " time, and so shortens the wait of others by as much.");

  public static final ConfigOption<Duration> ORDER_MAX_BEHIND =
      key("order.max-behind")
          .durationType()
          .defaultValue(Duration.ofDays(50 * 365))
          .withDescription(
              "How far the time of an event may lie before the time its Kafka record was sent,"
                  + " and before the current time; an event further behind is a dead letter. A"
                  + " partition whose producer's clock is far behind holds event time back for"
                  + " all, and pauses the others. The default admits old recordings, and refuses"
                  + " clocks that were never set and say 1970; for a live stream a few days are"
                  + " enough.");

  public static final ConfigOption<Integer> BATCH_SIZE =
      key("batch.size")
          .intType()
          .defaultValue(256)
          .withDescription("The most events in a micro-batch.");

  public static final ConfigOption<Duration> BATCH_LINGER =
      key("batch.linger")
          .durationType()
          .defaultValue(Duration.ofMillis(5))
          .withDescription("How long an event waits for others to join its micro-batch.");

  public static final ConfigOption<String> KAFKA_BOOTSTRAP_SERVERS =
      key("kafka.bootstrap-servers")
          .stringType()
          .noDefaultValue()
          .withDescription("The brokers, host:port, separated by commas.");

  public static final ConfigOption<String> KAFKA_GROUP_ID =
      key("kafka.group-id")
          .stringType()
          .defaultValue("reinstate")
          .withDescription("Consumer group of the sources.");

  public static final ConfigOption<Duration> KAFKA_TRANSACTION_TIMEOUT =
      key("kafka.transaction-timeout")
          .durationType()
          .defaultValue(Duration.ofMinutes(10))
          .withDescription(
              "Transaction timeout of the sinks: longer than a checkpoint and a restart"
                  + " together, and at most the broker's transaction.max.timeout.ms (15 minutes"
                  + " by default).");

  public static final ConfigOption<String> TOPICS_PREFIX =
      key("topics.prefix")
          .stringType()
          .defaultValue("reinstate")
          .withDescription("First part of every topic's name.");

  public static final ConfigOption<String> PREDICTIONS_DELIVERY =
      key("predictions.delivery")
          .stringType()
          .defaultValue("exactly-once")
          .withDescription(
              "exactly-once: predictions become visible with the next checkpoint. at-least-once:"
                  + " they are visible at once, but after a failure some appear twice, with the"
                  + " same observationId.");

  public static final ConfigOption<Integer> LIMITS_ID_BYTES =
      key("limits.id-bytes")
          .intType()
          .defaultValue(EventLimits.DEFAULT_MAX_ID_BYTES)
          .withDescription(
              "Largest key or id in bytes, 1 to "
                  + EventLimits.MAX_ID_BYTES_LIMIT
                  + "; longer ones are dead letters.");

  public static final ConfigOption<Long> SEED =
      key("seed").longType().defaultValue(1L).withDescription("Seed of the initial parameters.");

  /** Keys that begin so are handed to every Kafka client. */
  public static final String KAFKA_PROPERTIES = "kafka.properties.";

  /** Keys that begin so are handed to Flink. */
  public static final String FLINK_SETTINGS = "flink.";

  private JobOptions() {}

  /** All options, by key. */
  public static List<ConfigOption<?>> all() {
    return Stream.of(
            JobOptions.class, ReadOptions.class, TrainingOptions.class, ComputeOptions.class)
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
