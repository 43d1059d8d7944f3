package dev.reinstate.bench;

import java.util.List;
import java.util.Locale;
import jdk.jfr.consumer.RecordedFrame;

/** What a thread of the pipeline is busy with, by the classes on its stack and its name. */
enum PipelinePart {
  /** What a checkpoint writes at once. */
  CHECKPOINT(
      "dev.reinstate.stream.MemoryOperator.prepareSnapshotPreBarrier",
      "dev.reinstate.stream.MemoryOperator.snapshotState",
      "dev.reinstate.stream.TrainerOperator.snapshotState"),
  /** Kafka's records into events. */
  SOURCES(
      "dev.reinstate.kafka.record.ObservationDeserializer",
      "dev.reinstate.kafka.record.FeedbackDeserializer",
      "dev.reinstate.stream.OutOfOrdernessWatermarks",
      "org.apache.flink.connector.kafka.source",
      "org.apache.flink.connector.base.source",
      "org.apache.kafka.clients.consumer"),
  /** Events wait until event time has passed them. */
  ORDER(
      "dev.reinstate.stream.state.WaitingEvents",
      "dev.reinstate.event.EventOrder",
      "org.apache.flink.streaming.api.operators.InternalTimerServiceImpl"),
  /** Observations into codes and embeddings. */
  EMBED("dev.reinstate.learner.ObservationEncoder"),
  /** Memories found, weighed and put together. */
  READ(
      "dev.reinstate.learner.reinstatement.MemoryReader",
      "dev.reinstate.learner.EventProcessor.read",
      "dev.reinstate.credit.ReadOutput.prediction"),
  /** What feedback credits: decoded, embedded, differentiated. */
  RECOMPUTE(
      "dev.reinstate.learner.reinstatement.ReinstatedRows",
      "dev.reinstate.learner.reinstatement.Reinstatement",
      "dev.reinstate.learner.reinstatement.RepeatedReads",
      "dev.reinstate.learner.reinstatement.CreditWriter"),
  /** Stored embeddings computed anew. */
  REFRESH("dev.reinstate.learner.reinstatement.Refreshes", "dev.reinstate.learner.Sweep"),
  /** Keyed state, its cache and its files. */
  STATE(
      "dev.reinstate.stream.state.FlinkState",
      "dev.reinstate.state.CachedState",
      "org.rocksdb",
      "org.apache.flink.state",
      "org.apache.flink.runtime.state"),
  /** Optimiser steps, and models to and fro. */
  TRAINER(
      "dev.reinstate.training.Trainer",
      "dev.reinstate.training.InlineTraining",
      "dev.reinstate.stream.TrainerOperator",
      "dev.reinstate.model.ModelReceiver",
      "dev.reinstate.training.ModelPublisher",
      "dev.reinstate.training.SharedTraining",
      "dev.reinstate.training.ObservationRehearsal",
      "dev.reinstate.stream.MemoryOperator.processElement2"),
  /** The rest of what the learner does: which event means what for whom. */
  BOOKS("dev.reinstate.learner.Learner."),
  /** Results into Kafka's records. */
  SINKS(
      "dev.reinstate.kafka",
      "org.apache.flink.connector.kafka.sink",
      "org.apache.kafka.clients.producer"),
  /** Records between Flink's tasks. */
  NETWORK(
      "org.apache.flink.runtime.io.network",
      "org.apache.flink.streaming.runtime.io",
      "org.apache.flink.streaming.runtime.partitioner",
      "org.apache.flink.shaded.netty4"),
  /** The broker, which a deployment has elsewhere. */
  BROKER("kafka.", "org.apache.kafka.server", "org.apache.kafka.storage", "org.apache.kafka.raft"),
  OTHER;

  private final List<String> prefixes;

  PipelinePart(String... prefixes) {
    this.prefixes = List.of(prefixes);
  }

  /** The part of the innermost frame that is known, else that of the thread. */
  static PipelinePart of(List<RecordedFrame> frames, String thread) {
    List<String> methods =
        frames.stream()
            .map(frame -> frame.getMethod().getType().getName() + "." + frame.getMethod().getName())
            .toList();
    if (methods.stream().anyMatch(CHECKPOINT::has)) {
      return CHECKPOINT;
    }
    for (String method : methods) {
      for (PipelinePart part : values()) {
        if (part.has(method)) {
          return part;
        }
      }
    }
    return ofThread(thread);
  }

  private boolean has(String method) {
    return prefixes.stream().anyMatch(method::startsWith);
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
