package dev.reinstate.learner.reinstatement;

import dev.reinstate.credit.ReadDifferentiator;
import dev.reinstate.credit.ReadForm;
import dev.reinstate.credit.ReadGradient;
import dev.reinstate.credit.gradient.GradientSource;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Feedback;
import dev.reinstate.learner.output.CheckedOutput;
import dev.reinstate.learner.reinstatement.CreditedRead.Again;
import dev.reinstate.memory.ExternalMemory;
import dev.reinstate.model.Codec;
import dev.reinstate.model.FeedbackScale;
import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.state.RecordedRead;
import dev.reinstate.state.Rehearsed;
import dev.reinstate.state.Trace;
import dev.reinstate.state.session.KeySession;
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
      CreditedReads creditedReads,
      Rehearsal rehearsal,
      FeedbackScale scale) {
    this.settings = settings;
    this.creditedReads = creditedReads;
    this.rehearsal = rehearsal;
    this.scale = scale;
    ReadForm form = model.read().form();
    rows = new ReinstatedRows(settings.memoryLayout(), codec, form.codeSize());
    gradientSource =
        GradientSource.of(
            settings.credit().mode(),
            new ReadDifferentiator(model.read(), settings.memory().k()),
            settings.credit().targetAlpha());
    writer = new CreditWriter(settings);
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
   * @param learning whether a gradient is wanted
   * @return how many memories of the read were evicted
   */
  public int add(KeySession session, Feedback feedback, Trace trace, boolean learning) {
    ExternalMemory memory = session.memory();
    RecordedRead read = creditedReads.of(session, feedback.observationId(), trace);
    double[] values = read.values().clone();
    boolean[] evicted = new boolean[read.count()];
    int lost = 0;
    for (int i = 0; i < read.count(); i++) {
      if (memory.holds(read.slots()[i], read.ids()[i], read.times()[i])) {
        values[i] = memory.value(read.slots()[i]);
      } else {
        evicted[i] = true;
        lost++;
      }
    }
    int[] memoryRows = new int[read.count()];
    Arrays.fill(memoryRows, CreditedRead.NONE);
    // where nothing was read, the combination still learns, so that new keys are predicted by it
    boolean teaches = combined || lost < read.count();
    int query = learning && teaches ? addQuery(trace, feedback, memory) : CreditedRead.NONE;
    for (int i = 0; i < read.count() && query != CreditedRead.NONE; i++) {
      if (!evicted[i]) {
        memoryRows[i] = rows.add(memory, read.slots()[i]);
      }
    }
    CreditedRead credited =
        new CreditedRead(
            session,
            trace.time(),
            feedback,
            // the memory that is written next, where there is none yet
            trace.isPending() ? session.header().ring.next() : trace.slot(),
            read,
            trace.prior(),
            values,
            query,
            memoryRows,
            evicted,
            query == CreditedRead.NONE ? List.of() : again());
    // there is nothing to reinstate again of what read nothing
    if (query != CreditedRead.NONE && lost < read.count() && rehearsal.enabled()) {
      rehearsal.learned(example(credited), feedback.time());
    }
    waiting.add(credited);
    return lost;
  }

  private int addQuery(Trace trace, Feedback feedback, ExternalMemory memory) {
    if (trace.isPending()) {
      return rows.add(trace.embedding(), trace.code());
    }
    return memory.holds(trace.slot(), feedback.observationId())
        ? rows.add(memory, trace.slot())
        : CreditedRead.NONE;
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
        credited.session().key(),
        credited.feedback().target(),
        credited.feedback().weight(),
        credited.prior(),
        credited.read().mixture().rates(),
        held.values(),
        ages,
        rows.codes(credited.query(), count),
        settings.credit().mode().readsStored()
            ? rows.stored(credited.query(), count)
            : new float[0]);
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
        held.count(),
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
        example.memories(),
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
    String key = credited.session().key();
    refreshes.add(
        new Refreshes.Refresh(
            key,
            credited.slot(),
            credited.feedback().observationId(),
            recomputed.embedding(credited.query()),
            version));
    RecordedRead read = credited.read();
    for (int i = 0; i < read.count(); i++) {
      int row = credited.rows()[i];
      if (row != CreditedRead.NONE) {
        refreshes.add(
            new Refreshes.Refresh(
                key, read.slots()[i], read.ids()[i], recomputed.embedding(row), version));
      }
    }
  }
}
