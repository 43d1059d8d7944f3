package dev.reinstate.settings;

import java.io.Serializable;

/**
 * How raw features become what networks, codes and the combination see.
 *
 * @param standardise whether they see the distance from the feature's running mean in running
 *     deviations
 * @param missing what a feature that is NaN means
 * @param indicators indices of the features, ascending, that are accompanied by an indicator: 1
 *     where the feature is missing, otherwise 0
 */
public record FeatureSettings(boolean standardise, MissingFeatures missing, int[] indicators)
    implements Serializable {

  /** Whether a feature may be NaN. */
  public boolean missingAllowed() {
    return missing == MissingFeatures.MEAN;
  }
}
