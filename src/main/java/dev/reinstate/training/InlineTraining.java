package dev.reinstate.training;

import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.TrainingSettings;

/**
 * The trainer sits in the learner: a step happens exactly after the batch-th matched feedback or
 * observation, and refreshed embeddings become visible at the embedding network's step. Results do
 * not depend on how events are gathered into micro-batches.
 */
public final class InlineTraining implements Training {

  private final TrainingSettings settings;
  private final Trainer trainer;

  /**
   * @param trainer who may have been restored with a step due: one elsewhere waits with some, and
   *     batches may have been larger
   * @param model that is brought to where the trainer stands
   */
  public InlineTraining(LearnerSettings settings, Trainer trainer, Model model) {
    this.settings = settings.training();
    this.trainer = trainer;
    trainer.stepEmbedding();
    trainer.loadEmbeddingInto(model);
    trainer.loadObservedInto(model);
  }

  @Override
  public GradientSum embeddingSum() {
    return trainer.embeddingSum();
  }

  @Override
  public void observed(float[] x, int rows) {
    trainer.observe(x, rows);
  }

  @Override
  public void forgetObservations() {
    trainer.forgetObservations();
  }

  @Override
  public int feedbackUntilStep() {
    return settings.batch() - trainer.embeddingSum().count();
  }

  @Override
  public int observationsUntilStep() {
    return trainer.observationsUntilStep();
  }

  @Override
  public boolean segmentDone(Model model) {
    boolean stepped = trainer.stepEmbedding();
    if (stepped) {
      trainer.loadEmbeddingInto(model);
    }
    if (trainer.standardiserVersion() != model.standardiserVersion()
        || trainer.autoencoderVersion() != model.autoencoderVersion()) {
      trainer.loadObservedInto(model);
    }
    return stepped;
  }

  @Override
  public boolean batchDone() {
    return false;
  }
}
