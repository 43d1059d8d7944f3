package dev.reinstate.recording.generate.stream;

/** Draws the rows of a stream: observations, each with what becomes of it. */
interface Rows {

  long SECOND = 1000;
  long MINUTE = 60 * SECOND;
  long HOUR = 60 * MINUTE;
  long DAY = 24 * HOUR;

  /**
   * Draws the next row.
   *
   * @param number of the row, from 0; each is asked for once, in order
   */
  Row next(long number);

  /**
   * An observation and its feedback.
   *
   * @param time of the observation, milliseconds from the beginning of the stream, that of the row
   *     before or later
   * @param target a class, a value or a reward
   * @param delay of the feedback, milliseconds, at least 1
   */
  record Row(String key, long time, float[] features, double target, long delay) {}
}
