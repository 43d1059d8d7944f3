package dev.reinstate.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.compute.Numbers;
import dev.reinstate.compute.Similarity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SearchTest {

  private static final int DIMENSION = 3;

  private record Found(int slot, double similarity) {}

  /** Writes, evicts and removes at random, then searches. */
  @Property(tries = 200, seed = "21")
  void findsWhatBruteForceFinds(
      @ForAll Precision precision,
      @ForAll Similarity similarity,
      @ForAll @IntRange(min = 2, max = 150) int capacity,
      @ForAll @IntRange(max = 200) int writes,
      @ForAll @IntRange(min = 1, max = 40) int k,
      @ForAll @IntRange(max = 10000) int seed) {
    Random random = new Random(seed);
    ExternalMemory memory =
        new ExternalMemory(
            new MemoryLayout(DIMENSION, 1, precision, similarity, 1, capacity),
            new Ring(),
            new RecordingStore());
    List<StoredVector> held = new ArrayList<>();
    for (int i = 0; i < capacity; i++) {
      held.add(null);
    }
    for (int i = 0; i < writes; i++) {
      // few different vectors, so that there are ties
      float[] vector = {random.nextInt(3) - 1, random.nextInt(3) - 1, 1};
      StoredVector embedding = precision.store(vector, 0, DIMENSION);
      int slot = memory.write(new Memory("m" + i, i, embedding, 0, new byte[1], 0));
      held.set(slot, embedding);
    }
    if (random.nextBoolean()) {
      memory.flush();
    }
    if (random.nextBoolean() && writes > 0) {
      int until = random.nextInt(writes);
      for (int slot = 0; slot < Math.min(capacity, writes); slot++) {
        if (memory.time(slot) <= until) {
          held.set(slot, null);
        }
      }
      memory.removeUntil(until, (id, time) -> {});
    }
    float[] query = Numbers.gaussian(random, DIMENSION + 2);
    Neighbours found = new Neighbours(k);
    memory.search(Query.ageless(query, 2), new Neighbours[] {found});

    List<Found> expected = bruteForce(precision, similarity, held, query, 2);
    assertThat(memory.size()).isEqualTo(expected.size());
    assertThat(found.count()).isEqualTo(Math.min(k, expected.size()));
    for (int rank = 0; rank < found.count(); rank++) {
      assertThat(found.slot(rank)).isEqualTo(expected.get(rank).slot());
      assertThat((double) found.similarity(rank))
          .isCloseTo(expected.get(rank).similarity(), Offset.offset(1e-5));
    }
  }

  /** One by one, memory by memory: the same memories with the same bits. */
  @Property(tries = 300, seed = "22")
  void everyHeadFindsWhatScoresOfEachMemorySay(
      @ForAll Precision precision,
      @ForAll Similarity similarity,
      @ForAll @IntRange(min = 1, max = 4) int heads,
      @ForAll boolean aged,
      @ForAll @IntRange(max = 200) int writes,
      @ForAll @IntRange(min = 1, max = 20) int k,
      @ForAll @IntRange(max = 10000) int seed) {
    Random random = new Random(seed);
    int part = 1 + random.nextInt(9);
    int dimension = heads * part;
    ExternalMemory memory =
        new ExternalMemory(
            new MemoryLayout(dimension, heads, precision, similarity, 1, 150),
            new Ring(),
            new RecordingStore());
    for (int i = 0; i < writes; i++) {
      float[] vector = Numbers.gaussian(random, dimension);
      vector[0] = random.nextInt(20) == 0 ? Float.POSITIVE_INFINITY : vector[0];
      // ties of time, and times after the query's
      memory.write(
          new Memory(
              "m" + random.nextInt(5) + "-" + i,
              random.nextInt(40),
              precision.store(vector, 0, dimension),
              0,
              new byte[1],
              0));
    }
    for (int slot = 0; slot < Math.min(150, writes); slot++) {
      if (random.nextInt(5) == 0) {
        memory.remove(slot);
      } else if (random.nextInt(5) == 0) {
        float[] fresh = Numbers.gaussian(random, dimension);
        memory.refreshEmbedding(slot, precision.store(fresh, 0, dimension), 1);
      }
    }
    if (random.nextBoolean()) {
      memory.flush();
    }
    double[] decays = new double[aged ? heads : 0];
    for (int head = 0; head < decays.length; head++) {
      decays[head] = random.nextInt(3);
    }
    Query query = new Query(Numbers.gaussian(random, dimension + 1), 1, 30, 7, decays);
    Neighbours[] found = new Neighbours[heads];
    for (int head = 0; head < heads; head++) {
      found[head] = new Neighbours(k);
    }
    long before = random.nextInt(50);
    String id = "m" + random.nextInt(5);
    memory.searchBefore(before, id, query, found);

    double[] scores = new double[heads];
    Neighbours[] expected = new Neighbours[heads];
    for (int head = 0; head < heads; head++) {
      expected[head] = new Neighbours(k);
    }
    for (int slot = 0; slot < Math.min(150, writes); slot++) {
      if (!memory.occupied(slot)) {
        continue;
      }
      long time = memory.time(slot);
      if (time < before || time == before && memory.id(slot).compareTo(id) < 0) {
        memory.scores(slot, scores, 0, 1);
        for (int head = 0; head < heads; head++) {
          expected[head].offer(slot, (float) scores[head]);
        }
      }
    }
    for (int head = 0; head < heads; head++) {
      assertThat(found[head].count()).isEqualTo(expected[head].count());
      for (int rank = 0; rank < found[head].count(); rank++) {
        assertThat(found[head].slot(rank)).isEqualTo(expected[head].slot(rank));
        assertThat(found[head].similarity(rank)).isEqualTo(expected[head].similarity(rank));
      }
    }
  }

  private static List<Found> bruteForce(
      Precision precision,
      Similarity similarity,
      List<StoredVector> held,
      float[] query,
      int from) {
    List<Found> all = new ArrayList<>();
    for (int slot = 0; slot < held.size(); slot++) {
      if (held.get(slot) != null) {
        float[] vector = new float[DIMENSION];
        precision.restore(held.get(slot), DIMENSION, vector, 0);
        all.add(new Found(slot, similarity(similarity, query, from, vector)));
      }
    }
    all.sort(Comparator.comparingDouble((Found f) -> -f.similarity()).thenComparing(Found::slot));
    return all;
  }

  private static double similarity(Similarity kind, float[] query, int from, float[] vector) {
    double dot = 0;
    double distance = 0;
    double queryNorm = 0;
    double norm = 0;
    for (int i = 0; i < DIMENSION; i++) {
      double q = query[from + i];
      dot += q * vector[i];
      distance += (q - vector[i]) * (q - vector[i]);
      queryNorm += q * q;
      norm += vector[i] * vector[i];
    }
    return switch (kind) {
      case UNIT_DOT -> dot;
      case COSINE -> dot / Math.sqrt(queryNorm) / Math.sqrt(norm);
      case SCALED_DOT -> dot / Math.sqrt(DIMENSION);
      case NEGATIVE_SQUARED_DISTANCE -> -distance;
    };
  }

  @Test
  void tiesGoToTheLowerSlot() {
    Neighbours found = new Neighbours(2);
    found.offer(0, 0.5f);
    found.offer(1, 0.7f);
    found.offer(2, 0.7f);
    found.offer(3, 0.7f);
    assertThat(found.slot(0)).isEqualTo(1);
    assertThat(found.slot(1)).isEqualTo(2);
  }

  @Test
  void aSimilarityThatIsNoNumberIsNotFound() {
    Neighbours found = new Neighbours(3);
    found.offer(0, Float.NaN);
    found.offer(1, 0.1f);
    found.offer(2, 0.2f);
    assertThat(found.count()).isEqualTo(2);
    assertThat(found.slot(0)).isEqualTo(2);
    assertThat(found.slot(1)).isEqualTo(1);
  }

  @Test
  void anEmptyMemoryGivesNothing() {
    Neighbours found = new Neighbours(3);
    found.offer(4, 1);
    new ExternalMemory(
            new MemoryLayout(DIMENSION, 1, Precision.INT8, Similarity.UNIT_DOT, 1, 10),
            new Ring(),
            new RecordingStore())
        .search(Query.ageless(new float[DIMENSION], 0), new Neighbours[] {found});
    assertThat(found.count()).isZero();
  }
}
