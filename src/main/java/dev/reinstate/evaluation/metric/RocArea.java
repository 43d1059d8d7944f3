package dev.reinstate.evaluation.metric;

/** Adds up the area under the ROC curve, by rising score. */
public final class RocArea {

  private double wins;
  private long positives;
  private long negatives;

  /** Adds all that have the next higher score. */
  public void add(long tiedPositives, long tiedNegatives) {
    wins += tiedPositives * (negatives + tiedNegatives / 2.0);
    positives += tiedPositives;
    negatives += tiedNegatives;
  }

  /** The area, ties counted half; NaN unless there are both positives and negatives. */
  public double area() {
    return positives == 0 || negatives == 0 ? Double.NaN : wins / ((double) positives * negatives);
  }
}
