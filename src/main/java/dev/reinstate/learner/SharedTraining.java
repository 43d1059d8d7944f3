package dev.reinstate.learner;

/**
 * The trainer is elsewhere and serves all learners: sums leave at the end of each micro-batch,
 * which is also when refreshed embeddings become visible.
 */
public final class SharedTraining implements Training {

  /** Receives the sums, with the versions of the networks; they are the receiver's to keep. */
  public interface Receiver {

    void embedding(GradientSum sum, long version);

    void autoencoder(AutoencoderSum sum, long version);
  }

  private final LearnerSettings.Training settings;
  private final Model model;
  private final GradientSum embeddingSum;
  private final AutoencoderSum autoencoderSum;
  private final Receiver receiver;

  public SharedTraining(LearnerSettings settings, Model model, Receiver receiver) {
    this.settings = settings.training();
    this.model = model;
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
    return settings.batch() - embeddingSum.count();
  }

  @Override
  public int observationsUntilStep() {
    return Integer.MAX_VALUE;
  }

  @Override
  public void autoencoderAdded() {
    if (autoencoderSum.count() >= settings.autoencoderBatch()) {
      sendAutoencoder();
    }
  }

  @Override
  public boolean segmentDone(Model current) {
    if (embeddingSum.count() >= settings.batch()) {
      sendEmbedding();
    }
    return false;
  }

  @Override
  public boolean batchDone() {
    if (embeddingSum.count() > 0) {
      sendEmbedding();
    }
    if (autoencoderSum.count() > 0) {
      sendAutoencoder();
    }
    return true;
  }

  private void sendEmbedding() {
    receiver.embedding(embeddingSum.copy(), model.version());
    embeddingSum.clear();
  }

  private void sendAutoencoder() {
    receiver.autoencoder(autoencoderSum.copy(), model.autoencoderVersion());
    autoencoderSum.clear();
  }
}
