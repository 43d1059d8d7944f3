package dev.reinstate.learner;

/** What may be learned from again. It is immutable. */
interface Rehearsable {

  /** Whose it is. */
  String key();

  /** About how many bytes it takes. */
  long bytes();
}
