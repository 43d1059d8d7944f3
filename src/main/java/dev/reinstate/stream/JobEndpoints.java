package dev.reinstate.stream;

import dev.reinstate.event.Credit;
import dev.reinstate.event.Event;
import dev.reinstate.event.Prediction;
import dev.reinstate.model.ModelPart;
import dev.reinstate.stream.types.DeadLetter;
import dev.reinstate.stream.types.RejectedEvent;
import dev.reinstate.stream.types.SourceRecord;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;

/** Where the job's streams come from and go to. */
public interface JobEndpoints {

  Source<SourceRecord<Event>, ?, ?> observations();

  Source<SourceRecord<Event>, ?, ?> feedback();

  Source<SourceRecord<Event>, ?, ?> forget();

  Source<SourceRecord<ModelPart>, ?, ?> models();

  Sink<Prediction> predictionSink();

  Sink<Credit> creditSink();

  Sink<DeadLetter> deadLetterSink();

  Sink<ModelPart> modelSink();

  /** Makes the dead letters of events that could not be used. */
  DeadLetters deadLetters();

  /** Makes dead letters; travels with the job. */
  @FunctionalInterface
  interface DeadLetters extends java.io.Serializable {
    DeadLetter of(RejectedEvent rejected);
  }
}
