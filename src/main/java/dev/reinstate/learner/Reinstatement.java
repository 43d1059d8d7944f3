package dev.reinstate.learner;

import dev.reinstate.compute.Network;
import dev.reinstate.credit.CreditMode;
import dev.reinstate.credit.Outcome;
import dev.reinstate.credit.ReadCredit;
import dev.reinstate.credit.ReadGradient;
import dev.reinstate.learner.Credit.MemoryCredit;
import dev.reinstate.learner.LearnerSettings.Refresh;
import dev.reinstate.memory.Codes;
import dev.reinstate.memory.ExternalMemory;
import dev.reinstate.memory.QuantisedVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The third stage: codes of everything that the matched feedbacks of a segment read are decoded,
 * the embedding network runs again on the reinstated observations, and the gradient goes back
 * through every memory. What a feedback needs is copied when it is matched, because a later event
 * may evict it.
 */
final class Reinstatement {

  /** The rows of a feedback are its query and then the memories of its read that are held. */
  private record Job(
      KeySession session,
      Feedback feedback,
      RecordedRead read,
      float[] prior,
      int querySlot,
      double[] values,
      boolean[] evicted,
      int firstRow,
      int rows) {}

  private final LearnerSettings settings;
  private final ReadCredit readCredit;
  private final ReadGradient readGradient;
  private final double[] weights;
  private final double[] heldValues;
  private final List<Job> jobs = new ArrayList<>();
  private float[] codes = new float[0];
  private float[] stored = new float[0];
  private float[] reinstated = new float[0];
  private float[] embeddings = new float[0];
  private float[] deltas = new float[0];
  private int rows;

  Reinstatement(LearnerSettings settings, Outcome outcome) {
    this.settings = settings;
    int k = settings.memory().k();
    readCredit = new ReadCredit(outcome, k);
    readGradient = new ReadGradient(outcome, settings.memory().temperature(), k);
    weights = new double[k];
    heldValues = new double[k];
  }

  /** Feedbacks that wait for {@link #compute}. */
  int jobs() {
    return jobs.size();
  }

  /**
   * Takes a matched feedback with the read that it credits, as memory is at this moment.
   *
   * @param trace of the observation, before the feedback is noted in it
   * @param learning whether a gradient is wanted
   * @return how many memories of the read were evicted
   */
  int add(KeySession session, Feedback feedback, Trace trace, boolean learning) {
    ExternalMemory memory = session.memory();
    RecordedRead read = trace.read();
    double[] values = read.values().clone();
    boolean[] evicted = new boolean[read.count()];
    int held = 0;
    for (int i = 0; i < read.count(); i++) {
      if (memory.holds(read.slots()[i], read.ids()[i])) {
        values[i] = memory.value(read.slots()[i]);
        held++;
      } else {
        evicted[i] = true;
      }
    }
    boolean queryHeld = trace.isPending() || memory.holds(trace.slot(), feedback.observationId());
    int firstRow = rows;
    if (learning && queryHeld && held > 0) {
      addRow(trace, memory);
      for (int i = 0; i < read.count(); i++) {
        if (!evicted[i]) {
          addRow(memory, read.slots()[i]);
        }
      }
    }
    jobs.add(
        new Job(
            session,
            feedback,
            read,
            trace.prior(),
            trace.slot(),
            values,
            evicted,
            firstRow,
            rows - firstRow));
    return read.count() - held;
  }

  private void addRow(Trace query, ExternalMemory memory) {
    if (query.isPending()) {
      int codeSize = settings.networks().codeSize();
      reserveRow();
      Codes.restore(query.code(), 0, codeSize, codes, rows * codeSize);
      query.embedding().writeTo(stored, rows * settings.networks().embeddingSize());
      rows++;
    } else {
      addRow(memory, query.slot());
    }
  }

  private void addRow(ExternalMemory memory, int slot) {
    reserveRow();
    memory.readCode(slot, codes, rows * settings.networks().codeSize());
    memory.readEmbedding(slot, stored, rows * settings.networks().embeddingSize());
    rows++;
  }

  private void reserveRow() {
    int codeSize = settings.networks().codeSize();
    if (codes.length < (rows + 1) * codeSize) {
      int capacity = Math.max(64, 2 * rows);
      codes = Arrays.copyOf(codes, capacity * codeSize);
      stored = Arrays.copyOf(stored, capacity * settings.networks().embeddingSize());
    }
  }

