package dev.reinstate.credit;

import dev.reinstate.compute.Similarity;
import dev.reinstate.credit.outcome.Outcome;

/**
 * What reads are made of. Heads read on their own: the learned heads each by an equal part of the
 * embedding, and the code head, the last one where there is one, by the code, which is not learned.
 * What they say is combined, together with rates that are known beforehand. For each head:
 *
 * <pre>
 *   score of memory i   s_i = similarity − τ Λ log1p(age_i / unit)
 *   weights             a = softmax(s_1/τ … s_k/τ, n), the last of them the null slot's, a_0
 *   mixture             p = Σ a_i v_i + a_0 π
 * </pre>
 *
 * <p>The code head's similarity is −‖c_q − c_i‖²/c of two codes of c numbers.
 *
 * <p>One head, no age, no null slot and no combination make the simple read.
 *
 * @param outcome what values mean
 * @param similarity how alike a query and a memory are
 * @param learnedHeads heads that read by a part of the embedding, at least 1; divides its size
 * @param temperature τ of the learned heads at the start, above 0
 * @param learnsTemperature whether τ is learned, one for each head
 * @param age Λ of the first head at the start; 0: age does not count
 * @param nullSlot whether a read may look at none of the memories
 * @param combined whether what heads say is combined linearly, with own features; else averaged
 * @param ownFeatures indices of the observation's features that are combined with what heads say
 * @param codeSize c, numbers of a code; 0: there is no code head
 * @param codeTemperature τ of the code head at the start, above 0
 * @param rates rates of the key that are combined with what heads say; 0 where it is averaged
 * @param regression whether a regression on own features is, too
 */
public record ReadForm(
    Outcome outcome,
    Similarity similarity,
    int learnedHeads,
    double temperature,
    boolean learnsTemperature,
    double age,
    boolean nullSlot,
    boolean combined,
    int[] ownFeatures,
    int codeSize,
    double codeTemperature,
    int rates,
    boolean regression) {

  public ReadForm {
    if ((rates > 0 || regression) && !combined) {
      throw new IllegalArgumentException("what is known beforehand is combined, never averaged");
    }
  }

  /** The simple read, which has no parameters of its own. */
  public static ReadForm simple(Outcome outcome, Similarity similarity, double temperature) {
    return new ReadForm(
        outcome, similarity, 1, temperature, false, 0, false, false, new int[0], 0, 1, 0, false);
  }

  /** Whether the last head reads by codes. */
  public boolean hasCodeHead() {
    return codeSize > 0;
  }

  /** H, the learned heads and the code head. */
  public int heads() {
    return learnedHeads + (hasCodeHead() ? 1 : 0);
  }

  /** Predictions that are known before the read: the rates, and after them the regression's. */
  public int known() {
    return rates + (regression ? 1 : 0);
  }

  /** Whose predictions are combined: the heads, and after them what is known before. */
  public int experts() {
    return heads() + known();
  }

  /** Whether the age of a memory counts. */
  public boolean aged() {
    return age > 0;
  }
}
