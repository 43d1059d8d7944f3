package dev.reinstate.recording;

import dev.reinstate.event.Observation;
import dev.reinstate.recording.stream.EventStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongConsumer;

/**
 * Features of observations, drawn at random from a stream of any length: all equally likely to be
 * in it (Vitter's algorithm R). A tenth of them is held out, to judge by.
 */
public final class ObservationSample {

  private static final int HELD_OUT = 10;

  private final int size;
  private final List<float[]> rows;
  private final int heldOut;

  private ObservationSample(int size, List<float[]> rows) {
    this.size = size;
    this.rows = rows;
    heldOut = Math.max(1, rows.size() / HELD_OUT);
  }

  /**
   * Draws a sample.
   *
   * @param size features of an observation
   * @param max maximum number of observations in a sample
   * @param progress is told how many observations have been read
   */
  public static ObservationSample of(
      EventStream<Observation> stream, int size, int max, Random random, LongConsumer progress) {
    List<float[]> rows = new ArrayList<>();
    long read = 0;
    while (stream.hasNext()) {
      float[] features = stream.next().features();
      read++;
      if (rows.size() < max) {
        rows.add(features);
        swap(rows, random.nextInt(rows.size()));
      } else {
        long at = random.nextLong(read);
        if (at < max) {
          rows.set((int) at, features);
        }
      }
      progress.accept(read);
    }
    return new ObservationSample(size, rows);
  }

  /** The last row and another change places, so that those held out are no earlier than others. */
  private static void swap(List<float[]> rows, int with) {
    int last = rows.size() - 1;
    rows.set(last, rows.set(with, rows.get(last)));
  }

  /** Observations to train on. */
  public int training() {
    return rows.size() - heldOut;
  }

  /** Observations to judge by. */
  public int heldOut() {
    return heldOut;
  }

  /**
   * Draws observations to train on, with replacement.
   *
   * @param x receives count × size numbers
   */
  public void draw(int count, Random random, float[] x) {
    for (int row = 0; row < count; row++) {
      copy(heldOut + random.nextInt(training()), x, row);
    }
  }

  /**
   * Copies some of those held out.
   *
   * @param from the first one, from 0
   * @param x receives count × size numbers
   */
  public void copyHeldOut(int from, int count, float[] x) {
    for (int row = 0; row < count; row++) {
      copy(from + row, x, row);
    }
  }

  private void copy(int at, float[] x, int row) {
    System.arraycopy(rows.get(at), 0, x, row * size, size);
  }
}
