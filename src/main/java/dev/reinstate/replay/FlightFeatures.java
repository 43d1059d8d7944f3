package dev.reinstate.replay;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
 * <p>The destination's vector is the SHA-256 of its name in UTF-8, read as 16 signed 16-bit
 * big-endian numbers and divided by their length. StrictMath, so that every machine gives the same
 * bits.
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
    for (int h = 1; h <= HARMONICS; h++) {
      wave(h * day, x, 2 * (h - 1));
    }
    wave((time.getDayOfWeek().getValue() - 1) / DAYS_A_WEEK, x, 2 * HARMONICS);
    x[DESTINATION_AT - 1] = (float) (StrictMath.log(flight.distance() + 1.0) - MEAN_LOG_MILES);
    float[] destination =
        destinations.computeIfAbsent(flight.destination(), FlightFeatures::hashed);
    System.arraycopy(destination, 0, x, DESTINATION_AT, DESTINATION_SIZE);
    return x;
  }

  private static void wave(double turns, float[] x, int at) {
    double angle = 2 * Math.PI * turns;
    x[at] = (float) StrictMath.sin(angle);
    x[at + 1] = (float) StrictMath.cos(angle);
  }

  private static float[] hashed(String name) {
    ByteBuffer hash = ByteBuffer.wrap(sha256(name));
    short[] numbers = new short[DESTINATION_SIZE];
    hash.asShortBuffer().get(numbers);
    double sum = 0;
    for (short n : numbers) {
      sum += (double) n * n;
    }
    double length = Math.sqrt(sum);
    float[] vector = new float[DESTINATION_SIZE];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (numbers[i] / length);
    }
    return vector;
  }

  private static byte[] sha256(String name) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
