package dev.reinstate.learner;

/**
 * The trainer is elsewhere and serves all learners: sums leave at the end of each micro-batch,
 * which is also when refreshed embeddings become visible.
 */
public final class SharedTraining implements Training {

  /** Receives the sums; they are the receiver's to keep. */
  public interface Receiver {

    void embedding(GradientSum sum);

    void autoencoder(AutoencoderSum sum);
  }

  private final GradientSum embeddingSum;
  private final AutoencoderSum autoencoderSum;
  private final Receiver receiver;

  public SharedTraining(LearnerSettings settings, Model model, Receiver receiver) {
    embeddingSum = new GradientSum(model.embedding().parameterCount());
    autoencoderSum =
        new AutoencoderSum(model.autoencoder().parameterCount(), settings.observationSize());
    this.receiver = receiver;
  }

  @Override
  public GradientSum embeddingSum() {
    return embeddingSum;
  }

  @Override
  public AutoencoderSum autoencoderSum() {
    return autoencoderSum;
  }

  @Override
  public int feedbackUntilStep() {
    return Integer.MAX_VALUE;
  }

  @Override
  public int observationsUntilStep() {
    return Integer.MAX_VALUE;
  }

  @Override
  public boolean segmentDone(Model model) {
    return false;
  }

  @Override
  public boolean batchDone() {
    if (embeddingSum.count() > 0) {
      receiver.embedding(embeddingSum.copy());
      embeddingSum.clear();
    }
    if (autoencoderSum.count() > 0) {
      receiver.autoencoder(autoencoderSum.copy());
      autoencoderSum.clear();
    }
    return true;
  }
}
