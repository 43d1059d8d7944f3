package dev.reinstate.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.compute.Numbers;
import dev.reinstate.compute.Similarity;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;

/** What the head finds that compares codes. */
class CodeSearchTest {

  private static final int CAPACITY = 150;

  @Property(tries = 200)
  void findsWhatLiesNearest(
      @ForAll Precision precision,
      @ForAll @IntRange(min = 1, max = 30) int size,
      @ForAll @IntRange(max = 400) int writes,
      @ForAll @IntRange(min = 1, max = 20) int k,
      @ForAll @IntRange(max = 10000) int seed) {
    Random random = new Random(seed);
    ExternalMemory memory =
        new ExternalMemory(
            new MemoryLayout(
                2,
                1,
                Precision.INT8,
                Similarity.UNIT_DOT,
                precision.bytes(size),
                size,
                precision,
                CAPACITY),
            new Ring(),
            new RecordingStore());
    float[] query = new float[size + 1];
    byte[] bytes = new byte[precision.bytes(size)];
    precision.writeCodes(code(random, size), 0, size, bytes, 0);
    precision.readCodes(bytes, 0, size, query, 1);
    Neighbours[] found = {new Neighbours(k), new Neighbours(k)};
    for (int i = 0; i < writes; i++) {
      byte[] code = new byte[precision.bytes(size)];
      precision.writeCodes(code(random, size), 0, size, code, 0);
      StoredVector embedding = Precision.INT8.store(Numbers.gaussian(random, 2), 0, 2);
      memory.write(new Memory("m" + i, i, embedding, 0, code, 0));
      if (random.nextInt(20) == 0) {
        memory.remove(memory.find("m" + i));
        memory.write(new Memory("n" + i, i, embedding, 0, code, 0));
      }
      if (random.nextInt(50) == 0) {
        // codes are in columns from now on
        memory.search(query(query), found);
      }
    }
    memory.search(query(query), found);

    Neighbours expected = new Neighbours(k);
    double[] scores = new double[2];
    for (int slot = 0; slot < CAPACITY; slot++) {
      if (memory.occupied(slot)) {
        memory.scores(slot, scores, 0, 1);
        assertThat(scores[1])
            .isCloseTo(-meanSquare(memory, precision, slot, query, size), Offset.offset(1e-5));
        expected.offer(slot, (float) scores[1]);
      }
    }
    assertThat(found[1].count()).isEqualTo(expected.count());
    for (int rank = 0; rank < expected.count(); rank++) {
      assertThat(found[1].slot(rank)).isEqualTo(expected.slot(rank));
      assertThat(found[1].similarity(rank)).isEqualTo(expected.similarity(rank));
    }
  }

  private static Query query(float[] code) {
    return new Query(new float[] {1, 0}, 0, code, 1, 0, 1, new double[0]);
  }

  private static float[] code(Random random, int size) {
    float[] code = new float[size];
    for (int i = 0; i < size; i++) {
      code[i] = 2 * random.nextFloat() - 1;
    }
    return code;
  }

  private static double meanSquare(
      ExternalMemory memory, Precision precision, int slot, float[] query, int size) {
    byte[] bytes = new byte[precision.bytes(size)];
    memory.readCode(slot, bytes, 0);
    float[] code = new float[size];
    precision.readCodes(bytes, 0, size, code, 0);
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += Math.pow(code[i] - query[i + 1], 2);
    }
    return sum / size;
  }
}
