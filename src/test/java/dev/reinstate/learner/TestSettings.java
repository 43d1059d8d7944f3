package dev.reinstate.learner;

import dev.reinstate.compute.ComputeSettings;
import dev.reinstate.compute.Optimiser;
import dev.reinstate.compute.Similarity;
import dev.reinstate.credit.CreditMode;
import dev.reinstate.credit.Target;
import dev.reinstate.learner.LearnerSettings.CreditRead;
import dev.reinstate.learner.LearnerSettings.Fallback;
import dev.reinstate.learner.LearnerSettings.NetworkFiles;
import dev.reinstate.learner.LearnerSettings.Prior;
import dev.reinstate.learner.LearnerSettings.Reads;
import dev.reinstate.learner.LearnerSettings.Refresh;
import dev.reinstate.learner.LearnerSettings.Rehearsing;
import dev.reinstate.learner.LearnerSettings.Repeat;
import dev.reinstate.memory.Eviction;
import dev.reinstate.memory.Precision;

/** Settings of a small learner whose gate opens at once; a test changes what it is about. */
final class TestSettings {

  /** An autoencoder is always good enough for it. */
  static final double OPEN = 1e12;

  /** No autoencoder is good enough for it. */
  static final double CLOSED = 1e-12;

  int observationSize = 4;
  Target target = Target.CLASS;
  Prior prior = Prior.KEY_RATE;
  int capacity = 8;
  int k = 4;
  Similarity similarity = Similarity.UNIT_DOT;
  boolean codecAtWrite = true;
  Refresh refresh = Refresh.TOUCH;
  int sweepPerBatch = 3;
  long sweepIdle = 8_000;
  long expireAfter = 16_000;
  int[] hidden = {8};
  int size = 4;
  Eviction eviction = Eviction.OLDEST;
  Precision embeddingPrecision = Precision.INT8;
  int codeSize = 4;
  Precision codePrecision = Precision.INT8;
  NetworkFiles files = NetworkFiles.NONE;
  Reads reads = Reads.SIMPLE;
  Rehearsing rehearsal = Rehearsing.NONE;
  CreditMode mode = CreditMode.REINSTATED;
  CreditRead creditRead = CreditRead.RECORDED;
  double targetAlpha = 1;
  long horizon = 1_600;
  long earlyWait = 160;
  Repeat repeat = Repeat.REPLACE;
  int maxPerObservation = 256;
  Fallback fallback;
  int batch = 4;
  Optimiser.Kind optimiser = Optimiser.Kind.ADAM;
  double learningRate = 0.01;
  int autoencoderBatch = 1;
  int autoencoderRehearsal;
  double gate = OPEN;

  LearnerSettings build() {
    return new LearnerSettings(
        observationSize,
        new LearnerSettings.Prediction(target, target == Target.CLASS ? 2 : 0, prior),
        new LearnerSettings.Memory(
            capacity,
            k,
            similarity,
            0.2,
            0.1,
            codecAtWrite,
            refresh,
            sweepPerBatch,
            sweepIdle,
            eviction,
            expireAfter),
        reads,
        new LearnerSettings.Networks(
            hidden, size, embeddingPrecision, hidden, codeSize, codePrecision, files),
        new LearnerSettings.Crediting(mode, creditRead, targetAlpha),
        new LearnerSettings.Feedbacks(horizon, earlyWait, repeat, maxPerObservation, fallback),
        new LearnerSettings.Training(
            batch,
            optimiser,
            learningRate,
            1.0,
            autoencoderBatch,
            autoencoderRehearsal,
            learningRate,
            gate),
        rehearsal,
        ComputeSettings.JAVA,
        1);
  }
}
