package dev.reinstate.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.Credit;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.LearnerOutput;
import dev.reinstate.event.Observation;
import dev.reinstate.event.Prediction;
import dev.reinstate.event.Rejection;
import dev.reinstate.memory.ExternalMemory;
import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.state.HeapState;
import dev.reinstate.state.session.MemoryKeys;
import dev.reinstate.training.InlineTraining;
import dev.reinstate.training.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A learner trained inline with its state on the heap, and all that it gave out. */
public final class World {

  /** Long after everything in these tests. */
  public static final long END = 1_000_000_000;

  public final LearnerSettings settings;
  public final Model model;
  public final Trainer trainer;
  public final HeapState state;
  public final Learner learner;
  public final Outputs out;

  public World(LearnerSettings settings) {
    this(settings, new Model(settings), new HeapState(), new Outputs());
  }

  /** A learner that goes on with the state and outputs of another. */
  public World(LearnerSettings settings, Model model, HeapState state, Outputs out) {
    this(settings, model, new Trainer(settings, opened(settings, model)), state, out);
  }

  /** An autoencoder that is always good enough is so from the start on. */
  private static Model opened(LearnerSettings settings, Model model) {
    if (model.hasAutoencoder() && settings.training().autoencoderGate() == TestSettings.OPEN) {
      float[] parameters = new float[model.autoencoder().parameterCount()];
      model.autoencoder().readParameters(parameters);
      model.loadAutoencoder(model.autoencoderVersion(), parameters, true);
    }
    return model;
  }

  public World(
      LearnerSettings settings, Model model, Trainer trainer, HeapState state, Outputs out) {
    this.settings = settings;
    this.model = model;
    this.state = state;
    this.out = out;
    this.trainer = trainer;
    learner = new Learner(settings, model, state, new InlineTraining(settings, trainer, model));
  }

  /** What a learner gave out, in order. */
  public static final class Outputs implements LearnerOutput {
    public final List<Prediction> predictions = new ArrayList<>();
    public final List<Credit> credits = new ArrayList<>();
    public final List<String> rejected = new ArrayList<>();
    public final List<String> dropped = new ArrayList<>();

    @Override
    public void prediction(Prediction prediction) {
      predictions.add(prediction);
    }

    @Override
    public void credit(Credit credit) {
      credits.add(credit);
    }

    @Override
    public void rejected(Event event, Rejection reason, String message) {
      String id = event instanceof Feedback f ? f.feedbackId() : event.observationId();
      rejected.add(reason + " " + id + ": " + message);
    }

    @Override
    public void dropped(Event event, Count count) {
      dropped.add(count + " " + event.observationId());
    }

    /** Every bit of every prediction, as text. */
    public List<String> predictionBits() {
      return predictions.stream().map(Outputs::bits).toList();
    }

    static String bits(Prediction p) {
      return String.join(
          " ",
          p.key(),
          p.observationId(),
          "" + p.time(),
          "" + p.modelVersion(),
          Arrays.toString(p.output()),
          Arrays.toString(p.memoryIds()),
          Arrays.toString(p.weights()),
          Arrays.toString(p.reads()),
          "" + p.readable());
    }
  }

  public void process(Event... events) {
    process(List.of(events));
  }

  public void process(List<Event> events) {
    learner.process(events, out);
    assertBooksBalance();
  }

  /** Event time reaches a time: whoever asked to be woken is. */
  public void advanceTo(long time) {
    for (String key = state.pollDue(time); key != null; key = state.pollDue(time)) {
      learner.wake(key, time, out);
    }
    assertBooksBalance();
  }

  public long count(Count count) {
    return learner.eventCounts().get(count);
  }

  public void assertBooksBalance() {
    assertThat(count(Count.FEEDBACK))
        .isEqualTo(
            count(Count.MATCHED)
                + count(Count.DUPLICATE)
                + count(Count.IGNORED)
                + count(Count.ORPHAN)
                + count(Count.CAPPED)
                + count(Count.LATE)
                + count(Count.FORGOTTEN)
                + count(Count.HELD));
    assertThat(count(Count.PREDICTIONS))
        .isEqualTo(
            count(Count.OBSERVATIONS)
                - count(Count.PREDICTIONS_NOT_FINITE)
                - count(Count.OBSERVATIONS_DUPLICATE)
                - count(Count.OBSERVATIONS_FORGOTTEN));
    assertThat(count(Count.MATCHED)).isGreaterThanOrEqualTo(count(Count.EARLY));
    assertThat(count(Count.MATCHED)).isGreaterThanOrEqualTo(count(Count.REPEATED));
    assertThat(count(Count.MATCHED) + count(Count.DEFAULTED))
        .isGreaterThanOrEqualTo(count(Count.LEARNED));
    assertThat(count(Count.LEARNED)).isEqualTo(trainer.feedback());
    assertThat(count(Count.MATCHED) + count(Count.DEFAULTED))
        .isEqualTo(out.credits.size() + count(Count.CREDITS_NOT_FINITE));
    assertThat(count(Count.PREDICTIONS)).isEqualTo(out.predictions.size());
    assertThat(
            count(Count.ORPHAN)
                + count(Count.LATE)
                + count(Count.CAPPED)
                + count(Count.PREDICTIONS_NOT_FINITE)
                + count(Count.CREDITS_NOT_FINITE))
        .isEqualTo(out.rejected.size());
    assertThat(count(Count.PENDING)).isNotNegative();
    assertThat(count(Count.HELD)).isNotNegative();
  }

  /** The memories that are under a key of state. */
  public ExternalMemory memory(String key) {
    state.select(key);
    int space = new MemoryKeys(settings.spaces()).space(key);
    return new ExternalMemory(settings.memoryLayout(space), state.header().ring, state);
  }

  public Prediction lastPrediction() {
    return out.predictions.get(out.predictions.size() - 1);
  }

  public Credit lastCredit() {
    return out.credits.get(out.credits.size() - 1);
  }

  public static Observation observation(String key, String id, long time) {
    Random random = new Random(31L * key.hashCode() + id.hashCode());
    float[] features = new float[4];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextGaussian();
    }
    return new Observation(key, id, time, features);
  }

  public static Feedback feedback(String key, String id, String about, long time, double target) {
    return new Feedback(
        key, id, about, time, Feedback.UNKNOWN_TIME, target, 1, Feedback.Origin.NONE);
  }

  /** An observation with its feedback a little later. */
  public static List<Event> pair(String key, int number, long time, double target) {
    return List.of(
        observation(key, "o" + number, time),
        feedback(key, "f" + number, "o" + number, time + 5, target));
  }

  /** Pairs one after the other, ten milliseconds apart, with targets 0 and 1 in turn. */
  public static List<Event> pairs(String key, int from, int to) {
    List<Event> events = new ArrayList<>();
    for (int i = from; i < to; i++) {
      events.addAll(pair(key, i, 10L * i, i % 2));
    }
    return events;
  }
}
