package dev.reinstate.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.credit.HeadMixture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;

/** Reads of several sources beside lists of what they read. */
class RecordedReadTest {

  private static final int K = 5;
  private static final Offset<Float> ROUNDING = Offset.offset(1e-6f);

  /**
   * A memory that was read.
   *
   * @param weights by head
   */
  private record Memory(int slot, long hash, String id, double value, long time, float[] weights) {}

  /**
   * Of one source.
   *
   * @param nullWeights by head; empty without a null slot
   */
  private record Source(List<Memory> memories, float[] nullWeights) {

    /** Weights that are left are divided by their sum; where nothing is left, all are the same. */
    private Source without(int index) {
      List<Memory> others = new ArrayList<>(memories);
      others.remove(index);
      List<Memory> rest = new ArrayList<>();
      for (Memory other : others) {
        float[] weights = new float[other.weights.length];
        for (int h = 0; h < weights.length; h++) {
          double left = left(others, h);
          double alone = nullWeights.length > 0 ? 0 : 1.0 / others.size();
          weights[h] = (float) (left > 0 ? other.weights[h] / left : alone);
        }
        rest.add(new Memory(other.slot, other.hash, other.id, other.value, other.time, weights));
      }
      float[] nulls = new float[nullWeights.length];
      for (int h = 0; h < nulls.length; h++) {
        double left = left(others, h);
        nulls[h] = (float) (left > 0 ? nullWeights[h] / left : 1);
      }
      return new Source(rest, nulls);
    }

    private double left(List<Memory> others, int head) {
      double left = nullWeights.length > 0 ? nullWeights[head] : 0;
      for (Memory other : others) {
        left += other.weights[head];
      }
      return left;
    }
  }

