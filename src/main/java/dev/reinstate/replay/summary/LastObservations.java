package dev.reinstate.replay.summary;

import dev.reinstate.event.Observation;
import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;
import java.util.ArrayDeque;
import java.util.Deque;

/** The last observations of a replay, to look at its model with once it has ended. */
public final class LastObservations {

  private static final int OBSERVATIONS = 256;

  private final Deque<Observation> last = new ArrayDeque<>(OBSERVATIONS);

  public void observed(Observation observation) {
    if (last.size() == OBSERVATIONS) {
      last.removeFirst();
    }
    last.addLast(observation);
  }

  /** How many there are, 256 at most. */
  int count() {
    return last.size();
  }

  /**
   * What the networks of a model see of them.
   *
   * @return count × input size
   */
  float[] inputs(LearnerSettings settings, Model model) {
    int size = settings.inputSize();
    float[] x = new float[last.size() * size];
    int row = 0;
    for (Observation observation : last) {
      model.standardiser().apply(observation.features(), 0, x, row++ * size);
    }
    return x;
  }
}
