package dev.reinstate.recording;

import dev.reinstate.annotation.Public;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts what cannot be used and is left out, and keeps the first reasons. Several threads may use
 * it.
 */
@Public
public final class SkippedRecords {

  private static final int REASONS_KEPT = 5;

  private final List<String> reasons = new ArrayList<>();
  private long count;

  /** One more is left out. */
  public synchronized void add(String reason) {
    count++;
    if (reasons.size() < REASONS_KEPT) {
      reasons.add(reason);
    }
  }

  /** How many are left out. */
  public synchronized long count() {
    return count;
  }

  /** Why the first {@value #REASONS_KEPT} of them are left out; a copy. */
  public synchronized List<String> reasons() {
    return List.copyOf(reasons);
  }
}
