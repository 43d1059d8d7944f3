package dev.reinstate.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.state.HeapState;
import dev.reinstate.state.KeyedSample;
import dev.reinstate.state.RehearsedObservation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A sample of observations in keyed state. */
class SavedSampleTest {

  private static final int ITEMS = 12;
  private static final long ITEM_BYTES = new RehearsedObservation("", new float[1]).bytes();

  /** Counts what is written. */
  private static final class State implements KeyedSample<RehearsedObservation> {

    private final KeyedSample<RehearsedObservation> items = new HeapState().rehearsedObservations();
    private int writes;

    @Override
    public List<String> keys() {
      return items.keys();
    }

    @Override
    public Iterable<Map.Entry<Integer, RehearsedObservation>> items(String key) {
      return items.items(key);
    }

    @Override
    public void put(String key, int place, RehearsedObservation item) {
      writes++;
      items.put(key, place, item);
    }

    @Override
    public void remove(String key, int place) {
      writes++;
      items.remove(key, place);
    }

    private Map<Integer, RehearsedObservation> byPlace() {
      Map<Integer, RehearsedObservation> byPlace = new TreeMap<>();
      for (String key : keys()) {
        for (Map.Entry<Integer, RehearsedObservation> entry : items(key)) {
          assertThat(entry.getValue().key()).isEqualTo(key);
          assertThat(byPlace.put(entry.getKey(), entry.getValue())).isNull();
        }
      }
      return byPlace;
    }
  }

  private static Sample<RehearsedObservation> sample() {
    return new Sample<>(RehearsedObservation::bytes, 100, ITEMS * ITEM_BYTES, 3);
  }

  private static SavedSample<RehearsedObservation> saved(
      Sample<RehearsedObservation> sample, State state) {
    return new SavedSample<>(sample, state, RehearsedObservation::read);
  }

  private static void offer(Sample<RehearsedObservation> sample, int from, int to) {
    for (int i = from; i < to; i++) {
      sample.offer(new RehearsedObservation("k" + i % 5, new float[] {i}), i);
    }
  }

  private static void assertSaved(Sample<RehearsedObservation> sample, State state) {
    assertThat(List.copyOf(state.byPlace().values())).isEqualTo(sample.kept());
  }

  @Test
  void stateHasWhatIsKeptWheneverItIsWrittenBack() {
    Random random = new Random(4);
    Sample<RehearsedObservation> sample = sample();
    State state = new State();
    SavedSample<RehearsedObservation> saved = saved(sample, state);
    for (int i = 0; i < 2_000; i += 5) {
      offer(sample, i, i + random.nextInt(6));
      if (random.nextInt(10) == 0) {
        String forgotten = "k" + random.nextInt(5);
        sample.removeIf(item -> item.key().equals(forgotten));
      }
      if (random.nextInt(4) == 0) {
        saved.writeBack();
        assertSaved(sample, state);
      }
    }
    sample.removeIf(item -> true);
    saved.writeBack();
    assertThat(state.keys()).isEmpty();
  }

  @Test
  void onlyWhatChangedIsWritten() {
    Sample<RehearsedObservation> sample = sample();
    State state = new State();
    SavedSample<RehearsedObservation> saved = saved(sample, state);
    offer(sample, 0, ITEMS);
    saved.writeBack();
    assertThat(state.writes).isEqualTo(ITEMS);
    saved.writeBack();
    assertThat(state.writes).isEqualTo(ITEMS);

    Sample<RehearsedObservation> restored = sample();
    SavedSample<RehearsedObservation> again = saved(restored, state);
    again.restore(SampleCounts.NONE);
    again.writeBack();
    assertThat(restored.kept()).isEqualTo(sample.kept());
    assertThat(state.writes).as("all is where it was").isEqualTo(ITEMS);
  }

  @Test
  void ofWhatWasSeveralSamplesAsMuchStaysAsThereIsRoomFor() {
    State state = new State();
    List<RehearsedObservation> all = new ArrayList<>();
    for (int i = 0; i < 2 * ITEMS; i++) {
      RehearsedObservation item = new RehearsedObservation("k" + i % 5, new float[] {i});
      state.put(item.key(), i / 2 + (i % 2) * 5, item);
      all.add(item);
    }
    Sample<RehearsedObservation> sample = sample();
    SavedSample<RehearsedObservation> saved = saved(sample, state);
    saved.restore(SampleCounts.NONE);
    saved.writeBack();
    assertThat(sample.kept()).hasSize(ITEMS).doesNotHaveDuplicates().isSubsetOf(all);
    assertSaved(sample, state);
  }
}
