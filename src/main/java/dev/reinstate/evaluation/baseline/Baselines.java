package dev.reinstate.evaluation.baseline;

import dev.reinstate.evaluation.metric.PredictionTask;
import dev.reinstate.settings.SpacesSettings;
import java.util.List;

/** The baselines that stand beside every result. */
public final class Baselines {

  private Baselines() {}

  /**
   * @param spaces and their reads, whose keys' labels are known
   * @param capacity observations of a key that the nearest neighbours are looked for in
   * @param k how many neighbours
   */
  public static List<Baseline> all(
      PredictionTask outcomes, SpacesSettings spaces, int capacity, int k) {
    return List.of(
        new NoChange(outcomes),
        new Majority(outcomes),
        new PerKeyMajority(outcomes),
        new RecentRate(outcomes),
        new LastLabels(outcomes),
        new NearestNeighbours(outcomes, capacity, k),
        Regression.ofFeatures(outcomes),
        Regression.ofFeaturesAndLabels(outcomes, spaces));
  }
}
