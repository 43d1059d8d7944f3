package dev.reinstate.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.reinstate.compute.Numbers;
import dev.reinstate.compute.Similarity;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExternalMemoryTest {

  private static final int DIMENSION = 4;
  private static final int CODE = 3;

  private final RecordingStore store = new RecordingStore();
  private Ring ring = new Ring();
  private int code = CODE;
  private int capacity = 100;
  private Precision precision = Precision.INT8;
  private ExternalMemory memory = open();

  private ExternalMemory open() {
    return new ExternalMemory(
        new MemoryLayout(DIMENSION, 1, precision, Similarity.UNIT_DOT, code, capacity),
        ring,
        store);
  }

  /** As between two micro-batches: everything is put back and read again. */
  private void reopen() {
    memory.flush();
    ring = new Ring(ring.next(), ring.size(), ring.extent());
    memory = open();
    store.calls.clear();
  }

  private static Memory numbered(int number) {
    float[] vector = Numbers.gaussian(new Random(number), DIMENSION);
    return new Memory(
        "m" + number,
        10L * number,
        Precision.INT8.store(vector, 0, DIMENSION),
        number,
        new byte[] {(byte) number, 0, -127},
        number % 2);
  }

  private void write(int from, int to) {
    for (int number = from; number < to; number++) {
      memory.write(numbered(number));
    }
  }

  @Test
  void aMemoryComesBackAsWritten() {
    write(0, 70);
    reopen();
    assertThat(memory.size()).isEqualTo(70);
    for (int slot : new int[] {0, 63, 64, 69}) {
      Memory written = numbered(slot);
      assertThat(memory.holds(slot, written.id())).isTrue();
      assertThat(memory.holds(slot, written.id(), written.time())).isTrue();
      assertThat(memory.holds(slot, written.id(), written.time() + 1)).isFalse();
      assertThat(memory.holds(slot, "another", written.time())).isFalse();
      assertThat(memory.id(slot)).isEqualTo(written.id());
      assertThat(memory.time(slot)).isEqualTo(written.time());
      assertThat(memory.value(slot)).isEqualTo(written.value());
      assertThat(memory.version(slot)).isEqualTo(written.version());
      float[] expected = new float[DIMENSION];
      precision.restore(written.embedding(), DIMENSION, expected, 0);
      float[] embedding = new float[DIMENSION + 1];
      memory.readEmbedding(slot, embedding, 1);
      assertThat(embedding).containsExactly(0, expected[0], expected[1], expected[2], expected[3]);
      byte[] bytes = new byte[CODE + 1];
      memory.readCode(slot, bytes, 1);
      assertThat(bytes).containsExactly(0, slot, 0, -127);
    }
  }

  @Test
  void theOldestMemoriesAreEvictedFirstAcrossPages() {
    write(0, 100);
    assertThat(memory.full()).isTrue();
    write(100, 170);
    reopen();
    assertThat(memory.size()).isEqualTo(100);
    for (int number = 0; number < 170; number++) {
      assertThat(memory.holds(number % 100, "m" + number))
          .as("m%d", number)
          .isEqualTo(number >= 70);
    }
  }

  @Test
  void aMemoryIsFullOnlyOnceAllSlotsAreInUse() {
    write(0, 99);
    assertThat(memory.full()).isFalse();
    write(99, 100);
    assertThat(memory.full()).isTrue();
  }

  private void writeInPlaceOfTheLeastCredited(int number) {
    memory.makeWay(Eviction.LEAST_CREDITED);
    memory.write(numbered(number));
  }

  @Test
  void theLeastCreditedMemoryGivesWayAcrossPages() {
    write(0, 100);
    for (int slot = 0; slot < 100; slot++) {
      memory.addCredit(slot, slot % 10 + 1);
    }
    memory.addCredit(70, -3);
    memory.addCredit(20, -2);
    memory.addCredit(20, Float.NaN);
    reopen();
    writeInPlaceOfTheLeastCredited(100);
    assertThat(memory.id(70)).isEqualTo("m100");
    writeInPlaceOfTheLeastCredited(101);
    assertThat(memory.id(20)).isEqualTo("m101");
    // both are new and have no credit: the one that was observed first
    writeInPlaceOfTheLeastCredited(102);
    assertThat(memory.id(70)).isEqualTo("m102");
    memory.addCredit(20, 1.5f);
    memory.addCredit(70, 9);
    writeInPlaceOfTheLeastCredited(103);
    assertThat(memory.id(0)).isEqualTo("m103");
    assertThat(memory.size()).isEqualTo(100);
  }

  @Test
  void nothingGivesWayWhileThereIsAnEmptySlot() {
    write(0, 100);
    memory.addCredit(5, -1);
    memory.remove(66);
    memory.remove(3);
    writeInPlaceOfTheLeastCredited(100);
    writeInPlaceOfTheLeastCredited(101);
    assertThat(memory.id(3)).isEqualTo("m100");
    assertThat(memory.id(66)).isEqualTo("m101");
    writeInPlaceOfTheLeastCredited(102);
    assertThat(memory.id(5)).isEqualTo("m102");
  }

  @Test
  void capacityNeedNotFillAPage() {
    capacity = 3;
    memory = open();
    write(0, 5);
    assertThat(memory.size()).isEqualTo(3);
    assertThat(memory.id(0)).isEqualTo("m3");
    assertThat(memory.id(1)).isEqualTo("m4");
    assertThat(memory.id(2)).isEqualTo("m2");
  }

  @Test
  void removesMemoriesUntilATimeAndSaysWhichIsNext() {
    write(0, 100);
    assertThat(memory.removeUntil(690, (id, time) -> {})).isEqualTo(700);
    assertThat(memory.size()).isEqualTo(30);
    assertThat(memory.holds(69, "m69")).isFalse();
    assertThat(memory.holds(70, "m70")).isTrue();
    memory.flush();
    assertThat(store.pages).containsOnlyKeys(1);
    assertThat(store.codes).containsOnlyKeys(1);
  }

  @Test
  void removedMemoriesAreNotFound() {
    write(0, 10);
    memory.removeUntil(40, (id, time) -> {});
    Neighbours found = new Neighbours(10);
    memory.search(Query.ageless(new float[] {1, 0, 0, 0}, 0), new Neighbours[] {found});
    assertThat(found.count()).isEqualTo(5);
    for (int rank = 0; rank < 5; rank++) {
      assertThat(found.slot(rank)).isBetween(5, 9);
    }
  }

  @Test
  void emptyPagesAreRemovedAndCanBeWrittenAgain() {
    write(0, 80);
    reopen();
    assertThat(memory.removeUntil(Long.MAX_VALUE - 1, (id, time) -> {})).isEqualTo(Long.MAX_VALUE);
    memory.flush();
    assertThat(store.calls).containsExactly("remove page 0", "remove page 1");
    assertThat(store.pages).isEmpty();
    assertThat(store.codes).isEmpty();
    assertThat(memory.size()).isZero();

    memory.write(numbered(7));
    reopen();
    assertThat(memory.size()).isEqualTo(1);
    assertThat(memory.id(80)).isEqualTo("m7");
  }

  @Test
  void lastValuesAreThoseWrittenLast() {
    double[] last = new double[3];
    assertThat(memory.lastValues(last)).isZero();
    write(0, 2);
    memory.setValue(1, 7);
    assertThat(memory.lastValues(last)).isEqualTo(2);
    assertThat(last).startsWith(7, 0);

    write(2, 102);
    for (int slot : new int[] {0, 1, 98, 99}) {
      memory.setValue(slot, slot);
    }
    reopen();
    assertThat(memory.lastValues(last)).isEqualTo(3);
    assertThat(last).containsExactly(1, 0, 99);

    memory.remove(0);
    assertThat(memory.lastValues(last)).isEqualTo(3);
    assertThat(last).containsExactly(1, 99, 98);
  }

  @Test
  void anEmptyRingCanBeginAnew() {
    write(0, 80);
    memory.removeUntil(Long.MAX_VALUE - 1, (id, time) -> {});
    ring.reset();
    reopen();
    write(5, 6);
    reopen();
    assertThat(memory.id(0)).isEqualTo("m5");
    assertThat(store.pages).containsOnlyKeys(0);
  }

  @Test
  void flushWritesOnlyWhatChanged() {
    write(0, 90);
    memory.flush();
    assertThat(store.calls)
        .containsExactly("put page 0", "put codes 0", "put page 1", "put codes 1");
    store.calls.clear();
    memory.flush();
    assertThat(store.calls).isEmpty();

    reopen();
    memory.search(Query.ageless(new float[] {1, 0, 0, 0}, 0), new Neighbours[] {new Neighbours(3)});
    memory.holds(3, "m3");
    memory.readCode(3, new byte[CODE], 0);
    memory.flush();
    assertThat(store.calls).isEmpty();

    write(90, 91);
    memory.flush();
    assertThat(store.calls).containsExactly("put page 1", "put codes 1");
  }

  @Test
  void aCorrectedValueLeavesTheCodesAlone() {
    write(0, 90);
    reopen();
    memory.setValue(2, 5.5);
    memory.flush();
    assertThat(store.calls).containsExactly("put page 0");
    reopen();
    assertThat(memory.value(2)).isEqualTo(5.5);
    assertThat(memory.value(3)).isEqualTo(1);
  }

  @Test
  void stateOfOtherSettingsIsRefused() {
    write(0, 1);
    reopen();
    precision = Precision.FLOAT32;
    memory = open();
    assertThatIllegalStateException()
        .isThrownBy(() -> memory.id(0))
        .withMessageStartingWith(
            "the state holds embeddings of 4 bytes where the settings have 16: set"
                + " network.embedding.size and .bits as they were");
    assertThatIllegalStateException().isThrownBy(() -> memory.write(numbered(1)));

    precision = Precision.INT8;
    code = 5;
    memory = open();
    assertThatIllegalStateException()
        .isThrownBy(() -> memory.readCode(0, new byte[code], 0))
        .withMessageStartingWith(
            "the state holds codes of 3 bytes where the settings have 5: set observation.size,"
                + " features.missing-indicators, credit.mode and network.code.kind, .size and .bits"
                + " as they were");
    assertThatIllegalStateException().isThrownBy(() -> memory.write(numbered(1)));
  }

  @Test
  void aRefreshedEmbeddingIsWhatReadsSee() {
    write(0, 90);
    reopen();
    float[] fresh = {0, 0, 3, 4};
    memory.refreshEmbedding(70, Precision.INT8.store(fresh, 0, DIMENSION), 99);
    memory.flush();
    assertThat(store.calls).containsExactly("put page 1");
    reopen();
    assertThat(memory.version(70)).isEqualTo(99);
    assertThat(memory.value(70)).isZero();
    assertThat(memory.id(70)).isEqualTo("m70");
    Neighbours found = new Neighbours(1);
    memory.search(Query.ageless(fresh, 0), new Neighbours[] {found});
    assertThat(found.slot(0)).isEqualTo(70);
  }

  @ParameterizedTest
  @EnumSource
  void aFreshVectorIsKeptAsAStoredOneIs(Precision kept) {
    precision = kept;
    memory = open();
    float[] vectors = {9, 0.5f, -3, 0.25f, 4, 0, 0, 0, 0};
    for (int number = 0; number < 3; number++) {
      StoredVector before = kept.store(new float[] {1, 2, 3, number}, 0, DIMENSION);
      memory.write(new Memory("m" + number, 0, before, 1, new byte[CODE], 0));
    }
    memory.refreshEmbedding(1, vectors, 1, 7);
    memory.refreshEmbedding(2, vectors, 5, 8);
    reopen();
    assertThat(stored(0)).containsExactly(rounded(kept, 1, 2, 3, 0));
    assertThat(stored(1)).containsExactly(rounded(kept, 0.5f, -3, 0.25f, 4));
    assertThat(stored(2)).containsExactly(0, 0, 0, 0);
    assertThat(memory.version(0)).isEqualTo(1);
    assertThat(memory.version(1)).isEqualTo(7);
    assertThat(memory.version(2)).isEqualTo(8);
    assertThat(memory.occupied(2)).isTrue();
    assertThat(memory.occupied(3)).isFalse();
    assertThat(memory.occupied(64)).isFalse();
  }

  private float[] stored(int slot) {
    float[] vector = new float[DIMENSION];
    memory.readEmbedding(slot, vector, 0);
    return vector;
  }

  private static float[] rounded(Precision kept, float... vector) {
    float[] back = new float[vector.length];
    kept.restore(kept.store(vector, 0, vector.length), vector.length, back, 0);
    return back;
  }
}
