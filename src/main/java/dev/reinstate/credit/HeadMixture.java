package dev.reinstate.credit;

/**
 * How the heads of the reads of a prediction are put together, and with what. Arrays are empty
 * where the form of the read has nothing of the kind; who made it fills them, and nobody changes
 * them afterwards.
 *
 * @param nullWeights a_0 of each head
 * @param nulls π_h of each head, one mixture after the other: the prior, shifted by ρ_h
 * @param weights w of each head, then of each of the rates
 * @param offset b + β·x_own, for each logit
 * @param rates predictions that were known beforehand, one mixture after the other: rates of each
 *     read's key, then what the regression on own features says; probabilities above 0, values, or
 *     logits
 */
public record HeadMixture(
    float[] nullWeights, float[] nulls, float[] weights, float[] offset, float[] rates) {

  /** Of the simple read, which has one head. */
  public static final HeadMixture SIMPLE =
      new HeadMixture(new float[0], new float[0], new float[0], new float[0], new float[0]);

  /** To be filled. */
  public static HeadMixture of(ReadForm form) {
    int nullHeads = form.nullSlot() ? form.heads() : 0;
    return new HeadMixture(
        new float[nullHeads],
        new float[nullHeads * form.outcome().size()],
        new float[form.combined() ? form.experts() : 0],
        new float[form.combined() ? form.outcome().logits() : 0],
        new float[form.known() * form.outcome().size()]);
  }

  /** With other weights of the null slots. */
  public HeadMixture withNullWeights(float[] others) {
    return new HeadMixture(others, nulls, weights, offset, rates);
  }
}
