package dev.reinstate.replay;

import dev.reinstate.compute.Autoencoder;
import dev.reinstate.event.Observation;
import dev.reinstate.model.Model;
import dev.reinstate.recording.ObservationSample;
import dev.reinstate.recording.Recording;
import dev.reinstate.recording.file.RecordingException;
import dev.reinstate.recording.stream.EventStream;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.training.InitialModel;
import dev.reinstate.training.SavedModel;
import dev.reinstate.training.Trainer;
import java.util.Random;
import java.util.function.LongConsumer;

/**
 * Trains the autoencoder on a recording's observations, in random order, by the trainer of the live
 * job. Feedback is not looked at. The same recording and settings give the same bits.
 */
public final class Pretraining {

  /** 64 MiB of observations at most are kept to draw from. */
  private static final int SAMPLE_NUMBERS = 1 << 24;

  /** Observations whose errors are computed together. */
  private static final int BLOCK = 256;

  private final LearnerSettings settings;
  private final InitialModel initialModel;
  private final int steps;

  /**
   * What came of it.
   *
   * @param model the model to go on from
   * @param observations that were drawn from
   * @param heldOut observations that the errors are measured on and that were not drawn
   * @param errorBefore squared error as a share of the features' variance, before training
   * @param errorAfter the same after it
   * @param ready whether the embedding network may learn through the codes
   */
  public record Result(
      SavedModel model,
      int observations,
      int heldOut,
      double errorBefore,
      double errorAfter,
      boolean ready) {}

  /**
   * @param initialModel what training starts from
   * @param steps of the optimiser, each with {@code training.autoencoder.batch} observations
   */
  public Pretraining(LearnerSettings settings, InitialModel initialModel, int steps) {
    this.settings = settings;
    this.initialModel = initialModel;
    this.steps = steps;
  }

  /** How far progress goes: every observation is read once, then batches are drawn. */
  public long work(Recording recording) {
    return recording.info().observations() + (long) steps * batch();
  }

  /**
   * Trains.
   *
   * @param progress is told how much of {@link #work} is done
   * @throws RecordingException if the recording is broken or has fewer than two observations
   */
  public Result train(Recording recording, LongConsumer progress) {
    Random random = new Random(settings.seed());
    ObservationSample sample = sample(recording, random, progress);
    try (Model model = initialModel.model(settings);
        Trainer trainer = initialModel.trainer(settings)) {
      double before = error(model, sample);
      float[] x = new float[batch() * settings.observationSize()];
      for (int step = 1; step <= steps; step++) {
        sample.draw(batch(), random, x);
        trainer.observe(x, batch());
        progress.accept(recording.info().observations() + (long) step * batch());
      }
      trainer.loadObservedInto(model);
      return new Result(
          SavedModel.of(settings, model, trainer),
          sample.training(),
          sample.heldOut(),
          before,
          error(model, sample),
          trainer.ready());
    }
  }

  private int batch() {
    return settings.training().autoencoderBatch();
  }

  private ObservationSample sample(Recording recording, Random random, LongConsumer progress) {
    long observations = recording.info().observations();
    if (observations < 2) {
      throw new RecordingException(
          "%s has %d observations; expected at least 2, one to train on and one to judge by"
              .formatted(recording.folder(), observations));
    }
    int max = Math.max(2, SAMPLE_NUMBERS / settings.observationSize());
    try (EventStream<Observation> stream = recording.observations()) {
      return ObservationSample.of(stream, settings.observationSize(), max, random, progress);
    }
  }

  /** Σ‖x̂ − x‖² / Σ‖x − mean‖² over the observations held out, as the trainer's gate takes it. */
  private double error(Model model, ObservationSample sample) {
    Autoencoder autoencoder = model.autoencoder();
    int features = settings.observationSize();
    int size = settings.inputSize();
    float[] raw = new float[BLOCK * features];
    float[] x = new float[BLOCK * size];
    float[] codes = new float[BLOCK * autoencoder.codeSize()];
    float[] restored = new float[x.length];
    double[] sums = new double[size];
    double squares = 0;
    double errors = 0;
    for (int from = 0; from < sample.heldOut(); from += BLOCK) {
      int count = Math.min(BLOCK, sample.heldOut() - from);
      sample.copyHeldOut(from, count, raw);
      for (int row = 0; row < count; row++) {
        model.standardiser().apply(raw, row * features, x, row * size);
      }
      autoencoder.encode(x, count, codes);
      autoencoder.decode(codes, count, restored);
      for (int i = 0; i < count * size; i++) {
        double difference = restored[i] - x[i];
        errors += difference * difference;
        squares += (double) x[i] * x[i];
        sums[i % size] += x[i];
      }
    }
    double variance = squares;
    for (double sum : sums) {
      variance -= sum * sum / sample.heldOut();
    }
    return errors / variance;
  }
}
