package dev.reinstate.bench;

import dev.reinstate.credit.gradient.CreditMode;
import dev.reinstate.event.Credit;
import dev.reinstate.event.Event;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.LearnerOutput;
import dev.reinstate.event.Observation;
import dev.reinstate.event.Prediction;
import dev.reinstate.event.Rejection;
import dev.reinstate.learner.Learner;
import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.stream.config.SettingsReader;
import dev.reinstate.training.GradientSum;
import dev.reinstate.training.InitialModel;
import dev.reinstate.training.SharedTraining;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Keys with so many memories each, and what happens to them: observations and their feedback, one
 * to a micro-batch, through the learner of the job with the smallest networks. Until {@link
 * #learn}, nothing is learned, so that what takes time is state and reads.
 */
final class BenchKeys implements AutoCloseable {

  /** Floats of an embedding. */
  static final int DIMENSION = 64;

  /** Bytes of a code. */
  static final int CODE = 16;

  /** Memories of a read. */
  static final int K = 16;

  private static final int FEATURES = 8;
  private static final Duration HORIZON = Duration.ofDays(1);
  private static final long TRACES_GONE = 2 * HORIZON.toMillis();
  private static final int MAX_KEYS = 100;
  private static final int MEMORIES_OF_ALL_KEYS = 20_000;

  private final BenchState state;
  private final Model model;
  private final Learner learner;
  private final Random random = new Random(1);
  private final int keys;
  private long observed;
  private long matched;
  private long start;

  BenchKeys(StateKind kind, int memories) throws Exception {
    LearnerSettings settings = settings(memories);
    keys = Math.max(1, Math.min(MAX_KEYS, MEMORIES_OF_ALL_KEYS / memories));
    state = new BenchState(kind);
    model = InitialModel.SEEDED.model(settings);
    learner =
        new Learner(
            settings, model, state.state(), new SharedTraining(settings, model, new Nowhere()));
  }

  static LearnerSettings settings(int memories) {
    return SettingsReader.read(
            Map.ofEntries(
                Map.entry("observation.size", Integer.toString(FEATURES)),
                Map.entry("prediction.target", "class"),
                Map.entry("prediction.classes", "2"),
                Map.entry("network.embedding.hidden", ""),
                Map.entry("network.embedding.size", Integer.toString(DIMENSION)),
                Map.entry("network.code.kind", "autoencoder"),
                Map.entry("network.code.hidden", ""),
                Map.entry("network.code.size", Integer.toString(CODE)),
                Map.entry("memory.capacity", Integer.toString(memories)),
                Map.entry("memory.k", Integer.toString(K)),
                Map.entry("memory.refresh", "touch"),
                Map.entry("training.rehearsal", "0"),
                Map.entry("feedback.horizon", HORIZON.toHours() + " h"),
                Map.entry("credit.mode", CreditMode.REINSTATED.name().toLowerCase(Locale.ROOT))))
        .learner();
  }

  BenchState state() {
    return state;
  }

  /** How many memories, or observations that wait for feedback, all keys have together. */
  int memories(int ofAKey) {
    return keys * ofAKey;
  }

  /** Observations that wait for feedback. */
  long waiting() {
    return observed - matched;
  }

  /** Event time goes on, until nothing is kept of what had its feedback but the memories. */
  void letTracesGo() {
    start += TRACES_GONE;
    for (int key = 0; key < keys; key++) {
      learner.wake(key(key), start, Nothing.INSTANCE);
    }
  }

  /** From now on feedback reinstates, and refreshes what was read: the model is a newer one. */
  void learn() {
    float[] autoencoder = new float[model.autoencoder().parameterCount()];
    model.autoencoder().readParameters(autoencoder);
    model.loadAutoencoder(1, autoencoder, true);
    model.loadEmbedding(1, model.learned());
  }

  /** The next observation comes; keys take turns. */
  void observe() {
    Observation observation =
        new Observation(key(observed), id(observed), time(observed), features(random));
    learner.process(List.of(observation), Nothing.INSTANCE);
    observed++;
  }

  static float[] features(Random random) {
    float[] features = new float[FEATURES];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextGaussian();
    }
    return features;
  }

  /** Feedback comes for the observation that has waited longest. */
  void feedback() {
    Feedback feedback =
        new Feedback(
            key(matched),
            "f",
            id(matched),
            time(observed),
            time(matched),
            random.nextInt(2),
            1,
            Feedback.Origin.NONE);
    learner.process(List.of(feedback), Nothing.INSTANCE);
    matched++;
  }

  private String key(long number) {
    return "key-" + number % keys;
  }

  private static String id(long number) {
    return String.format("%08d", number);
  }

  private long time(long number) {
    return start + number;
  }

  @Override
  public void close() throws Exception {
    model.close();
    state.close();
  }

  /** What comes out is not looked at. */
  enum Nothing implements LearnerOutput {
    INSTANCE;

    @Override
    public void prediction(Prediction prediction) {}

    @Override
    public void credit(Credit credit) {}

    @Override
    public void rejected(Event event, Rejection reason, String message) {
      throw new IllegalStateException("an event was not used: " + message);
    }
  }

  /** There is no trainer. */
  static final class Nowhere implements SharedTraining.Receiver {

    @Override
    public void gradients(GradientSum sum, long version) {}

    @Override
    public void observations(float[] x, int rows) {}
  }
}
