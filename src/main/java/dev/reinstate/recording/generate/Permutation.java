package dev.reinstate.recording.generate;

import java.util.Random;

/** Shuffles: random permutations, drawn by Fisher and Yates's method. */
final class Permutation {

  private Permutation() {}

  /** The numbers from 0 to n − 1 in an order of which all are equally likely. */
  static int[] of(int n, Random random) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }
}
