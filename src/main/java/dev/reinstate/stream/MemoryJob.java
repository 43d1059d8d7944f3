package dev.reinstate.stream;

import dev.reinstate.annotation.Public;
import dev.reinstate.event.Event;
import dev.reinstate.event.Prediction;
import dev.reinstate.model.ModelPart;
import dev.reinstate.state.session.KeyGroups;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.config.JobSettings.Order;
import dev.reinstate.stream.config.JobSettings.Placement;
import dev.reinstate.stream.config.SettingsException;
import dev.reinstate.stream.types.DeadLetter;
import dev.reinstate.stream.types.SourceRecord;
import dev.reinstate.stream.types.WireTypes;
import dev.reinstate.training.InitialModel;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.eventtime.WatermarksWithIdleness;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.metrics.Counter;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.rocksdb.CompressionType;

/**
 * The job's graph: observations and feedback, keyed, into the memory operator; predictions, credits
 * and dead letters out of it; gradients to the trainer and models back by way of their topic.
 */
@Public
public final class MemoryJob {

  /** The names of the sources that end where a recording does; the others never end. */
  public static final List<String> EVENT_SOURCES = List.of("observations", "feedback");

  /** Which subtask a key belongs to follows from it, in every savepoint. */
  static final int MAX_PARALLELISM = KeyGroups.COUNT;

  /** How often the sources tell each other how far they are. */
  private static final Duration ALIGNMENT_INTERVAL = Duration.ofMillis(100);

  /** How long gradients and models wait for a buffer to fill: the older, the worse. */
  private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(10);

  /**
   * Of RocksDB's levels. Each checkpoint writes the first anew, and the second follows every few:
   * compressing them costs more than they take.
   */
  private static final List<CompressionType> COMPRESSION =
      List.of(
          CompressionType.NO_COMPRESSION,
          CompressionType.NO_COMPRESSION,
          CompressionType.LZ4_COMPRESSION);

  private static final OutputTag<DeadLetter> MALFORMED =
      new OutputTag<>("malformed", WireTypes.DEAD_LETTER);

  private final StreamExecutionEnvironment environment;
  private final JobSettings settings;
  private final JobEndpoints endpoints;
  private final InitialModel initialModel;

  private MemoryJob(
      StreamExecutionEnvironment environment, JobSettings settings, JobEndpoints endpoints) {
    this.environment = environment;
    this.settings = settings;
    this.endpoints = endpoints;
    initialModel = settings.initialModel();
  }

  /**
   * Adds the job to an environment and sets what the job needs there: its name, maximum parallelism
   * and buffers, and the settings of Flink that the job's own name. For all operators of that
   * environment, objects are reused and generic types (Kryo) are refused. Nothing is started: call
   * {@link StreamExecutionEnvironment#execute()} afterwards.
   *
   * @param endpoints where the streams come from and go to, such as Kafka's
   * @throws SettingsException if the model to start from cannot be used
   */
  public static void build(
      StreamExecutionEnvironment environment, JobSettings settings, JobEndpoints endpoints) {
    new MemoryJob(environment, settings, endpoints).build();
  }

  private void build() {
    Configuration configuration = new Configuration();
    configuration.set(ExecutionOptions.BUFFER_TIMEOUT, BUFFER_TIMEOUT);
    configuration.set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, true);
    configuration.set(RocksDBConfigurableOptions.COMPRESSION_PER_LEVEL, COMPRESSION);
    configuration.addAll(Configuration.fromMap(settings.flink()));
    configuration.set(PipelineOptions.NAME, "reinstate " + settings.kafka().topicsPrefix());
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    environment.configure(configuration);
    environment.setMaxParallelism(MAX_PARALLELISM);
    requireOneSubtask();

    SingleOutputStreamOperator<Event> observations =
        events(endpoints.observations(), "observations");
    SingleOutputStreamOperator<Event> feedback = events(endpoints.feedback(), "feedback");
    SingleOutputStreamOperator<Event> forget = forget();
    SingleOutputStreamOperator<ModelPart> models = models();

    SingleOutputStreamOperator<Prediction> predictions =
        observations
            .union(feedback, forget)
            .keyBy(Event::key, Types.STRING)
            .connect(models.broadcast())
            .transform(
                "memory", WireTypes.PREDICTION, new MemoryOperatorFactory(settings, initialModel))
            .uid("memory");
    if (settings.placement() == Placement.INLINE) {
      predictions.setParallelism(1);
    } else {
      train(predictions);
    }

