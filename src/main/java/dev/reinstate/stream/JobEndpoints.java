package dev.reinstate.stream;

import dev.reinstate.annotation.Internal;
import dev.reinstate.annotation.Public;
import dev.reinstate.event.Credit;
import dev.reinstate.event.Event;
import dev.reinstate.event.Prediction;
import dev.reinstate.model.ModelPart;
import dev.reinstate.stream.types.DeadLetter;
import dev.reinstate.stream.types.RejectedEvent;
import dev.reinstate.stream.types.SourceRecord;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;

/**
 * Where the job's streams come from and go to. Its methods are for this project alone: programs
 * take one that it brings along.
 */
@Public
public interface JobEndpoints {

  /** Observations; records that could not be read come as dead letters, here and below. */
  @Internal
  Source<SourceRecord<Event>, ?, ?> observations();

  /** Feedback. */
  @Internal
  Source<SourceRecord<Event>, ?, ?> feedback();

  /** Requests to forget. */
  @Internal
  Source<SourceRecord<Event>, ?, ?> forget();

  /** Parts of the models that {@link #modelSink} wrote. */
  @Internal
  Source<SourceRecord<ModelPart>, ?, ?> models();

  @Internal
  Sink<Prediction> predictionSink();

  @Internal
  Sink<Credit> creditSink();

  @Internal
  Sink<DeadLetter> deadLetterSink();

  @Internal
  Sink<ModelPart> modelSink();

  /** Makes the dead letters of events that could not be used. */
  @Internal
  DeadLetters deadLetters();

  /** Makes dead letters; travels with the job. */
  @Internal
  @FunctionalInterface
  interface DeadLetters extends java.io.Serializable {
    DeadLetter of(RejectedEvent rejected);
  }
}
