package dev.reinstate.training;

import dev.reinstate.format.Floats;
import java.util.Arrays;

/** Σ weight · ∂L/∂parameters over feedbacks, in the order of the feedbacks, with their count. */
public final class GradientSum {

  private final float[] sum;
  private int count;

  public GradientSum(int parameters) {
    this(new float[parameters], 0);
  }

  public GradientSum(float[] sum, int count) {
    this.sum = sum;
    this.count = count;
  }

  public float[] sum() {
    return sum;
  }

  public int count() {
    return count;
  }

  public void counted() {
    count++;
  }

  void add(GradientSum other) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other.sum[i];
    }
    count += other.count;
  }

  public boolean isFinite() {
    return Floats.areFinite(sum);
  }

  /** Takes the gradients out; their feedbacks count as before. */
  public void dropGradients() {
    Arrays.fill(sum, 0);
  }

  void clear() {
    Arrays.fill(sum, 0);
    count = 0;
  }

  GradientSum copy() {
    return new GradientSum(sum.clone(), count);
  }
}
