package dev.reinstate.learner.reinstatement;

import dev.reinstate.credit.ReadDifferentiator;
import dev.reinstate.credit.ReadForm;
import dev.reinstate.credit.ReadGradient;
import dev.reinstate.credit.gradient.GradientSource;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Feedback;
import dev.reinstate.learner.memories.Evidence;
import dev.reinstate.learner.memories.PlacedMemories;
import dev.reinstate.learner.memories.Remembered;
import dev.reinstate.learner.output.CheckedOutput;
import dev.reinstate.learner.reinstatement.CreditedRead.Again;
import dev.reinstate.model.Codec;
import dev.reinstate.model.FeedbackScale;
import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.state.RecordedRead;
import dev.reinstate.state.Rehearsed;
import dev.reinstate.state.Trace;
import dev.reinstate.state.session.MemoryKeys;
import dev.reinstate.state.session.MemoryKeys.Places;
import dev.reinstate.training.GradientSum;
import dev.reinstate.training.Rehearsal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The third stage: codes of everything that the matched feedbacks of a segment read are decoded,
 * the embedding network runs again on the reinstated observations, and the gradient goes back
 * through every memory. What a feedback needs is copied when it is matched, because a later event
 * may evict it.
 */
public final class Reinstatement {

  private final LearnerSettings settings;
  private final MemoryKeys keys;
  private final PlacedMemories placed;
  private final CreditedReads creditedReads;
  private final ReinstatedRows rows;
  private final GradientSource gradientSource;
  private final CreditWriter writer;
  private final Rehearsal rehearsal;
  private final FeedbackScale scale;
  private final int rehearsedParameters;
  private final boolean aged;
  private final boolean combined;
  private final List<CreditedRead> waiting = new ArrayList<>();
  private ReadProbe probe = ReadProbe.NONE;

  public Reinstatement(
      LearnerSettings settings,
      Model model,
      Codec codec,
      MemoryKeys keys,
      PlacedMemories placed,
      CreditedReads creditedReads,
      Rehearsal rehearsal,
      FeedbackScale scale) {
    this.settings = settings;
    this.keys = keys;
    this.placed = placed;
    this.creditedReads = creditedReads;
    this.rehearsal = rehearsal;
    this.scale = scale;
    ReadForm form = model.read().form();
    rows =
        new ReinstatedRows(
            settings.memoryLayout(0), settings.spaces().spaces().size(), codec, form.codeSize());
    gradientSource =
        GradientSource.of(
            settings.credit().mode(),
            new ReadDifferentiator(model.read(), settings.spaces().mostRead()),
            settings.credit().targetAlpha());
    writer = new CreditWriter(settings, keys);
    rehearsedParameters = model.read().regressionFrom();
    aged = form.aged();
    combined = form.combined();
  }

  /** Shows a probe what is learned from, from now on. */
  public void probe(ReadProbe probe) {
    this.probe = probe;
  }

  /** Feedbacks that wait for {@link #compute}. */
  public int waiting() {
    return waiting.size();
  }

  /** Whether what waits is best computed before more is added. */
  public boolean full(Model model) {
    return rows.count() >= model.embedding().rowsAtOnce();
  }

  /** Whether feedback leads to a gradient now. */
  public boolean learns(Model model) {
    return switch (settings.credit().mode()) {
      case FROZEN -> false;
      case EXACT -> true;
      default -> model.ready();
    };
  }

  /**
   * Takes a matched feedback with the read that it credits, as memory is at this moment.
   *
   * @param trace of the observation, before the feedback is noted in it
   * @param places where memories are that it read, and that it is or becomes
   * @param slots of the latter, one for each space, or {@link Trace#NOWHERE}
   * @param learning whether a gradient is wanted
   * @return how many memories of the read were evicted
   */
  public int add(Feedback feedback, Trace trace, Places places, int[] slots, boolean learning) {
    RecordedRead read = creditedReads.of(places, feedback.observationId(), trace);
    Evidence[] evidence = placed.evidence(places, read, learning);
    double[] values = new double[read.count()];
    boolean[] evicted = new boolean[read.count()];
    int held = 0;
    for (int source = 0; source < evidence.length; source++) {
      int count = read.counts()[source];
      System.arraycopy(evidence[source].values(), 0, values, read.first(source), count);
      System.arraycopy(evidence[source].evicted(), 0, evicted, read.first(source), count);
      held += evidence[source].held();
    }
    // where nothing was read, the combination still learns, so that new keys are predicted by it
    boolean teaches = read.count() == 0 ? combined : held > 0;
    int query = learning && teaches ? addQuery(trace, places) : CreditedRead.NONE;
    int[] memoryRows = new int[read.count()];
    Arrays.fill(memoryRows, CreditedRead.NONE);
    if (query != CreditedRead.NONE) {
      addMemories(evidence, memoryRows);
    }
    CreditedRead credited =
        new CreditedRead(
            places.key(),
            trace.time(),
            feedback,
            places,
            slots,
            read,
            trace.prior(),
            values,
            query,
            memoryRows,
            evicted,
            query == CreditedRead.NONE ? List.of() : again());
    // there is nothing to reinstate again of what read nothing
    if (query != CreditedRead.NONE && held > 0 && rehearsal.enabled()) {
      rehearsal.learned(example(credited), feedback.time());
    }
    waiting.add(credited);
    return read.count() - held;
  }

