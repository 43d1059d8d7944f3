package dev.reinstate.settings;

import java.io.Serializable;

/**
 * The read in full; its simplest form is one head and nothing of the rest.
 *
 * @param heads equal parts of the embedding that read on their own; divides its size
 * @param learnTemperature whether each head learns its temperature
 * @param age how much the logarithm of a memory's age takes off its logit at first; 0: nothing
 * @param ageUnit milliseconds that ages are measured in
 * @param nullSlot whether a read may look at none of the memories
 * @param combination how what the heads say becomes one prediction
 * @param ownFeatures indices of the features that the combination takes in
 */
public record ReadSettings(
    int heads,
    boolean learnTemperature,
    double age,
    long ageUnit,
    boolean nullSlot,
    HeadCombination combination,
    int[] ownFeatures)
    implements Serializable {

  /** The simple read. */
  public static final ReadSettings SIMPLE =
      new ReadSettings(1, false, 0, 3_600_000, false, HeadCombination.NONE, new int[0]);
}
