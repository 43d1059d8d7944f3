package dev.reinstate.state;

/** What may be learned from again. It is immutable. */
public interface Rehearsable {

  /** Whose it is. */
  String key();

  /** About how many bytes it takes. */
  long bytes();
}
