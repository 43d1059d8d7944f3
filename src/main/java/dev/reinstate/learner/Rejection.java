package dev.reinstate.learner;

import dev.reinstate.learner.Books.Count;
import java.util.Locale;

/** Why feedback could not be used. */
public enum Rejection {
  /** Its observation never came, or is long forgotten. */
  ORPHAN(Count.ORPHAN),
  /** It came after the feedback horizon of its observation. */
  LATE(Count.LATE),
  /** Its observation has as many as it may have, or as many wait for it. */
  CAPPED(Count.CAPPED);

  private final Count count;

  Rejection(Count count) {
    this.count = count;
  }

  /** Where it is counted. */
  public Count count() {
    return count;
  }

  /** As a dead letter's header and a metric's label give it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
