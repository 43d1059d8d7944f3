package dev.reinstate.stream;

import dev.reinstate.event.Credit;
import dev.reinstate.event.Event;
import dev.reinstate.event.Prediction;
import dev.reinstate.model.ModelPart;
import dev.reinstate.stream.types.Arrival;
import dev.reinstate.stream.types.DeadLetter;
import dev.reinstate.stream.types.Rejected;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;

/** Where the job's streams come from and go to. */
public interface Channels {

  Source<Arrival<Event>, ?, ?> observations();

  Source<Arrival<Event>, ?, ?> feedback();

  Source<Arrival<Event>, ?, ?> forget();

  Source<Arrival<ModelPart>, ?, ?> models();

  Sink<Prediction> predictionSink();

  Sink<Credit> creditSink();

  Sink<DeadLetter> deadLetterSink();

  Sink<ModelPart> modelSink();

  /** Makes the dead letters of events that could not be used. */
  DeadLetters deadLetters();

  /** Makes dead letters; travels with the job. */
  @FunctionalInterface
  interface DeadLetters extends java.io.Serializable {
    DeadLetter of(Rejected rejected);
  }
}
