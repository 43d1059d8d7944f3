package dev.reinstate.learner.memories;

import dev.reinstate.credit.HeadMixture;
import dev.reinstate.credit.ReadForm;
import dev.reinstate.credit.ReadParameters;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.state.RecordedRead;
import dev.reinstate.state.Trace;
import dev.reinstate.state.session.MemoryKeys.Places;
import org.jspecify.annotations.Nullable;

/**
 * Makes the reads of an observation: the memories of each source are asked, and what they found is
 * put together. Keeps scratch space and serves one thread.
 */
public final class ReadMaker {

  private final Memories memories;
  private final ReadParameters parameters;
  private final ReadForm form;
  private final int k;
  private final double[] weights;

  /**
   * @param parameters read anew at each read
   */
  public ReadMaker(LearnerSettings settings, Memories memories, ReadParameters parameters) {
    this.memories = memories;
    this.parameters = parameters;
    form = parameters.form();
    k = settings.spaces().mostRead();
    weights = new double[form.heads() * k];
  }

  /**
   * The reads of an observation.
   *
   * @param weights attention weights before they are rounded to be recorded, k numbers for each
   *     head; the maker owns the array and changes it when it reads again
   * @param prior what is predicted where no memory says anything
   * @param readable how many memories could have been read
   */
  public record Made(RecordedRead read, double[] weights, float[] prior, int readable) {}

  /**
   * What is read with: rows of arrays that others own.
   *
   * @param embedding array that holds the observation's embedding
   * @param from where it begins
   * @param code array that holds the numbers of its code, where a head compares codes
   * @param codeFrom where they begin
   * @param input array that holds the observation as networks see it
   * @param inputFrom where it begins
   */
  public record Row(
      float[] embedding, int from, float[] code, int codeFrom, float[] input, int inputFrom) {}

  /** Makes the reads of an observation of a time. */
  public Made make(Places places, Row row, long time) {
    @Nullable String[] keys = places.read();
    // what is said first is said of the observation's key, or of what a job puts in its place
    float[] prior = memories.prior(keys[0]);
    HeadMixture mixture = HeadMixture.of(form);
    parameters.fillMixture(prior, row.input(), row.inputFrom(), mixture);
    int readable = 0;
    for (int source = 0; source < keys.length; source++) {
      String key = keys[source];
      float[] rates = memories.rates(key);
      System.arraycopy(rates, 0, mixture.rates(), source * rates.length, rates.length);
      readable += key == null ? 0 : memories.readable(key);
    }
    parameters.fillRegression(prior, row.input(), row.inputFrom(), mixture.rates());
    RecordedRead read = read(places, row, time, null, mixture);
    return new Made(read, weights, prior, readable);
  }

  /**
   * Makes the reads of an observation again, of memories of observations before it alone.
   *
   * @param embedding of the observation
   * @param code the numbers of its code, where a head compares codes
   * @param trace of the observation
   */
  public RecordedRead repeat(Places places, float[] embedding, float[] code, Trace trace) {
    HeadMixture mixture = trace.read().mixture();
    Row row = new Row(embedding, 0, code, 0, embedding, 0);
    return read(
        places,
        row,
        trace.time(),
        places.memoryId(),
        mixture.withNullWeights(new float[mixture.nullWeights().length]));
  }

  private RecordedRead read(
      Places places, Row row, long time, @Nullable String before, HeadMixture mixture) {
    Found[] found = new Found[places.read().length];
    int[] counts = new int[found.length];
    for (int source = 0; source < found.length; source++) {
      String key = places.read()[source];
      found[source] =
          key == null
              ? memories.nothing(source)
              : memories.look(
                  new Look(
                      source,
                      key,
                      row.embedding(),
                      row.from(),
                      row.code(),
                      row.codeFrom(),
                      time,
                      before));
      counts[source] = found[source].count();
    }
    return putTogether(found, counts, mixture);
  }

  private RecordedRead putTogether(Found[] found, int[] counts, HeadMixture mixture) {
    int heads = form.heads() / found.length;
    RecordedRead read = RecordedRead.of(counts, heads, mixture);
    int from = 0;
    for (int source = 0; source < found.length; source++) {
      Found of = found[source];
      int count = counts[source];
      System.arraycopy(of.slots(), 0, read.slots(), from, count);
      System.arraycopy(of.hashes(), 0, read.hashes(), from, count);
      System.arraycopy(of.ids(), 0, read.ids(), from, count);
      System.arraycopy(of.values(), 0, read.values(), from, count);
      System.arraycopy(of.times(), 0, read.times(), from, count);
      for (int i = 0; i < heads * count; i++) {
        read.weights()[from * heads + i] = (float) of.weights()[i];
      }
      for (int h = 0; h < heads; h++) {
        System.arraycopy(of.weights(), h * count, weights, (source * heads + h) * k, count);
      }
      if (form.nullSlot()) {
        System.arraycopy(of.nullWeights(), 0, mixture.nullWeights(), source * heads, heads);
      }
      from += count;
    }
    return read;
  }
}