  private static List<Source> sources(Random random) {
    int heads = 1 + random.nextInt(3);
    boolean nullSlot = random.nextBoolean();
    List<Source> sources = new ArrayList<>();
    int number = 0;
    for (int count : random.ints(1 + random.nextInt(4), 0, K + 1).toArray()) {
      float[] nullWeights = new float[nullSlot ? heads : 0];
      double[][] weights = new double[heads][];
      for (int h = 0; h < heads; h++) {
        weights[h] = weights(count + (nullSlot ? 1 : 0), random);
        if (nullSlot) {
          nullWeights[h] = (float) weights[h][count];
        }
      }
      List<Memory> memories = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int of = i;
        float[] ofMemory = new float[heads];
        IntStream.range(0, heads).forEach(h -> ofMemory[h] = (float) weights[h][of]);
        memories.add(
            new Memory(
                random.nextInt(9),
                random.nextLong(),
                "m" + number++,
                random.nextGaussian(),
                random.nextLong(),
                ofMemory));
      }
      sources.add(new Source(memories, nullWeights));
    }
    return sources;
  }

  /** They sum to 1; now and then one has all. */
  private static double[] weights(int count, Random random) {
    double[] weights = new double[count];
    if (count > 0 && random.nextInt(4) == 0) {
      weights[random.nextInt(count)] = 1;
      return weights;
    }
    Arrays.setAll(weights, i -> 0.01 + random.nextDouble());
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / sum).toArray();
  }

  private static RecordedRead read(List<Source> sources) {
    List<Memory> memories = sources.stream().flatMap(of -> of.memories.stream()).toList();
    List<Float> weights = new ArrayList<>();
    List<Float> nullWeights = new ArrayList<>();
    for (Source source : sources) {
      for (int h = 0; h < heads(sources); h++) {
        int head = h;
        source.memories.forEach(memory -> weights.add(memory.weights[head]));
      }
      for (float nullWeight : source.nullWeights) {
        nullWeights.add(nullWeight);
      }
    }
    HeadMixture mixture =
        new HeadMixture(
            floats(nullWeights), new float[] {1}, new float[] {2}, new float[] {3}, new float[0]);
    return new RecordedRead(
        sources.stream().mapToInt(source -> source.memories.size()).toArray(),
        memories.stream().mapToInt(Memory::slot).toArray(),
        memories.stream().mapToLong(Memory::hash).toArray(),
        memories.stream().map(Memory::id).toArray(String[]::new),
        floats(weights),
        memories.stream().mapToDouble(Memory::value).toArray(),
        memories.stream().mapToLong(Memory::time).toArray(),
        mixture);
  }

  /** Where nothing was read, nobody knows how many there are. */
  private static int heads(List<Source> sources) {
    return sources.stream()
        .flatMap(source -> source.memories.stream())
        .mapToInt(memory -> memory.weights.length)
        .findFirst()
        .orElse(0);
  }

  private static float[] floats(List<Float> numbers) {
    float[] floats = new float[numbers.size()];
    IntStream.range(0, floats.length).forEach(i -> floats[i] = numbers.get(i));
    return floats;
  }

  @Property(tries = 300, seed = "111")
  void aReadWithoutAMemoryIsThatOfTheOthers(@ForAll @IntRange(max = 99_999) int seed) {
    Random random = new Random(seed);
    List<Source> sources = sources(random);
    RecordedRead read = read(sources);
    while (read.count() > 0) {
      int left = random.nextInt(read.count());
      sources = new ArrayList<>(sources);
      int source = 0;
      int first = 0;
      while (left >= first + sources.get(source).memories.size()) {
        first += sources.get(source++).memories.size();
      }
      sources.set(source, sources.get(source).without(left - first));
      RecordedRead before = read;
      float[] weightsBefore = read.weights().clone();
      float[] nullsBefore = read.mixture().nullWeights().clone();
      read = read.without(left);
      assertSame(read, read(sources));
      assertThat(before.weights()).containsExactly(weightsBefore);
      assertThat(before.mixture().nullWeights()).containsExactly(nullsBefore);
    }
  }

  private static void assertSame(RecordedRead actual, RecordedRead expected) {
    assertThat(actual.counts()).containsExactly(expected.counts());
    assertThat(actual.slots()).containsExactly(expected.slots());
    assertThat(actual.hashes()).containsExactly(expected.hashes());
    assertThat(actual.ids()).containsExactly(expected.ids());
    assertThat(actual.values()).containsExactly(expected.values());
    assertThat(actual.times()).containsExactly(expected.times());
    assertThat(actual.weights()).containsExactly(expected.weights(), ROUNDING);
    assertThat(actual.mixture().nullWeights())
        .containsExactly(expected.mixture().nullWeights(), ROUNDING);
    assertThat(actual.mixture().weights()).containsExactly(expected.mixture().weights());
    assertThat(actual.mixture().offset()).containsExactly(expected.mixture().offset());
    assertThat(actual.mixture().nulls()).containsExactly(expected.mixture().nulls());
  }

  @Property(tries = 200, seed = "112")
  void eachMemoryHasTheMeanOfItsHeadsWeights(@ForAll @IntRange(max = 99_999) int seed) {
    List<Source> sources = sources(new Random(seed));
    float[] means = read(sources).meanWeights();
    int i = 0;
    for (Source source : sources) {
      for (Memory memory : source.memories) {
        double sum = 0;
        for (float weight : memory.weights) {
          sum += weight;
        }
        assertThat(means[i++]).isCloseTo((float) (sum / memory.weights.length), ROUNDING);
      }
    }
    assertThat(means).hasSize(i);
  }

  @Property(tries = 200, seed = "113")
  void weightsAreCopiedByHead(@ForAll @IntRange(max = 99_999) int seed) {
    List<Source> sources = sources(new Random(seed));
    RecordedRead read = read(sources);
    int heads = heads(sources);
    assertThat(read.heads()).isEqualTo(heads);
    double[] weights = new double[sources.size() * heads * K];
    double[] expected = new double[weights.length];
    for (int source = 0; source < sources.size(); source++) {
      List<Memory> memories = sources.get(source).memories;
      for (int h = 0; h < heads; h++) {
        for (int i = 0; i < memories.size(); i++) {
          expected[(source * heads + h) * K + i] = memories.get(i).weights[h];
        }
      }
    }
    read.copyWeights(weights, K);
    assertThat(weights).containsExactly(expected);
  }
}
