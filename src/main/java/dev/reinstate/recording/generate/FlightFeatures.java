package dev.reinstate.recording.generate;

import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;

/**
 * What is known of a flight at its departure, as a vector of {@link #SIZE} numbers of about unit
 * scale. Nothing from after the departure enters, and no label of any flight.
 *
 * <pre>
 *   0 – 5   sine and cosine of the time of day, its double and its triple
 *   6 – 7   sine and cosine of the day of the week
 *   8       log(miles + 1) − 6.5
 *   9 – 24  the destination: a vector of length 1
 * </pre>
 *
 * <p>{@link Encodings} says how a time and a name become numbers.
 */
final class FlightFeatures {

  static final int HARMONICS = 3;
  static final int DESTINATION_SIZE = 16;
  static final int DESTINATION_AT = 2 * HARMONICS + 3;
  static final int SIZE = DESTINATION_AT + DESTINATION_SIZE;

  private static final double MINUTES_A_DAY = 24 * 60;
  private static final double DAYS_A_WEEK = 7;

  /** About the mean of the logarithm over US flights. */
  private static final double MEAN_LOG_MILES = 6.5;

  private final Map<String, float[]> destinations = new HashMap<>();

  float[] of(Flight flight) {
    float[] x = new float[SIZE];
    LocalDateTime time = flight.departure();
    double day = (time.getHour() * 60 + time.getMinute()) / MINUTES_A_DAY;
    Encodings.cycle(day, HARMONICS, x, 0);
    Encodings.cycle((time.getDayOfWeek().getValue() - 1) / DAYS_A_WEEK, 1, x, 2 * HARMONICS);
    x[DESTINATION_AT - 1] = (float) (StrictMath.log(flight.distance() + 1.0) - MEAN_LOG_MILES);
    float[] destination =
        destinations.computeIfAbsent(
            flight.destination(), name -> Encodings.hashed(name, DESTINATION_SIZE));
    System.arraycopy(destination, 0, x, DESTINATION_AT, DESTINATION_SIZE);
    return x;
  }
}
