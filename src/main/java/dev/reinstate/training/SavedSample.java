package dev.reinstate.training;

import dev.reinstate.format.CountedInput;
import dev.reinstate.state.KeyedSample;
import dev.reinstate.state.Rehearsable;
import dev.reinstate.state.session.SubtaskShare;
import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a sample in keyed state too, each item under the key that it came from: there it follows
 * its key when a job is rescaled, and only what changes is written. Where each subtask had a sample
 * of its own, places come together or fall out, and items get new ones. Serves one thread.
 */
public final class SavedSample<T extends Rehearsable> {

  private record Item<T>(int place, T item) {}

  private final Sample<T> sample;
  private final KeyedSample<T> state;
  private final CountedInput.Reader<T> former;

  /** The key whose item state has at a place, or null. */
  private final List<String> owners = new ArrayList<>();

  /**
   * @param former reads an item of a sample that a former version wrote
   */
  SavedSample(Sample<T> sample, KeyedSample<T> state, CountedInput.Reader<T> former) {
    this.sample = sample;
    this.state = state;
    this.former = former;
  }

  /** Drops what must not be kept. */
  public void forget(Predicate<T> forgotten) {
    sample.removeIf(forgotten);
  }

  /** What a snapshot holds beside the items. */
  public SampleCounts counts() {
    return sample.counts();
  }

  /** Goes on from what the state has of its keys, in the order of places, and from counts. */
  public void restore(SampleCounts counts) {
    sample.restore(counts);
    List<Item<T>> saved = new ArrayList<>();
    for (String key : state.keys()) {
      for (Map.Entry<Integer, T> entry : state.items(key)) {
        saved.add(new Item<>(entry.getKey(), entry.getValue()));
      }
    }
    saved.sort(
        Comparator.comparingInt((Item<T> item) -> item.place())
            .thenComparing(item -> item.item().key()));
    saved.forEach(this::restore);
  }

  /** Goes on from what a former version wrote. */
  public void restoreFormer(DataInput in, SubtaskShare share) throws IOException {
    SampleFormat.read(in, former, share, sample);
  }

  private void restore(Item<T> saved) {
    int place = sample.kept().size();
    boolean fits = sample.restore(saved.item());
    if (fits && place == saved.place()) {
      setOwner(place, saved.item().key());
      sample.changed().clear(place);
    } else {
      state.remove(saved.item().key(), saved.place());
    }
  }

  /** Writes what changed to the state. */
  public void writeBack() {
    BitSet changed = sample.changed();
    for (int place = changed.nextSetBit(0); place >= 0; place = changed.nextSetBit(place + 1)) {
      T item = place < sample.kept().size() ? sample.kept().get(place) : null;
      String key = item == null ? null : item.key();
      String before = place < owners.size() ? owners.get(place) : null;
      if (before != null && !before.equals(key)) {
        state.remove(before, place);
      }
      if (item != null) {
        state.put(key, place, item);
      }
      setOwner(place, key);
    }
    changed.clear();
  }

  private void setOwner(int place, @Nullable String key) {
    while (owners.size() <= place) {
      owners.add(null);
    }
    owners.set(place, key);
  }
}
