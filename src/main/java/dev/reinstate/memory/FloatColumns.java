package dev.reinstate.memory;

import java.util.Arrays;

/** Columns of float32. */
final class FloatColumns implements Columns {

  private final int dimension;
  private final float[] components;

  FloatColumns(int dimension) {
    this.dimension = dimension;
    components = new float[dimension * Page.SLOTS];
  }

  @Override
  public void set(int slot, byte[] stored, int from) {
    for (int column = 0; column < dimension; column++) {
      components[column * Page.SLOTS + slot] = Float32.get(stored, from + column * Float.BYTES);
    }
  }

  @Override
  public void get(int slot, byte[] stored, int at) {
    for (int column = 0; column < dimension; column++) {
      Float32.set(stored, at + column * Float.BYTES, components[column * Page.SLOTS + slot]);
    }
  }

  @Override
  public void clear(int slot) {
    for (int column = 0; column < dimension; column++) {
      components[column * Page.SLOTS + slot] = 0;
    }
  }

  @Override
  public void read(int slot, float scale, float[] to, int at) {
    for (int column = 0; column < dimension; column++) {
      to[at + column] = components[column * Page.SLOTS + slot] * scale;
    }
  }

  @Override
  public float dot(int slot, int first, int count, float[] query, int from) {
    float sum = 0;
    for (int i = 0; i < count; i++) {
      sum += query[from + i] * components[(first + i) * Page.SLOTS + slot];
    }
    return sum;
  }

  @Override
  public void dots(DotKernel kernel, int first, int count, float[] query, int from, float[] dots) {
    kernel.dots(components, first, count, query, from, dots);
  }

  @Override
  public void squares(int first, int count, float[] sums) {
    Arrays.fill(sums, 0);
    for (int at = first * Page.SLOTS; at < (first + count) * Page.SLOTS; at += Page.SLOTS) {
      for (int slot = 0; slot < Page.SLOTS; slot++) {
        sums[slot] += components[at + slot] * components[at + slot];
      }
    }
  }
}
