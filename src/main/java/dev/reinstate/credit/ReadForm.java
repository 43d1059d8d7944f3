package dev.reinstate.credit;

import dev.reinstate.compute.Similarity;
import dev.reinstate.credit.outcome.Outcome;
import java.util.List;

/**
 * What reads are made of. A prediction makes one read or several, each of one memory or of several
 * shards of one. Heads read on their own: the learned heads each by an equal part of the embedding,
 * and the code head, the last one of a read where it has one, by the code, which is not learned.
 * What all of them say is combined, together with rates that are known beforehand. For each head:
 *
 * <pre>
 *   score of memory i   s_i = similarity − τ Λ log1p(age_i / unit)
 *   weights             a = softmax(s_1/τ … s_k/τ, n), the last of them the null slot's, a_0
 *   mixture             p = Σ a_i v_i + a_0 π
 * </pre>
 *
 * <p>The code head's similarity is −‖c_q − c_i‖²/c of two codes of c numbers.
 *
 * <p>Heads are numbered through all reads. Those of a shard follow those of the shard before it:
 * each shard is one more read, with the same parameters and a share of their weight.
 *
 * <p>One read of one head, no age, no null slot and no combination make the simple read.
 *
 * @param outcome what values mean
 * @param similarity how alike a query and a memory are
 * @param reads at least one
 * @param temperature τ of the learned heads at the start, above 0
 * @param learnsTemperature whether τ is learned, one for each head
 * @param age Λ of the first head at the start; 0: age does not count
 * @param nullSlot whether a read may look at none of the memories
 * @param combined whether what heads say is combined linearly, with own features; else averaged
 * @param ownFeatures indices of the observation's features that are combined with what heads say
 * @param codeSize c, numbers of a code; 0: there is no code head
 * @param codeTemperature τ of the code head at the start, above 0
 * @param rates rates of a read's key that are combined with what heads say; 0 where it is averaged
 * @param regression whether a regression on own features is, too
 */
public record ReadForm(
    Outcome outcome,
    Similarity similarity,
    List<ReadHeads> reads,
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

  /** The form of one read, with a code head where codes have a size. */
  public ReadForm(
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
    this(
        outcome,
        similarity,
        List.of(new ReadHeads(0, learnedHeads, codeSize > 0, 1)),
        temperature,
        learnsTemperature,
        age,
        nullSlot,
        combined,
        ownFeatures,
        codeSize,
        codeTemperature,
        rates,
        regression);
  }

  /** The simple read, which has no parameters of its own. */
  public static ReadForm simple(Outcome outcome, Similarity similarity, double temperature) {
    return new ReadForm(
        outcome, similarity, 1, temperature, false, 0, false, false, new int[0], 0, 1, 0, false);
  }

  /** Memories that a prediction reads: those of each read, or each shard of them. */
  public int sources() {
    int sources = 0;
    for (ReadHeads read : reads) {
      sources += read.shards();
    }
    return sources;
  }

  /** Heads of all reads, those of each shard counted. */
  public int heads() {
    int heads = 0;
    for (ReadHeads read : reads) {
      heads += read.shards() * read.count();
    }
    return heads;
  }

  /** The first head that reads a source. */
  public int firstHead(int source) {
    int head = 0;
    int left = source;
    for (ReadHeads read : reads) {
      int shards = Math.min(left, read.shards());
      head += shards * read.count();
      left -= shards;
    }
    return head;
  }

  /** The read that a source is of. */
  public ReadHeads readOf(int source) {
    int last = 0;
    for (ReadHeads read : reads) {
      last += read.shards();
      if (source < last) {
        return read;
      }
    }
    throw new IndexOutOfBoundsException("there are %d sources, not %d".formatted(last, source));
  }

  /** Equal parts of an embedding, each of which a head compares. */
  public int embeddingParts() {
    int parts = 0;
    for (ReadHeads read : reads) {
      parts = Math.max(parts, read.firstPart() + read.learned());
    }
    return parts;
  }

  /** Predictions that are known before the read: rates by source, and then the regression's. */
  public int known() {
    return rates * sources() + (regression ? 1 : 0);
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
