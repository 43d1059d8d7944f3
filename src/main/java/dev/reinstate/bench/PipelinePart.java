package dev.reinstate.bench;

import static dev.reinstate.bench.FramePattern.beside;
import static dev.reinstate.bench.FramePattern.in;
import static dev.reinstate.bench.FramePattern.inPackageOf;
import static dev.reinstate.bench.FramePattern.under;

import dev.reinstate.credit.ReadOutput;
import dev.reinstate.event.EventOrder;
import dev.reinstate.kafka.KafkaEndpoints;
import dev.reinstate.kafka.record.FeedbackDeserializer;
import dev.reinstate.kafka.record.ObservationDeserializer;
import dev.reinstate.learner.Learner;
import dev.reinstate.learner.memories.ReadMaker;
import dev.reinstate.learner.reinstatement.RecomputedRows;
import dev.reinstate.learner.reinstatement.Refreshes;
import dev.reinstate.learner.reinstatement.ReinstatedRows;
import dev.reinstate.learner.reinstatement.Reinstatement;
import dev.reinstate.learner.reinstatement.RepeatedReads;
import dev.reinstate.model.ModelReceiver;
import dev.reinstate.state.cache.CachedState;
import dev.reinstate.stream.MemoryJob;
import dev.reinstate.stream.state.FlinkState;
import dev.reinstate.stream.state.WaitingEvents;
import dev.reinstate.training.InlineTraining;
import dev.reinstate.training.ModelPublisher;
import dev.reinstate.training.ObservationRehearsal;
import dev.reinstate.training.SharedTraining;
import dev.reinstate.training.Trainer;
import java.util.List;
import java.util.Locale;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;

/** What a thread of the pipeline is busy with, by the classes on its stack and its name. */
enum PipelinePart {
  /** What a checkpoint writes at once. */
  CHECKPOINT(
      in(beside(MemoryJob.class, "MemoryOperator"), "prepareSnapshotPreBarrier"),
      in(beside(MemoryJob.class, "MemoryOperator"), "snapshotState"),
      in(beside(MemoryJob.class, "TrainerOperator"), "snapshotState")),
  /** Kafka's records into events. */
  SOURCES(
      in(ObservationDeserializer.class),
      in(FeedbackDeserializer.class),
      in(beside(MemoryJob.class, "OutOfOrdernessWatermarks")),
      under("org.apache.flink.connector.kafka.source"),
      under("org.apache.flink.connector.base.source"),
      under("org.apache.kafka.clients.consumer")),
  /** Events wait until event time has passed them. */
  ORDER(
      in(WaitingEvents.class),
      in(EventOrder.class),
      under("org.apache.flink.streaming.api.operators.InternalTimerServiceImpl")),
  /** Observations into codes and embeddings. */
  EMBED(in(beside(Learner.class, "ObservationEncoder"))),
  /** Memories found, weighed and put together. */
  READ(in(ReadMaker.class), in(ReadOutput.class, "prediction")),
  /** What feedback credits: decoded, embedded, differentiated. */
  RECOMPUTE(
      in(ReinstatedRows.class),
      in(RecomputedRows.class),
      in(Reinstatement.class),
      in(RepeatedReads.class),
      in(beside(Reinstatement.class, "CreditWriter"))),
  /** Stored embeddings computed anew. */
  REFRESH(in(Refreshes.class), in(beside(Learner.class, "Sweep"))),
  /** Keyed state, its cache and its files. */
  STATE(
      in(FlinkState.class),
      in(CachedState.class),
      under("org.rocksdb"),
      under("org.apache.flink.state"),
      under("org.apache.flink.runtime.state")),
  /** Optimiser steps, and models to and fro. */
  TRAINER(
      in(Trainer.class),
      in(InlineTraining.class),
      in(beside(MemoryJob.class, "TrainerOperator")),
      in(ModelReceiver.class),
      in(ModelPublisher.class),
      in(SharedTraining.class),
      in(ObservationRehearsal.class),
      in(beside(MemoryJob.class, "MemoryOperator"), "processElement2")),
  /** The rest of what the learner does: which event means what for whom. */
  BOOKS(in(Learner.class)),
  /** Results into Kafka's records. */
  SINKS(
      inPackageOf(KafkaEndpoints.class),
      under("org.apache.flink.connector.kafka.sink"),
      under("org.apache.kafka.clients.producer")),
  /** Records between Flink's tasks. */
  NETWORK(
      under("org.apache.flink.runtime.io.network"),
      under("org.apache.flink.streaming.runtime.io"),
      under("org.apache.flink.streaming.runtime.partitioner"),
      under("org.apache.flink.shaded.netty4")),
  /** The broker, which a deployment has elsewhere. */
  BROKER(
      under("kafka."),
      under("org.apache.kafka.server"),
      under("org.apache.kafka.storage"),
      under("org.apache.kafka.raft")),
  OTHER;

  private final List<FramePattern> patterns;

  PipelinePart(FramePattern... patterns) {
    this.patterns = List.of(patterns);
  }

  /** The part of the innermost frame that is known, else that of the thread. */
  static PipelinePart of(List<RecordedFrame> frames, String thread) {
    List<RecordedMethod> methods = frames.stream().map(RecordedFrame::getMethod).toList();
    if (methods.stream().anyMatch(CHECKPOINT::has)) {
      return CHECKPOINT;
    }
    for (RecordedMethod method : methods) {
      for (PipelinePart part : values()) {
        if (part.has(method)) {
          return part;
        }
      }
    }
    return ofThread(thread);
  }

  private boolean has(RecordedMethod method) {
    return has(method.getType().getName(), method.getName());
  }

  /** Whether a frame of this class and method is of this part, whatever the frames around it. */
  boolean has(String className, String methodName) {
    return patterns.stream().anyMatch(pattern -> pattern.matches(className, methodName));
  }

  private static PipelinePart ofThread(String thread) {
    if (thread.startsWith("data-plane-kafka") || thread.startsWith("kafka-scheduler")) {
      return BROKER;
    }
    if (thread.startsWith("kafka-producer-network-thread")) {
      return SINKS;
    }
    return thread.startsWith("Source Data Fetcher") ? SOURCES : OTHER;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
