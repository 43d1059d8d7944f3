package dev.reinstate.evaluation.baseline;

import dev.reinstate.event.EventLimits;
import dev.reinstate.event.Observation;
import dev.reinstate.settings.NamedRead;
import dev.reinstate.settings.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The labels that became known last, for each read of a job: of the observations whose key in the
 * read's space is the one that it reads at.
 */
final class LabelHistories {

  /** Between the values of a joined key; no value of a job that joins any has it. */
  private static final String SEPARATOR = "\0";

  private final List<Space> spaces;
  private final List<NamedRead> reads;
  private final LabelWindow none;
  private final List<PerKeyCache<LabelWindow>> bySpace = new ArrayList<>();

  /**
   * @param reads of these spaces
   * @param empty makes the history of a new key
   */
  LabelHistories(List<Space> spaces, List<NamedRead> reads, Supplier<LabelWindow> empty) {
    this.spaces = spaces;
    this.reads = reads;
    this.none = empty.get();
    spaces.forEach(space -> bySpace.add(new PerKeyCache<>(empty)));
  }

  /** The history that a read finds; an empty one where the observation has no such key. */
  LabelWindow of(int read, Observation observation) {
    NamedRead one = reads.get(read);
    String key = key(observation, one.keyNames());
    return key == null ? none : bySpace.get(one.space()).of(key);
  }

  /** Adds the label of an observation to its history in each space. */
  void add(Observation observation, double target) {
    for (int space = 0; space < spaces.size(); space++) {
      String key = key(observation, spaces.get(space).keyNames());
      if (key != null) {
        bySpace.get(space).of(key).add(target);
      }
    }
  }

  private static @Nullable String key(Observation observation, List<String> names) {
    List<String> values = new ArrayList<>(names.size());
    for (String name : names) {
      String value =
          name.equals(EventLimits.OWN_KEY) ? observation.key() : observation.keys().get(name);
      if (value == null || value.isEmpty()) {
        return null;
      }
      values.add(value);
    }
    return String.join(SEPARATOR, values);
  }
}
