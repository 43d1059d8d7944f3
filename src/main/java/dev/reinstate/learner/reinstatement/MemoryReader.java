package dev.reinstate.learner.reinstatement;

import dev.reinstate.credit.Attention;
import dev.reinstate.credit.HeadMixture;
import dev.reinstate.credit.ReadParameters;
import dev.reinstate.event.IdHash;
import dev.reinstate.memory.ExternalMemory;
import dev.reinstate.memory.Neighbours;
import dev.reinstate.memory.Query;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.state.RecordedRead;
import java.util.Arrays;

/**
 * Makes reads: finds the memories of a key that have most weight, and weighs them. Of several heads
 * each proposes its k best memories; read are the k of them whose mean weight is largest. Keeps
 * scratch space and serves one thread.
 */
public final class MemoryReader {

  private final ReadParameters parameters;
  private final double ageUnit;
  private final int heads;
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

  /** Memories read, and by head their scores, k numbers for each. */
  private final int[] slots;

  private final double[] scores;

  /**
   * @param parameters read anew at each read
   */
  public MemoryReader(LearnerSettings settings, ReadParameters parameters) {
    this.parameters = parameters;
    ageUnit = settings.reads().ageUnit();
    heads = parameters.form().heads();
    k = settings.memory().k();
    neighbours = new Neighbours[heads];
    for (int h = 0; h < heads; h++) {
      neighbours[h] = new Neighbours(k);
    }
    decays = new double[parameters.form().aged() ? heads : 0];
    proposed = new int[heads * k];
    proposedScores = new double[heads * heads * k];
    proposedWeights = new double[heads * heads * k];
    ranked = new long[heads * k];
    slots = new int[k];
    scores = new double[heads * k];
  }

  /**
   * Reads all that is readable.
   *
   * @param vectors array that holds the query's embedding
   * @param from where it begins
   * @param codes array that holds the numbers of the query's code, where a head compares codes
   * @param codeFrom where they begin
   * @param time of the observation
   * @param mixture receives the null slots' weights
   * @param weights receives the attention weights before they are rounded to be recorded, k numbers
   *     for each head
   */
  public RecordedRead read(
      ExternalMemory memory,
      float[] vectors,
      int from,
      float[] codes,
      int codeFrom,
      long time,
      HeadMixture mixture,
      double[] weights) {
    memory.search(query(vectors, from, codes, codeFrom, time), neighbours);
    return record(memory, mixture, weights);
  }

  /** Reads memories of observations before an observation alone. */
  RecordedRead readBefore(
      ExternalMemory memory,
      float[] vectors,
      int from,
      float[] codes,
      int codeFrom,
      long time,
      String observationId,
      HeadMixture mixture) {
    memory.searchBefore(
        time, observationId, query(vectors, from, codes, codeFrom, time), neighbours);
    return record(memory, mixture, new double[heads * k]);
  }

  private Query query(float[] vectors, int from, float[] codes, int codeFrom, long time) {
    for (int h = 0; h < decays.length; h++) {
      decays[h] = parameters.decay(h);
    }
    return new Query(vectors, from, codes, codeFrom, time, ageUnit, decays);
  }

  private RecordedRead record(ExternalMemory memory, HeadMixture mixture, double[] weights) {
    int count = heads == 1 ? nearest() : choose(memory);
    RecordedRead read = RecordedRead.of(count, heads, mixture);
    for (int h = 0; h < heads; h++) {
      double nullWeight = attend(h, scores, h * k, count, weights);
      if (mixture.nullWeights().length > 0) {
        mixture.nullWeights()[h] = (float) nullWeight;
      }
      for (int i = 0; i < count; i++) {
        read.weights()[h * count + i] = (float) weights[h * k + i];
      }
    }
    for (int i = 0; i < count; i++) {
      read.slots()[i] = slots[i];
      read.ids()[i] = memory.id(slots[i]);
      read.hashes()[i] = IdHash.of(read.ids()[i]);
      read.values()[i] = memory.value(slots[i]);
      read.times()[i] = memory.time(slots[i]);
    }
    return read;
  }

  private double attend(int head, double[] from, int at, int count, double[] to) {
    return Attention.weights(
        from, at, count, parameters.temperature(head), parameters.nullLogit(head), to);
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