    predictions.sinkTo(endpoints.predictionSink()).name("predictions").uid("predictions");
    predictions
        .getSideOutput(MemoryOperator.CREDITS)
        .sinkTo(endpoints.creditSink())
        .name("credits")
        .uid("credits");
    JobEndpoints.DeadLetters deadLetters = endpoints.deadLetters();
    DataStream<DeadLetter> rejected =
        predictions
            .getSideOutput(MemoryOperator.REJECTED)
            .map(deadLetters::of)
            .returns(WireTypes.DEAD_LETTER)
            .name("rejected")
            .uid("rejected");
    observations
        .getSideOutput(MALFORMED)
        .union(
            feedback.getSideOutput(MALFORMED),
            forget.getSideOutput(MALFORMED),
            models.getSideOutput(MALFORMED),
            rejected)
        .sinkTo(endpoints.deadLetterSink())
        .name("dead-letters")
        .uid("dead-letters");
  }

  /** Memories of spaces are under other keys than the events that read and write them. */
  private void requireOneSubtask() {
    boolean spread = settings.placement() != Placement.INLINE && environment.getParallelism() > 1;
    if (settings.learner().spaces().named() && spread) {
      throw new SettingsException(
          ("the parallelism is %d; allowed in a job that names spaces: 1, since one subtask has all"
                  + " of their memories")
              .formatted(environment.getParallelism()));
    }
  }

  private SingleOutputStreamOperator<Event> events(
      Source<SourceRecord<Event>, ?, ?> source, String name) {
    return checked(
        environment
            .fromSource(source, eventTime(source.getBoundedness()), name, WireTypes.EVENT_ARRIVAL)
            .uid(name),
        name,
        WireTypes.EVENT);
  }

  /** Requests to forget are obeyed when they come, so they hold no event back. */
  private SingleOutputStreamOperator<Event> forget() {
    return checked(
            environment
                .fromSource(
                    endpoints.forget(), withoutEventTime(), "forget", WireTypes.EVENT_ARRIVAL)
                .uid("forget")
                .setParallelism(1),
            "forget",
            WireTypes.EVENT)
        .setParallelism(1);
  }

  private SingleOutputStreamOperator<ModelPart> models() {
    return checked(
            environment
                .fromSource(
                    endpoints.models(), withoutEventTime(), "models", WireTypes.MODEL_ARRIVAL)
                .uid("models")
                .setParallelism(1),
            "models",
            WireTypes.MODEL_PART)
        .setParallelism(1);
  }

  private static <T> SingleOutputStreamOperator<T> checked(
      DataStream<SourceRecord<T>> arrivals, String name, TypeInformation<T> type) {
    return arrivals
        .process(new MalformedAside<T>(name))
        .returns(type)
        .name(name + "-checked")
        .uid(name + "-checked");
  }

  private void train(SingleOutputStreamOperator<Prediction> predictions) {
    predictions
        .getSideOutput(MemoryOperator.TRAINING)
        .transform(
            "trainer", WireTypes.MODEL_PART, new TrainerOperatorFactory(settings, initialModel))
        .uid("trainer")
        .setParallelism(1)
        .sinkTo(endpoints.modelSink())
        .name("model-parts")
        .uid("model-parts")
        .setParallelism(1);
  }

  /**
   * Only sources without end are aligned: Kafka's fails when it is told to pause a partition whose
   * end it has just reached (FLINK-39728).
   */
  private WatermarkStrategy<SourceRecord<Event>> eventTime(Boundedness boundedness) {
    Order order = settings.order();
    WatermarkStrategy<SourceRecord<Event>> strategy =
        WatermarkStrategy.<SourceRecord<Event>>forGenerator(
                context ->
                    new EventsOnlyWatermarks(
                        new WatermarksWithIdleness<>(
                            new OutOfOrdernessWatermarks(order.maxOutOfOrderness()),
                            order.idleTimeout(),
                            context.getInputActivityClock())))
            .withTimestampAssigner(
                (arrival, time) ->
                    arrival.value() == null ? Long.MIN_VALUE : arrival.value().time());
    return boundedness == Boundedness.BOUNDED
        ? strategy
        : strategy.withWatermarkAlignment("events", order.maxDrift(), ALIGNMENT_INTERVAL);
  }

  private static <T> WatermarkStrategy<T> withoutEventTime() {
    return WatermarkStrategy.forGenerator(context -> new IdleWatermarks<>());
  }

  /** Sends what could not be read to the dead letters. */
  private static final class MalformedAside<T> extends ProcessFunction<SourceRecord<T>, T> {

    private static final long serialVersionUID = 1;

    private final String input;
    private transient Counter malformed;
    private transient DropLog drops;

    private MalformedAside(String input) {
      this.input = input;
    }

    @Override
    public void open(OpenContext context) {
      drops = new DropLog(MemoryJob.class);
      malformed =
          getRuntimeContext()
              .getMetricGroup()
              .addGroup(Metric.GROUP)
              .addGroup(Metric.REASON, DeadLetter.MALFORMED)
              .counter(Metric.DEAD_LETTERS.label());
    }

    private static String words(DeadLetter letter) {
      return "%s, partition %d, offset %d: %s"
          .formatted(letter.topic(), letter.partition(), letter.offset(), letter.error());
    }

    @Override
    public void processElement(SourceRecord<T> arrival, Context context, Collector<T> out) {
      if (arrival.value() != null) {
        out.collect(arrival.value());
      } else {
        DeadLetter letter = arrival.deadLetter();
        malformed.inc();
        drops.dropped(letter.reason() + " " + input, () -> words(letter));
        context.output(MALFORMED, letter);
      }
    }
  }
}
