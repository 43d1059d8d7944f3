package dev.reinstate.training;

import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.TrainingSettings;

/**
 * Training by one trainer for all learners, in an operator of its own: {@code training.placement:
 * shared}. Gradients are sent when they are enough for a step, and at the end of each micro-batch,
 * which is also when refreshed embeddings become visible.
 */
public final class SharedTraining implements Training {

  /** Receives what leaves. */
  public interface Receiver {

    /**
     * @param sum the receiver's to keep
     * @param version of the embedding network that they were computed with
     */
    void gradients(GradientSum sum, long version);

    /**
     * @param x rows × observation.size; the sender's to change afterwards
     */
    void observations(float[] x, int rows);
  }

  private final TrainingSettings settings;
  private final Model model;
  private final GradientSum embeddingSum;
  private final Receiver receiver;

  public SharedTraining(LearnerSettings settings, Model model, Receiver receiver) {
    this.settings = settings.training();
    this.model = model;
    embeddingSum = new GradientSum(model.learnedCount());
    this.receiver = receiver;
  }

  @Override
  public GradientSum embeddingSum() {
    return embeddingSum;
  }

  @Override
  public void observed(float[] x, int rows) {
    receiver.observations(x, rows);
  }

  /** The trainer elsewhere does not hear of it; it writes none of them to its state. */
  @Override
  public void forgetObservations() {}

  @Override
  public int feedbackUntilStep() {
    return settings.batch() - embeddingSum.count();
  }

  @Override
  public int observationsUntilStep() {
    return Integer.MAX_VALUE;
  }

  @Override
  public boolean segmentDone(Model current) {
    if (embeddingSum.count() >= settings.batch()) {
      send();
    }
    return false;
  }

  @Override
  public boolean batchDone() {
    if (embeddingSum.count() > 0) {
      send();
    }
    return true;
  }

  private void send() {
    receiver.gradients(embeddingSum.copy(), model.version());
    embeddingSum.clear();
  }
}
