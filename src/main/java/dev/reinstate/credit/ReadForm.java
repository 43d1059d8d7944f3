package dev.reinstate.credit;

import dev.reinstate.compute.Similarity;
import dev.reinstate.credit.outcome.Outcome;

/**
 * What reads are made of. An embedding has heads, equal parts that read on their own; what they say
 * is combined. For each head:
 *
 * <pre>
 *   score of memory i   s_i = similarity − τ Λ log1p(age_i / unit)
 *   weights             a = softmax(s_1/τ … s_k/τ, n), the last of them the null slot's, a_0
 *   mixture             p = Σ a_i v_i + a_0 π
 * </pre>
 *
 * <p>One head, no age, no null slot and no combination make the simple read.
 *
 * @param outcome what values mean
 * @param similarity how alike a query and a memory are
 * @param heads H, at least 1; divides the size of an embedding
 * @param temperature τ at the start, above 0
 * @param learnsTemperature whether τ is learned, one for each head
 * @param age Λ of the first head at the start; 0: age does not count
 * @param nullSlot whether a read may look at none of the memories
 * @param combined whether what heads say is combined linearly, with own features; else averaged
 * @param ownFeatures indices of the observation's features that are combined with what heads say
 */
public record ReadForm(
    Outcome outcome,
    Similarity similarity,
    int heads,
    double temperature,
    boolean learnsTemperature,
    double age,
    boolean nullSlot,
    boolean combined,
    int[] ownFeatures) {

  /** The simple read, which has no parameters of its own. */
  public static ReadForm simple(Outcome outcome, Similarity similarity, double temperature) {
    return new ReadForm(outcome, similarity, 1, temperature, false, 0, false, false, new int[0]);
  }

  /** Whether the age of a memory counts. */
  public boolean aged() {
    return age > 0;
  }
}
