package dev.reinstate.cli.option;

/** What a replay runs on. */
public enum Engine {
  /** The learner alone, on one thread. */
  PLAIN,
  /** The job's graph and operator, on a Flink cluster in this JVM. */
  FLINK
}
