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
 * @param codeHead whether one more head compares codes
 * @param rates whether the combination also uses the key's rates of known values; it is linear then
 * @param regression whether the combination also uses a regression on own features; it is linear
 *     then
 */
public record ReadSettings(
    int heads,
    boolean learnTemperature,
    double age,
    long ageUnit,
    boolean nullSlot,
    HeadCombination combination,
    int[] ownFeatures,
    boolean codeHead,
    boolean rates,
    boolean regression)
    implements Serializable {

  /** Rates of a key: that of all its known values, and that of the last ones. */
  private static final int RATES = 2;

  /** The simple read. */
  public static final ReadSettings SIMPLE =
      new ReadSettings(
          1, false, 0, 3_600_000, false, HeadCombination.NONE, new int[0], false, false, false);

  /** How many rates the combination uses. */
  int rateCount() {
    return rates ? RATES : 0;
  }
}
