package dev.reinstate.cli;

/** What a replay runs on. */
enum Engine {
  /** The learner alone, on one thread. */
  PLAIN,
  /** The job's graph and operator, on a Flink cluster in this JVM. */
  FLINK
}