  private int addQuery(Trace trace, Places places) {
    if (trace.isPending()) {
      return rows.add(trace.embeddings(), trace.code());
    }
    Remembered remembered = placed.remembered(places, trace.slots());
    return remembered == null ? CreditedRead.NONE : rows.add(remembered);
  }

  private void addMemories(Evidence[] evidence, int[] memoryRows) {
    int i = 0;
    for (int source = 0; source < evidence.length; source++) {
      int row = rows.add(evidence[source], keys.spaceOfSource(source));
      for (boolean gone : evidence[source].evicted()) {
        memoryRows[i++] = gone ? CreditedRead.NONE : row++;
      }
    }
  }

  private List<Again> again() {
    List<Again> again = new ArrayList<>();
    for (Rehearsed example : rehearsal.draw()) {
      again.add(new Again(example, rows.add(example)));
    }
    return again;
  }

  private Rehearsed example(CreditedRead credited) {
    HeldMemories held = held(credited);
    float[] ages = new float[held.ages().length];
    for (int i = 0; i < ages.length; i++) {
      ages[i] = (float) held.ages()[i];
    }
    int count = 1 + held.count();
    return new Rehearsed(
        credited.key(),
        credited.feedback().target(),
        credited.feedback().weight(),
        credited.prior(),
        credited.read().mixture().rates(),
        held.counts(),
        held.values(),
        ages,
        rows.codes(credited.query(), count),
        settings.credit().mode().readsStored()
            ? rows.stored(credited.query(), count)
            : new float[0],
        keys.separate() ? owners(credited, held.count()) : new int[0]);
  }

  /** Hashes of the keys that the memories held are of. */
  private int[] owners(CreditedRead credited, int count) {
    int[] owners = new int[count];
    String[] ids = credited.read().ids();
    int at = 0;
    for (int i = 0; i < ids.length; i++) {
      if (credited.rows()[i] != CreditedRead.NONE) {
        owners[at++] = keys.owner(ids[i], credited.key()).hashCode();
      }
    }
    return owners;
  }

  private HeldMemories held(CreditedRead credited) {
    return HeldMemories.of(credited, aged, settings.reads().ageUnit());
  }

  /**
   * Recomputes the embeddings of all that waits, emits a credit for each feedback, and accumulates
   * the gradients. Nothing waits afterwards.
   *
   * @param gradients counts every feedback, so that a step follows the batch-th one
   * @param refreshes receives the embeddings computed anew
   * @return how many feedbacks the gradients count
   */
  public int compute(Model model, GradientSum gradients, Refreshes refreshes, CheckedOutput out) {
    boolean learning = learns(model);
    if (learning) {
      probe.see(waiting, rows, this::differentiate, gradients.count());
    }
    RecomputedRows recomputed = rows.recompute(model.embedding());
    for (CreditedRead credited : waiting) {
      if (credited.query() == CreditedRead.NONE) {
        credit(credited, recomputed, model.version(), out);
      } else {
        addRefreshes(credited, recomputed, model.version(), refreshes);
        ReadGradient gradient = differentiate(credited, gradientSource, recomputed);
        if (credit(credited, recomputed, model.version(), out)) {
          accumulate(credited, gradient, recomputed, gradients, out);
        } else {
          recomputed.clearGradients(credited.query(), 1 + credited.reinstated());
        }
        for (Again again : credited.again()) {
          accumulate(again, differentiate(again, recomputed), recomputed, gradients);
        }
      }
      if (learning) {
        gradients.counted();
      }
    }
    recomputed.backward(gradients.sum());
    int learned = learning ? waiting.size() : 0;
    waiting.clear();
    rows.clear();
    return learned;
  }

