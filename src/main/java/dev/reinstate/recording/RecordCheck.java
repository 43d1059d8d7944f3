package dev.reinstate.recording;

import dev.reinstate.event.Event;
import dev.reinstate.event.EventLimits;
import dev.reinstate.event.InvalidEventException;
import java.nio.file.Path;

/**
 * Leaves out those records of one file that a job would refuse, and counts each of them once,
 * however often and by how many threads the file is read.
 */
final class RecordCheck {

  private final Path file;
  private final EventLimits limits;
  private final SkippedRecords malformed = new SkippedRecords();
  private long last;

  RecordCheck(Path file, EventLimits limits) {
    this.file = file;
    this.limits = limits;
  }

  /**
   * Whether a job takes the event.
   *
   * @param record its number in the file, from 1
   */
  boolean takes(Event event, long record) {
    try {
      limits.check(event);
      return true;
    } catch (InvalidEventException e) {
      count(record, e.getMessage());
      return false;
    }
  }

  private synchronized void count(long record, String reason) {
    if (record > last) {
      last = record;
      malformed.add("%s, record %d: %s".formatted(file, record, reason));
    }
  }

  SkippedRecords malformed() {
    return malformed;
  }
}
