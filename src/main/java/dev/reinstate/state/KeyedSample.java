package dev.reinstate.state;

import java.util.List;
import java.util.Map;

/**
 * What a sample keeps of keys, by its places in the sample. Any call may select another key of the
 * {@link KeyedState} that it is of.
 */
public interface KeyedSample<T> {

  /** All keys of which there is something; a scan. */
  List<String> keys();

  /** What there is of a key. */
  Iterable<Map.Entry<Integer, T>> items(String key);

  void put(String key, int place, T item);

  void remove(String key, int place);
}
