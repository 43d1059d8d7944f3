package dev.reinstate.settings;

import java.io.Serializable;

/**
 * Settings of the read. The simple read has one head and none of the rest.
 *
 * @param heads number of attention heads; divides the size of the embedding
 * @param learnTemperature whether each head learns its temperature
 * @param age initial weight of the logarithm of a memory's age, which is subtracted from its logit;
 *     0: age is ignored
 * @param ageUnit unit of ages, in milliseconds
 * @param nullSlot whether a read may attend to none of the memories
 * @param combination how the outputs of the heads are combined
 * @param ownFeatures indices of the observation's features that the combination also uses
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
