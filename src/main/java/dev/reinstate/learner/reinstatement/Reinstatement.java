package dev.reinstate.learner.reinstatement;

import dev.reinstate.credit.GradientSource;
import dev.reinstate.credit.ReadGradient;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Feedback;
import dev.reinstate.learner.output.CheckedOutput;
import dev.reinstate.learner.reinstatement.CreditedRead.Again;
import dev.reinstate.memory.ExternalMemory;
import dev.reinstate.memory.Query;
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
  private final ReadGradient gradient;
  private final GradientSource gradientSource;
  private final CreditWriter writer;
  private final Rehearsal rehearsal;
  private final FeedbackScale scale;
  private final double[] heldValues;
  private final long[] heldTimes;
  private final double[] heldAges;
  private final boolean aged;
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
    int k = settings.memory().k();
    rows = new ReinstatedRows(settings.memoryLayout(), codec);
    gradient = new ReadGradient(model.read(), k);
    gradientSource =
        GradientSource.of(settings.credit().mode(), gradient, settings.credit().targetAlpha());
    writer = new CreditWriter(settings);
    heldValues = new double[k];
    heldTimes = new long[k];
    heldAges = new double[k];
    aged = model.read().form().aged();
  }

  /** Lets a probe look at what is learned from. */
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
    int query =
        learning && lost < read.count() ? addQuery(trace, feedback, memory) : CreditedRead.NONE;
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
    if (query != CreditedRead.NONE && rehearsal.enabled()) {
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
    int held = gather(credited);
    float[] ages = new float[aged ? held : 0];
    for (int i = 0; i < ages.length; i++) {
      ages[i] = (float) heldAges[i];
    }
    return new Rehearsed(
        credited.session().key(),
        credited.feedback().target(),
        credited.feedback().weight(),
        credited.prior(),
        Arrays.copyOf(heldValues, held),
        ages,
        rows.codes(credited.query(), held + 1),
        settings.credit().mode().readsStored()
            ? rows.stored(credited.query(), held + 1)
            : new float[0]);
  }

  /**
   * Computes all that waits, gives out a credit for each feedback and adds the gradients.
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
    if (rows.count() > 0) {
      rows.recompute(model.embedding());
    }
    for (CreditedRead credited : waiting) {
      boolean reinstated = credited.query() != CreditedRead.NONE;
      if (reinstated) {
        differentiate(credited, gradientSource);
        addRefreshes(credited, model.version(), refreshes);
      }
      boolean given =
          out.credit(credited.feedback(), writer.write(credited, rows, model.version()));
      if (reinstated) {
        if (given) {
          learn(credited, gradients, out);
        } else {
          rows.clearGradients(credited.query(), 1 + credited.reinstated());
        }
        for (Again again : credited.again()) {
          learn(again, gradients);
        }
      }
      if (learning) {
        gradients.counted();
      }
    }
    int learned = learning ? waiting.size() : 0;
    if (rows.count() > 0) {
      rows.backward(gradients.sum());
    }
    waiting.clear();
    rows.clear();
    return learned;
  }

  /** Adds the gradient of a feedback whose gradient has just been computed, if it is no extreme. */
  private void learn(CreditedRead credited, GradientSum gradients, CheckedOutput out) {
    Feedback feedback = credited.feedback();
    int count = 1 + credited.reinstated();
    float share = share(feedback.weight());
    double squaredNorm = squaredNorm(credited.query(), count, share);
    if (scale.isExtreme(squaredNorm)) {
      rows.clearGradients(credited.query(), count);
      out.dropped(feedback, Count.GRADIENTS_DROPPED);
    } else {
      scaleGradients(credited.query(), count, share, gradients);
    }
    scale.add(squaredNorm);
  }

  /** One that was dropped, or would be now, is rehearsed in vain. */
  private void learn(Again again, GradientSum gradients) {
    differentiate(again);
    int count = 1 + again.example().memories();
    float share = share(again.example().weight());
    if (scale.isExtreme(squaredNorm(again.query(), count, share))) {
      rows.clearGradients(again.query(), count);
    } else {
      scaleGradients(again.query(), count, share, gradients);
    }
  }

  /** The step divides by the number of new feedbacks; old ones count as much as they do. */
  private float share(float weight) {
    return weight * rehearsal.shareOfNew();
  }

  /** Of the gradient with respect to embeddings and to the read's own parameters. */
  private double squaredNorm(int query, int count, float share) {
    return (double) share * share * (rows.squaredNorm(query, count) + gradient.squaredNorm());
  }

  private void scaleGradients(int query, int count, float share, GradientSum gradients) {
    rows.scaleGradients(query, count, share);
    float[] sum = gradients.sum();
    gradient.addTo(sum, sum.length - gradient.count(), share);
  }

  private void differentiate(CreditedRead credited, GradientSource source) {
    int held = gather(credited);
    rows.differentiate(
        source,
        credited.query(),
        held,
        heldValues,
        heldAges,
        credited.prior(),
        credited.feedback().target());
  }

  private void differentiate(Again again) {
    Rehearsed example = again.example();
    for (int i = 0; i < example.ages().length; i++) {
      heldAges[i] = example.ages()[i];
    }
    rows.differentiate(
        gradientSource,
        again.query(),
        example.memories(),
        example.values(),
        heldAges,
        example.prior(),
        example.target());
  }

  /** Leaves values and ages of the memories that are held behind, and returns how many. */
  private int gather(CreditedRead credited) {
    int held = 0;
    for (int i = 0; i < credited.rows().length; i++) {
      if (credited.rows()[i] != CreditedRead.NONE) {
        heldValues[held] = credited.values()[i];
        if (aged) {
          heldTimes[held] = credited.read().times()[i];
        }
        held++;
      }
    }
    if (aged) {
      Query.logAges(credited.time(), settings.reads().ageUnit(), heldTimes, held, heldAges);
    }
    return held;
  }

  private void addRefreshes(CreditedRead credited, long version, Refreshes refreshes) {
    if (!settings.memory().refresh().touches()) {
      return;
    }
    String key = credited.session().key();
    String id = credited.feedback().observationId();
    refreshes.add(
        new Refreshes.Refresh(key, credited.slot(), id, rows.fresh(credited.query()), version));
    RecordedRead read = credited.read();
    for (int i = 0; i < read.count(); i++) {
      int row = credited.rows()[i];
      if (row != CreditedRead.NONE) {
        refreshes.add(
            new Refreshes.Refresh(key, read.slots()[i], read.ids()[i], rows.fresh(row), version));
      }
    }
  }
}
