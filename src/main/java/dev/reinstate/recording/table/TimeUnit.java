package dev.reinstate.recording.table;

import java.time.temporal.ChronoUnit;

/** Units in which a mapping gives times. */
enum TimeUnit {
  MILLISECONDS(ChronoUnit.MILLIS),
  SECONDS(ChronoUnit.SECONDS),
  MINUTES(ChronoUnit.MINUTES),
  HOURS(ChronoUnit.HOURS),
  DAYS(ChronoUnit.DAYS);

  private final long millis;

  TimeUnit(ChronoUnit unit) {
    millis = unit.getDuration().toMillis();
  }

  long millis() {
    return millis;
  }
}
