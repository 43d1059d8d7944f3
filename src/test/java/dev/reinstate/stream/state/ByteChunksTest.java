package dev.reinstate.stream.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.java.tuple.Tuple2;
import org.junit.jupiter.api.Test;

class ByteChunksTest {

  private static final int MEGABYTE = 1 << 20;

  @Test
  void arraysOfAnySizeComeTogetherAsTheyWere() {
    List<byte[]> arrays = new ArrayList<>();
    for (int size : new int[] {3, 0, MEGABYTE, MEGABYTE + 1, 3 * MEGABYTE - 1, 1}) {
      byte[] array = new byte[size];
      new Random(size).nextBytes(array);
      arrays.add(array);
    }
    List<Tuple2<byte[], Boolean>> parts = new ArrayList<>();
    ByteChunks cutter = new ByteChunks();
    arrays.forEach(array -> cutter.flatMap(array, new ListCollector<>(parts)));

    assertThat(parts).allMatch(part -> part.f0.length <= MEGABYTE);
    assertThat(ByteChunks.together(parts.iterator()))
        .usingElementComparator(Arrays::compare)
        .isEqualTo(arrays);
  }
}
