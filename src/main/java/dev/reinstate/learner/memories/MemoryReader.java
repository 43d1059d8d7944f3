package dev.reinstate.learner.memories;

import dev.reinstate.credit.Attention;
import dev.reinstate.credit.ReadForm;
import dev.reinstate.credit.ReadHeads;
import dev.reinstate.credit.ReadParameters;
import dev.reinstate.memory.ExternalMemory;
import dev.reinstate.memory.Neighbours;
import dev.reinstate.memory.Query;
import dev.reinstate.settings.LearnerSettings;
import java.util.Arrays;

/**
 * Reads one source: finds the memories of a key that have most weight, and weighs them. Of several
 * heads each proposes its k best memories; read are the k of them whose mean weight is largest.
 * Keeps scratch space and serves one thread.
 */
final class MemoryReader {

  private final ReadParameters parameters;
  private final double ageUnit;

  /** The first of the heads, among those of all sources. */
  private final int firstHead;

  private final int heads;

  /** Where the part of an embedding begins that the heads compare. */
  private final int column;

  private final int k;
  private final Neighbours[] neighbours;
  private final double[] decays;

  /** A bit for each slot that is proposed. */
  private long[] marks = new long[1];

  /** Memories proposed, and by head their scores and weights. */
  private final int[] proposed;

  private final double[] proposedScores;
  private final double[] proposedWeights;
  private final long[] ranked;

  /** Memories read, and by head their scores and weights, k numbers for each. */
  private final int[] slots;

  private final double[] scores;
  private final double[] weights;

  /**
   * @param parameters read anew at each read
   * @param k the most memories that are read
   */
  MemoryReader(LearnerSettings settings, ReadParameters parameters, int source, int k) {
    this.parameters = parameters;
    this.k = k;
    ReadForm form = parameters.form();
    ReadHeads read = form.readOf(source);
    ageUnit = settings.reads().ageUnit();
    firstHead = form.firstHead(source);
    heads = read.count();
    column = read.firstPart() * (settings.embeddingSize() / form.embeddingParts());
    neighbours = new Neighbours[heads];
    for (int h = 0; h < heads; h++) {
      neighbours[h] = new Neighbours(k);
    }
    decays = new double[form.aged() ? heads : 0];
    proposed = new int[heads * k];
    proposedScores = new double[heads * heads * k];
    proposedWeights = new double[heads * heads * k];
    ranked = new long[heads * k];
    slots = new int[k];
    scores = new double[heads * k];
    weights = new double[heads * k];
  }

  /** Reads all that is readable. */
  Found read(ExternalMemory memory, Look look) {
    for (int h = 0; h < decays.length; h++) {
      decays[h] = parameters.decay(firstHead + h);
    }
    Query query =
        new Query(
            look.embedding(),
            look.from() + column,
            look.code(),
            look.codeFrom(),
            look.time(),
            ageUnit,
            decays);
    if (look.before() == null) {
      memory.search(query, neighbours);
    } else {
      memory.searchBefore(look.time(), look.before(), query, neighbours);
    }
    return found(memory, heads == 1 ? nearest() : choose(memory));
  }

  private Found found(ExternalMemory memory, int count) {
    Found found =
        new Found(
            new int[count],
            new long[count],
            new String[count],
            new double[heads * count],
            new double[count],
            new long[count],
            new float[parameters.form().nullSlot() ? heads : 0]);
    for (int h = 0; h < heads; h++) {
      double nullWeight = attend(h, scores, h * k, count, weights);
      if (found.nullWeights().length > 0) {
        found.nullWeights()[h] = (float) nullWeight;
      }
      System.arraycopy(weights, h * k, found.weights(), h * count, count);
    }
    for (int i = 0; i < count; i++) {
      found.slots()[i] = slots[i];
      found.ids()[i] = memory.id(slots[i]);
      found.hashes()[i] = memory.hash(slots[i]);
      found.values()[i] = memory.value(slots[i]);
      found.times()[i] = memory.time(slots[i]);
    }
    return found;
  }

  private double attend(int head, double[] from, int at, int count, double[] to) {
    return Attention.weights(
        from,
        at,
        count,
        parameters.temperature(firstHead + head),
        parameters.nullLogit(firstHead + head),
        to);
  }

  private int nearest() {
    Neighbours found = neighbours[0];
    for (int i = 0; i < found.count(); i++) {
      slots[i] = found.slot(i);
      scores[i] = found.similarity(i);
    }
    return found.count();
  }

  private int choose(ExternalMemory memory) {
    int candidates = score(memory, propose());
    for (int h = 0; h < heads; h++) {
      attend(h, proposedScores, h * proposed.length, candidates, proposedWeights);
    }
    rank(candidates);
    int count = Math.min(candidates, k);
    for (int rank = 0; rank < count; rank++) {
      int i = (int) ranked[rank];
      slots[rank] = proposed[i];
      for (int h = 0; h < heads; h++) {
        scores[h * k + rank] = proposedScores[h * proposed.length + i];
      }
    }
    return count;
  }

  /** Every memory that a head found, once, in the order of slots. */
  private int propose() {
    for (Neighbours ofHead : neighbours) {
      for (int i = 0; i < ofHead.count(); i++) {
        mark(ofHead.slot(i));
      }
    }
    int distinct = 0;
    for (int word = 0; word < marks.length; word++) {
      for (long left = marks[word]; left != 0; left &= left - 1) {
        proposed[distinct++] = word * Long.SIZE + Long.numberOfTrailingZeros(left);
      }
      marks[word] = 0;
    }
    return distinct;
  }

  private void mark(int slot) {
    int word = slot / Long.SIZE;
    if (word >= marks.length) {
      marks = Arrays.copyOf(marks, Math.max(word + 1, 2 * marks.length));
    }
    marks[word] |= 1L << slot;
  }

  /** Drops what has a score that is not a number, as vectors with an overflow have. */
  private int score(ExternalMemory memory, int candidates) {
    int valid = 0;
    for (int i = 0; i < candidates; i++) {
      memory.scores(proposed[i], proposedScores, valid, proposed.length);
      boolean numbers = true;
      for (int h = 0; h < heads; h++) {
        numbers &= !Double.isNaN(proposedScores[h * proposed.length + valid]);
      }
      if (numbers) {
        proposed[valid++] = proposed[i];
      }
    }
    return valid;
  }

  /** Most weight first, ties to the lower slot; the low half of a number is the place. */
  private void rank(int candidates) {
    for (int i = 0; i < candidates; i++) {
      double sum = 0;
      for (int h = 0; h < heads; h++) {
        sum += proposedWeights[h * proposed.length + i];
      }
      ranked[i] = (long) (Integer.MAX_VALUE - Float.floatToIntBits((float) sum)) << 32 | i;
    }
    Arrays.sort(ranked, 0, candidates);
  }
}
