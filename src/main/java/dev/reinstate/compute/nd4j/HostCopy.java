package dev.reinstate.compute.nd4j;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Copies whole arrays between the heap and ND4J, on whatever device that keeps them. */
final class HostCopy {

  private HostCopy() {}

  /** Copies as many numbers as the array has, in the order of its memory. */
  static void put(float[] from, INDArray to) {
    to.data().asNioFloat().put(from, 0, (int) to.length());
    Nd4j.getAffinityManager().tagLocation(to, AffinityManager.Location.HOST);
  }

  /** Copies numbers, and 0 to what is left of the array. */
  static void put(float[] from, int at, int count, float[] zeros, INDArray to) {
    FloatBuffer buffer = to.data().asNioFloat();
    buffer.put(from, at, count);
    buffer.put(zeros, 0, (int) to.length() - count);
    Nd4j.getAffinityManager().tagLocation(to, AffinityManager.Location.HOST);
  }

  static void get(INDArray from, float[] to) {
    from.data().asNioFloat().get(to, 0, (int) from.length());
  }
}