  /**
   * Emits the credit of a feedback.
   *
   * @param recomputed rows with the gradient of the feedback's read, if it has any, not yet scaled
   * @return whether it went out: otherwise nothing may be learned from the feedback
   */
  private boolean credit(
      CreditedRead credited, RecomputedRows recomputed, long version, CheckedOutput out) {
    return out.credit(credited.feedback(), writer.write(credited, recomputed, version));
  }

  /** Adds the gradient of a feedback, unless it is an extreme. */
  private void accumulate(
      CreditedRead credited,
      ReadGradient gradient,
      RecomputedRows recomputed,
      GradientSum gradients,
      CheckedOutput out) {
    Feedback feedback = credited.feedback();
    int query = credited.query();
    int count = 1 + credited.reinstated();
    float share = share(feedback.weight());
    double squaredNorm = squaredNorm(gradient, recomputed, query, count, share);
    if (scale.isExtreme(squaredNorm)) {
      recomputed.clearGradients(query, count);
      out.dropped(feedback, Count.GRADIENTS_DROPPED);
    } else {
      accumulate(
          gradient, gradient.parameters().length, recomputed, query, count, share, gradients);
    }
    scale.add(squaredNorm);
  }

  /**
   * One that was dropped, or would be now, is rehearsed in vain. The regression learns of new ones
   * alone: it is there to follow what changes.
   */
  private void accumulate(
      Again again, ReadGradient gradient, RecomputedRows recomputed, GradientSum gradients) {
    int query = again.query();
    int count = 1 + again.example().memories();
    float share = share(again.example().weight());
    if (scale.isExtreme(squaredNorm(gradient, recomputed, query, count, share))) {
      recomputed.clearGradients(query, count);
    } else {
      accumulate(gradient, rehearsedParameters, recomputed, query, count, share, gradients);
    }
  }

  /**
   * That of the rows is scaled: it is added when all rows are propagated back.
   *
   * @param parameters how many of the read's own are learned
   */
  private static void accumulate(
      ReadGradient gradient,
      int parameters,
      RecomputedRows recomputed,
      int query,
      int count,
      float share,
      GradientSum gradients) {
    recomputed.scaleGradients(query, count, share);
    float[] sum = gradients.sum();
    gradient.addTo(sum, sum.length - gradient.parameters().length, parameters, share);
  }

  /** The step divides by the number of new feedbacks; old ones count as much as they do. */
  private float share(float weight) {
    return weight * rehearsal.shareOfNew();
  }

  /** Of the gradient with respect to embeddings and to the read's own parameters. */
  private static double squaredNorm(
      ReadGradient gradient, RecomputedRows recomputed, int query, int count, float share) {
    return (double) share * share * (recomputed.squaredNorm(query, count) + gradient.squaredNorm());
  }

  private ReadGradient differentiate(
      CreditedRead credited, GradientSource source, RecomputedRows recomputed) {
    HeldMemories held = held(credited);
    return recomputed.differentiate(
        source,
        credited.query(),
        held.counts(),
        held.values(),
        held.ages(),
        credited.prior(),
        credited.read().mixture().rates(),
        credited.feedback().target());
  }

  private ReadGradient differentiate(Again again, RecomputedRows recomputed) {
    Rehearsed example = again.example();
    double[] ages = new double[example.ages().length];
    for (int i = 0; i < ages.length; i++) {
      ages[i] = example.ages()[i];
    }
    return recomputed.differentiate(
        gradientSource,
        again.query(),
        example.counts(),
        example.values(),
        ages,
        example.prior(),
        example.rates(),
        example.target());
  }

  private void addRefreshes(
      CreditedRead credited, RecomputedRows recomputed, long version, Refreshes refreshes) {
    if (!settings.memory().refresh().touches()) {
      return;
    }
    Places places = credited.places();
    for (int space = 0; space < credited.slots().length; space++) {
      String key = places.written()[space];
      if (key != null && credited.slots()[space] != Trace.NOWHERE) {
        refreshes.add(
            new Refreshes.Refresh(
                key,
                credited.slots()[space],
                places.memoryId(),
                recomputed.embedding(credited.query(), space),
                version));
      }
    }
    RecordedRead read = credited.read();
    for (int source = 0; source < read.counts().length; source++) {
      int space = keys.spaceOfSource(source);
      int to = read.first(source + 1);
      for (int i = read.first(source); i < to; i++) {
        int row = credited.rows()[i];
        if (row != CreditedRead.NONE) {
          refreshes.add(
              new Refreshes.Refresh(
                  places.read()[source],
                  read.slots()[i],
                  read.ids()[i],
                  recomputed.embedding(row, space),
                  version));
        }
      }
    }
  }
}
