package dev.reinstate.learner.reinstatement;

import dev.reinstate.credit.ReadDifferentiator;
import dev.reinstate.credit.gradient.CreditMode;
import dev.reinstate.credit.gradient.GradientSource;
import dev.reinstate.model.Codec;
import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.state.session.MemoryKeys;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * How far the gradient of each credit mode points the way of the exact one. At some updates of the
 * embedding network it computes, from the same feedbacks and the same reads, the gradient that the
 * exact observations give and the one that each mode would have given. What a learner emits does
 * not change. For a learner that is trained inline.
 *
 * <p>Where the learner keeps no codes, because its mode is {@code exact}, observations are coded
 * anew, with an autoencoder once that is good enough to learn through.
 */
public final class GradientProbe implements ReadProbe {

  private static final Set<CreditMode> MODES =
      EnumSet.complementOf(EnumSet.of(CreditMode.EXACT, CreditMode.FROZEN));

  private final LearnerSettings settings;
  private final Model model;
  private final MemoryKeys keys;
  private final int every;
  private final BiFunction<String, String, float[]> observations;
  private final GradientSource exactSource;
  private final float[] exact;
  private final Map<CreditMode, Mode> modes = new EnumMap<>(CreditMode.class);
  private boolean probing;

  /**
   * @param model the learner's
   * @param every at how many updates one is probed, from 1
   * @param observations the raw features of an observation, by its key and id
   */
  public GradientProbe(
      LearnerSettings settings,
      Model model,
      int every,
      BiFunction<String, String, float[]> observations) {
    this.settings = settings;
    this.model = model;
    keys = new MemoryKeys(settings.spaces());
    this.every = every;
    this.observations = observations;
    ReadDifferentiator differentiator =
        new ReadDifferentiator(model.read(), settings.spaces().mostRead());
    double alpha = settings.credit().targetAlpha();
    exactSource = GradientSource.of(CreditMode.EXACT, differentiator, alpha);
    exact = new float[model.embedding().parameterCount()];
    for (CreditMode mode : MODES) {
      modes.put(
          mode, new Mode(GradientSource.of(mode, differentiator, alpha), new float[exact.length]));
    }
  }

  @Override
  public void see(
      List<CreditedRead> reads, ReinstatedRows rows, Differentiation differentiation, int counted) {
    if (counted == 0) {
      begin();
    }
    if (!probing) {
      return;
    }
    if (rows.count() > 0) {
      float[] raw = raw(reads, rows.count());
      float[] inputs = inputs(raw, rows.count());
      add(reads, rows.recompute(model.embedding(), inputs), differentiation, exactSource, exact);
      RecomputedRows reinstated = reinstate(rows, raw, inputs);
      for (Mode mode : modes.values()) {
        add(reads, reinstated, differentiation, mode.source, mode.sum);
      }
    }
    if (counted + reads.size() >= settings.training().batch()) {
      modes.values().forEach(mode -> mode.compare(exact));
      probing = false;
    }
  }

  private void begin() {
    probing = (model.version() + 1) % every == 0 && model.ready();
    Arrays.fill(exact, 0);
    modes.values().forEach(mode -> Arrays.fill(mode.sum, 0));
  }

  /** The raw features of all rows. */
  private float[] raw(List<CreditedRead> reads, int rows) {
    int size = settings.observationSize();
    float[] raw = new float[rows * size];
    for (CreditedRead read : reads) {
      copy(read.key(), read.feedback().observationId(), raw, read.query() * size);
      for (int i = 0; i < read.rows().length; i++) {
        String id = read.read().ids()[i];
        copy(keys.owner(id, read.key()), keys.observationId(id), raw, read.rows()[i] * size);
      }
    }
    return raw;
  }

  private void copy(String key, String id, float[] to, int at) {
    if (at >= 0) {
      System.arraycopy(observations.apply(key, id), 0, to, at, settings.observationSize());
    }
  }

  private float[] inputs(float[] raw, int rows) {
    int size = settings.inputSize();
    float[] inputs = new float[rows * size];
    for (int row = 0; row < rows; row++) {
      model.standardiser().apply(raw, row * settings.observationSize(), inputs, row * size);
    }
    return inputs;
  }

  private RecomputedRows reinstate(ReinstatedRows rows, float[] raw, float[] inputs) {
    if (settings.credit().mode() != CreditMode.EXACT) {
      return rows.recompute(model.embedding());
    }
    Codec codec = Codec.coded(settings, model);
    byte[] codes = new byte[rows.count() * codec.codeBytes()];
    codec.encode(raw, inputs, rows.count(), codes);
    float[] decoded = new float[inputs.length];
    codec.decode(codes, rows.count(), decoded);
    return rows.recompute(model.embedding(), decoded);
  }

  private static void add(
      List<CreditedRead> reads,
      RecomputedRows rows,
      Differentiation differentiation,
      GradientSource source,
      float[] sum) {
    rows.clearGradients();
    for (CreditedRead read : reads) {
      if (read.query() != CreditedRead.NONE) {
        differentiation.differentiate(read, source, rows);
        rows.scaleGradients(read.query(), 1 + read.reinstated(), read.feedback().weight());
      }
    }
    rows.backward(sum);
  }

  /**
   * The mean cosine to the exact gradient by mode; null for a mode of which no gradient other than
   * 0 was probed.
   */
  public Map<CreditMode, Double> cosines() {
    Map<CreditMode, Double> cosines = new EnumMap<>(CreditMode.class);
    modes.forEach((mode, compared) -> cosines.put(mode, compared.mean()));
    return cosines;
  }

  /** A mode, and how it has compared so far. */
  private static final class Mode {
    private final GradientSource source;
    private final float[] sum;
    private double cosines;
    private long count;

    private Mode(GradientSource source, float[] sum) {
      this.source = source;
      this.sum = sum;
    }

    private void compare(float[] exact) {
      double dot = 0;
      double own = 0;
      double other = 0;
      for (int i = 0; i < sum.length; i++) {
        dot += (double) sum[i] * exact[i];
        own += (double) sum[i] * sum[i];
        other += (double) exact[i] * exact[i];
      }
      double cosine = dot / (Math.sqrt(own) * Math.sqrt(other));
      if (Double.isFinite(cosine)) {
        cosines += cosine;
        count++;
      }
    }

    private @Nullable Double mean() {
      return count == 0 ? null : cosines / count;
    }
  }
}
