package dev.reinstate.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.compute.Numbers;
import dev.reinstate.compute.Similarity;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

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
                false,
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
        memory.remove(memory.find(("m" + i)::equals, 0));
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

  /** Codes of one number, each of which stands for some times as much. */
  private static final class Scaled implements CodeNumbers {
    private int factor = 1;

    @Override
    public long version() {
      return factor;
    }

    @Override
    public void read(byte[] codes, int from, float[] numbers, int at) {
      numbers[at] = factor * codes[from] / 127f;
    }
  }

  @Test
  void codesThatStandForOtherNumbersByNowAreComparedAnew() {
    Scaled numbers = new Scaled();
    ExternalMemory memory =
        new ExternalMemory(
            new Ring(),
            new RecordingStore(),
            new Scan(
                new MemoryLayout(
                    2,
                    1,
                    Precision.INT8,
                    Similarity.UNIT_DOT,
                    1,
                    1,
                    Precision.INT8,
                    false,
                    CAPACITY),
                numbers));
    StoredVector embedding = Precision.INT8.store(new float[] {1, 0}, 0, 2);
    memory.write(new Memory("small", 0, embedding, 0, new byte[] {10}, 0));
    memory.write(new Memory("large", 1, embedding, 0, new byte[] {40}, 0));
    float[] query = {0, 40 / 127f};
    assertThat(nearest(memory, query)).isEqualTo("large");
    numbers.factor = 4;
    assertThat(nearest(memory, query)).isEqualTo("small");
    memory.write(new Memory("larger", 2, embedding, 0, new byte[] {11}, 0));
    assertThat(nearest(memory, new float[] {0, 44 / 127f})).isEqualTo("larger");
  }

  private static String nearest(ExternalMemory memory, float[] query) {
    Neighbours[] found = {new Neighbours(1), new Neighbours(1)};
    memory.search(query(query), found);
    return memory.id(found[1].slot(0));
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
