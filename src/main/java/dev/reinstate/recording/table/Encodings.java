package dev.reinstate.recording.table;

import dev.reinstate.format.Sha256;
import java.nio.ByteBuffer;

/** Times and names as numbers, with the same bits on every machine. */
final class Encodings {

  private Encodings() {}

  /**
   * Writes sine and cosine of a place on a circle, then of its double, and so on.
   *
   * @param turns the place, 1 a whole turn
   * @param harmonics how many pairs, at least 1
   * @param x receives 2 · harmonics numbers
   * @param at where in x they begin
   */
  static void cycle(double turns, int harmonics, float[] x, int at) {
    for (int h = 1; h <= harmonics; h++) {
      double angle = 2 * Math.PI * (h * turns);
      x[at + 2 * h - 2] = (float) StrictMath.sin(angle);
      x[at + 2 * h - 1] = (float) StrictMath.cos(angle);
    }
  }

  /**
   * What a person calls one of the numbers that {@link #cycle} writes.
   *
   * @param number of the number, from 0
   */
  static String harmonic(String name, int number) {
    return "%s, %s %d".formatted(name, number % 2 == 0 ? "sine" : "cosine", number / 2 + 1);
  }

  /**
   * A vector of length 1 for a name, the same for the same name and about at right angles for
   * others: SHA-256 of the name in UTF-8, read as signed 16-bit big-endian numbers and divided by
   * their length. Where one hash is too short, those of the name with a zero byte and the number of
   * the hash, from 1, follow.
   *
   * @param size how many numbers, at least 1
   */
  static float[] hashed(String name, int size) {
    short[] numbers = new short[size];
    for (int hash = 0, at = 0; at < size; hash++) {
      ByteBuffer bytes = ByteBuffer.wrap(Sha256.of(hash == 0 ? name : name + '\0' + hash));
      for (; at < size && bytes.hasRemaining(); at++) {
        numbers[at] = bytes.getShort();
      }
    }
    double sum = 0;
    for (short n : numbers) {
      sum += (double) n * n;
    }
    double length = Math.sqrt(sum);
    float[] vector = new float[size];
    for (int i = 0; i < size; i++) {
      vector[i] = length == 0 ? 0 : (float) (numbers[i] / length);
    }
    return vector;
  }
}
