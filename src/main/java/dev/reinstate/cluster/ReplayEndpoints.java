package dev.reinstate.cluster;

import dev.reinstate.event.Credit;
import dev.reinstate.event.Event;
import dev.reinstate.event.Prediction;
import dev.reinstate.model.ModelPart;
import dev.reinstate.stream.JobEndpoints;
import dev.reinstate.stream.types.DeadLetter;
import dev.reinstate.stream.types.SourceRecord;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * The source and the sinks of a replay's Flink job. All events come from one source, which keeps
 * observations and feedback in step; what the job puts out goes to the {@link ReplayRegistry}.
 *
 * @param replay its name
 */
record ReplayEndpoints(String replay) implements JobEndpoints {

  @Override
  public Source<SourceRecord<Event>, ?, ?> observations() {
    return new ReplaySource<>(List.of(new ReplaySplit<>(replay)));
  }

  /** Comes with the observations. */
  @Override
  public Source<SourceRecord<Event>, ?, ?> feedback() {
    return new ReplaySource<>(List.of());
  }

  @Override
  public Source<SourceRecord<Event>, ?, ?> forget() {
    return new ReplaySource<>(List.of());
  }

  @Override
  public Source<SourceRecord<ModelPart>, ?, ?> models() {
    return new ReplaySource<>(List.of());
  }

  @Override
  public Sink<Prediction> predictionSink() {
    return new RegistrySink<>(replay, ReplayRegistry::prediction);
  }

  @Override
  public Sink<Credit> creditSink() {
    return new RegistrySink<>(replay, ReplayRegistry::credit);
  }

  /** The counts have what was rejected. */
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
    return rejected ->
        new DeadLetter(
            "feedback", -1, -1, null, new byte[0], rejected.reason().name(), rejected.message());
  }

  /** Takes one kind of output. */
  private interface Taking<T> extends Serializable {
    void take(ReplayRegistry by, T value);
  }

  private record RegistrySink<T>(String replay, Taking<T> taking) implements Sink<T> {

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
      ReplayRegistry registry = ReplayRegistry.of(replay);
      return new SinkWriter<>() {
        @Override
        public void write(T value, Context element) {
          taking.take(registry, value);
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
      };
    }
  }
}