  /**
   * Computes all that waits, gives out a credit for each feedback and adds the gradients.
   *
   * @param gradients counts every feedback, so that a step follows the batch-th one
   * @param refreshes receives the embeddings computed anew
   * @return how many feedbacks the gradients count
   */
  int compute(Model model, GradientSum gradients, Refreshes refreshes, LearnerOutput out) {
    int dimension = settings.networks().embeddingSize();
    Network network = model.embedding();
    if (rows > 0) {
      reserveResults();
      model.autoencoder().decode(codes, rows, reinstated);
      network.forward(reinstated, rows, embeddings);
    }
    int learned = 0;
    for (Job job : jobs) {
      if (job.rows > 0) {
        differentiate(job, dimension);
        refresh(job, model.version(), refreshes);
      }
      out.credit(credit(job, model.version(), dimension));
      scale(job, dimension);
      if (learns(model)) {
        gradients.counted();
        learned++;
      }
    }
    if (rows > 0) {
      network.backward(reinstated, rows, deltas, gradients.sum(), null);
    }
    jobs.clear();
    rows = 0;
    return learned;
  }

  /** Whether feedback leads to a gradient now. */
  boolean learns(Model model) {
    return settings.creditMode() != CreditMode.FROZEN && model.ready();
  }

  private void reserveResults() {
    int dimension = settings.networks().embeddingSize();
    if (embeddings.length < rows * dimension) {
      reinstated = new float[rows * settings.observationSize()];
      embeddings = new float[rows * dimension];
      deltas = new float[rows * dimension];
    }
  }

  private void differentiate(Job job, int dimension) {
    int held = 0;
    for (int i = 0; i < job.values.length; i++) {
      if (!job.evicted[i]) {
        heldValues[held++] = job.values[i];
      }
    }
    readGradient.compute(
        embeddings,
        job.firstRow,
        dimension,
        held,
        heldValues,
        job.prior,
        job.feedback.target(),
        deltas);
  }

  private void refresh(Job job, long version, Refreshes refreshes) {
    if (settings.memory().refresh() != Refresh.TOUCH) {
      return;
    }
    int row = job.firstRow + 1;
    for (int i = 0; i < job.values.length; i++) {
      if (!job.evicted[i]) {
        refreshes.add(refreshed(job, job.read.slots()[i], job.read.ids()[i], row++, version));
      }
    }
  }

  private Refreshes.Refresh refreshed(Job job, int slot, String id, int row, long version) {
    int dimension = settings.networks().embeddingSize();
    return new Refreshes.Refresh(
        job.session.key(),
        slot,
        id,
        QuantisedVector.of(embeddings, row * dimension, dimension),
        version);
  }

  private Credit credit(Job job, long version, int dimension) {
    RecordedRead read = job.read;
    for (int i = 0; i < read.count(); i++) {
      weights[i] = read.weights()[i];
    }
    readCredit.compute(weights, job.values, read.count(), job.prior, job.feedback.target());
    List<MemoryCredit> memories = new ArrayList<>(read.count());
    int row = job.firstRow + 1;
    for (int i = 0; i < read.count(); i++) {
      boolean computed = job.rows > 0 && !job.evicted[i];
      memories.add(
          new MemoryCredit(
              read.ids()[i],
              read.times()[i],
              read.weights()[i],
              (float) readCredit.credit(i),
              (float) readCredit.leaveOneOut(i),
              computed ? norm(deltas, row * dimension, dimension) : 0,
              computed ? reinstatementError(row * dimension, dimension) : Float.NaN,
              job.evicted[i]));
      if (computed) {
        row++;
      }
    }
    Feedback feedback = job.feedback;
    return new Credit(
        feedback.key(),
        feedback.feedbackId(),
        feedback.observationId(),
        feedback.time(),
        settings.creditMode().label(),
        version,
        readCredit.loss(),
        feedback.target(),
        memories);
  }

  private void scale(Job job, int dimension) {
    float weight = job.feedback.weight();
    for (int i = job.firstRow * dimension; i < (job.firstRow + job.rows) * dimension; i++) {
      deltas[i] *= weight;
    }
  }

  private static float norm(float[] vector, int from, int size) {
    double sum = 0;
    for (int i = from; i < from + size; i++) {
      sum += (double) vector[i] * vector[i];
    }
    return (float) Math.sqrt(sum);
  }

  private float reinstatementError(int from, int size) {
    double dot = 0;
    for (int i = from; i < from + size; i++) {
      dot += (double) stored[i] * embeddings[i];
    }
    double norms = (double) norm(stored, from, size) * norm(embeddings, from, size);
    return norms == 0 ? 1 : (float) (1 - dot / norms);
  }
}
