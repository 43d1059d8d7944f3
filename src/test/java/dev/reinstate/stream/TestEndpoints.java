package dev.reinstate.stream;

import dev.reinstate.event.Credit;
import dev.reinstate.event.Event;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Forget;
import dev.reinstate.event.Observation;
import dev.reinstate.event.Prediction;
import dev.reinstate.model.ModelPart;
import dev.reinstate.stream.types.DeadLetter;
import dev.reinstate.stream.types.SourceRecord;
import dev.reinstate.stream.types.WireTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Streams that come from lists, with one bad record on each topic, and go nowhere. */
final class TestEndpoints implements JobEndpoints {

  private final List<SourceRecord<Event>> observations;
  private final List<SourceRecord<Event>> feedback;
  private final List<SourceRecord<Event>> forget;
  private final List<SourceRecord<ModelPart>> models;

  TestEndpoints(List<Event> events, List<ModelPart> models) {
    observations = arrivals("observations", events, Observation.class);
    feedback = arrivals("feedback", events, Feedback.class);
    forget = arrivals("forget", events, Forget.class);
    this.models = arrivals("models", models, ModelPart.class);
  }

  private static <T> List<SourceRecord<T>> arrivals(String topic, List<T> all, Class<?> kind) {
    List<SourceRecord<T>> arrivals = new ArrayList<>();
    arrivals.add(SourceRecord.malformed(letter(topic)));
    all.stream()
        .filter(kind::isInstance)
        .<SourceRecord<T>>map(SourceRecord::of)
        .forEach(arrivals::add);
    return arrivals;
  }

  private static DeadLetter letter(String what) {
    return new DeadLetter(what, 0, 0, null, new byte[0], DeadLetter.MALFORMED, "bad");
  }

  @Override
  public Source<SourceRecord<Event>, ?, ?> observations() {
    return source(observations, WireTypes.EVENT_ARRIVAL);
  }

  @Override
  public Source<SourceRecord<Event>, ?, ?> feedback() {
    return source(feedback, WireTypes.EVENT_ARRIVAL);
  }

  @Override
  public Source<SourceRecord<Event>, ?, ?> forget() {
    return source(forget, WireTypes.EVENT_ARRIVAL);
  }

  @Override
  public Source<SourceRecord<ModelPart>, ?, ?> models() {
    return source(models, WireTypes.MODEL_ARRIVAL);
  }

  /** Not the list itself travels with the source, since events need not be serialisable. */
  private static <T> Source<T, ?, ?> source(List<T> values, TypeInformation<T> type) {
    TypeSerializer<T> serializer = type.createSerializer(new SerializerConfigImpl());
    byte[][] written = new byte[values.size()][];
    for (int i = 0; i < written.length; i++) {
      written[i] = write(values.get(i), serializer);
    }
    return new DataGeneratorSource<>(
        index -> serializer.deserialize(new DataInputDeserializer(written[index.intValue()])),
        written.length,
        type);
  }

  private static <T> byte[] write(T value, TypeSerializer<T> serializer) {
    DataOutputSerializer out = new DataOutputSerializer(64);
    try {
      serializer.serialize(value, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.getCopyOfBuffer();
  }

  @Override
  public Sink<Prediction> predictionSink() {
    return new DiscardingSink<>();
  }

  @Override
  public Sink<Credit> creditSink() {
    return new DiscardingSink<>();
  }

  @Override
  public Sink<DeadLetter> deadLetterSink() {
    return new DiscardingSink<>();
  }

  @Override
  public Sink<ModelPart> modelSink() {
    return new DiscardingSink<>();
  }

  @Override
  public DeadLetters deadLetters() {
    return rejected -> letter(rejected.reason().name());
  }
}
