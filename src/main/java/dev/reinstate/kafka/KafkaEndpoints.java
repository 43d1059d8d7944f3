package dev.reinstate.kafka;

import dev.reinstate.annotation.Internal;
import dev.reinstate.annotation.Public;
import dev.reinstate.event.Credit;
import dev.reinstate.event.Event;
import dev.reinstate.event.Prediction;
import dev.reinstate.kafka.record.CreditCodec;
import dev.reinstate.kafka.record.DeadLetterSerializer;
import dev.reinstate.kafka.record.FeedbackDeserializer;
import dev.reinstate.kafka.record.ForgetDeserializer;
import dev.reinstate.kafka.record.KeyedSerializer;
import dev.reinstate.kafka.record.ModelPartCodec;
import dev.reinstate.kafka.record.ModelPartDeserializer;
import dev.reinstate.kafka.record.ObservationDeserializer;
import dev.reinstate.kafka.record.PredictionCodec;
import dev.reinstate.kafka.record.RecordLimits;
import dev.reinstate.model.ModelPart;
import dev.reinstate.stream.JobEndpoints;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.types.DeadLetter;
import dev.reinstate.stream.types.SourceRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;

/**
 * The sources and sinks of the job on Kafka. Sources begin with the oldest record that is kept:
 * what a job knows, it knows from them.
 */
@Public
public final class KafkaEndpoints implements JobEndpoints {

  /** Of records in transactions: a request to the broker costs as much as many records. */
  private static final int LINGER_MILLIS = 100;

  private static final int BATCH_BYTES = 512 * 1024;

  private final KafkaSettings settings;
  private final RecordLimits limits;
  private final Optional<PartitionCounts> ends;

  /** What a job's settings ask for: observations and feedback without end. */
  public static KafkaEndpoints of(JobSettings settings) {
    return new KafkaEndpoints(KafkaSettings.of(settings.kafka()), RecordLimits.of(settings));
  }

  /** Observations and feedback without end. */
  @Internal
  public KafkaEndpoints(KafkaSettings settings, RecordLimits limits) {
    this(settings, limits, Optional.empty());
  }

  /**
   * Observations and feedback up to a known end.
   *
   * @param ends for each partition, the offset before which reading ends
   */
  @Internal
  public KafkaEndpoints(KafkaSettings settings, RecordLimits limits, PartitionCounts ends) {
    this(settings, limits, Optional.of(ends));
  }

  private KafkaEndpoints(
      KafkaSettings settings, RecordLimits limits, Optional<PartitionCounts> ends) {
    this.settings = settings;
    this.limits = limits;
    this.ends = ends;
  }

  @Internal
  @Override
  public KafkaSource<SourceRecord<Event>> observations() {
    return events(
        settings.topics().observations(),
        new ObservationDeserializer(limits),
        ends.map(PartitionCounts::observations));
  }

  @Internal
  @Override
  public KafkaSource<SourceRecord<Event>> feedback() {
    return events(
        settings.topics().feedback(),
        new FeedbackDeserializer(limits),
        ends.map(PartitionCounts::feedback));
  }

  @Internal
  @Override
  public KafkaSource<SourceRecord<Event>> forget() {
    return events(settings.topics().forget(), new ForgetDeserializer(limits), Optional.empty());
  }

  @Internal
  @Override
  public KafkaSource<SourceRecord<ModelPart>> models() {
    return source(settings.topics().models(), new ModelPartDeserializer()).build();
  }

  @Internal
  @Override
  public KafkaSink<Prediction> predictionSink() {
    String topic = settings.topics().predictions();
    KafkaRecordSerializationSchema<Prediction> serializer =
        new KeyedSerializer<>(topic, new PredictionCodec());
    return settings.predictions() == DeliveryGuarantee.EXACTLY_ONCE
        ? exactlyOnce(topic, serializer)
        : atLeastOnce(topic, serializer);
  }

  @Internal
  @Override
  public KafkaSink<Credit> creditSink() {
    String topic = settings.topics().credits();
    return exactlyOnce(topic, new KeyedSerializer<>(topic, new CreditCodec()));
  }

  @Internal
  @Override
  public KafkaSink<DeadLetter> deadLetterSink() {
    String topic = settings.topics().deadLetters();
    return exactlyOnce(topic, new DeadLetterSerializer(topic, RecordSizes.maxSent(settings)));
  }

  /** At least once: transactions would make every model older, and a repeated one does no harm. */
  @Internal
  @Override
  public KafkaSink<ModelPart> modelSink() {
    String topic = settings.topics().models();
    return atLeastOnce(topic, new KeyedSerializer<>(topic, new ModelPartCodec()));
  }

  @Internal
  @Override
  public DeadLetters deadLetters() {
    return new RejectionDeadLetters(settings.topics(), limits);
  }

  private KafkaSource<SourceRecord<Event>> events(
      String topic,
      KafkaRecordDeserializationSchema<SourceRecord<Event>> deserializer,
      Optional<long[]> ends) {
    KafkaSourceBuilder<SourceRecord<Event>> builder =
        source(topic, deserializer)
            .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    ends.ifPresent(offsets -> builder.setBounded(offsets(topic, offsets)));
    return builder.build();
  }

  private static OffsetsInitializer offsets(String topic, long[] ends) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (int partition = 0; partition < ends.length; partition++) {
      offsets.put(new TopicPartition(topic, partition), ends[partition]);
    }
    return OffsetsInitializer.offsets(offsets);
  }

  private <T> KafkaSourceBuilder<T> source(
      String topic, KafkaRecordDeserializationSchema<T> deserializer) {
    return KafkaSource.<T>builder()
        .setProperties(furtherProperties())
        .setBootstrapServers(settings.bootstrapServers())
        .setGroupId(settings.group())
        .setClientIdPrefix(settings.group() + "." + topic)
        .setTopics(topic)
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false")
        .setDeserializer(deserializer);
  }

  private <T> KafkaSink<T> exactlyOnce(String topic, KafkaRecordSerializationSchema<T> serializer) {
    Properties properties = new Properties();
    // nobody sees a record before the checkpoint, so it may as well wait for others
    properties.put(ProducerConfig.LINGER_MS_CONFIG, Integer.toString(LINGER_MILLIS));
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(BATCH_BYTES));
    return sink(serializer, properties)
        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        .setTransactionalIdPrefix(settings.group() + "." + topic)
        .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
        // Flink's default is above what brokers allow.
        .setProperty(
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            Long.toString(settings.transactionTimeout().toMillis()))
        .build();
  }

  private <T> KafkaSink<T> atLeastOnce(String topic, KafkaRecordSerializationSchema<T> serializer) {
    Properties properties = new Properties();
    // what is sent at least once is sent so to be seen at once
    properties.put(ProducerConfig.LINGER_MS_CONFIG, "0");
    return sink(serializer, properties)
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setProperty(ProducerConfig.CLIENT_ID_CONFIG, settings.group() + "." + topic)
        .build();
  }

  /**
   * @param defaults that the job's own properties go before
   */
  private <T> KafkaSinkBuilder<T> sink(
      KafkaRecordSerializationSchema<T> serializer, Properties defaults) {
    return KafkaSink.<T>builder()
        .setKafkaProducerConfig(defaults)
        .setKafkaProducerConfig(furtherProperties())
        .setBootstrapServers(settings.bootstrapServers())
        .setRecordSerializer(serializer);
  }

  private Properties furtherProperties() {
    Properties properties = new Properties();
    properties.putAll(settings.properties());
    return properties;
  }
}
