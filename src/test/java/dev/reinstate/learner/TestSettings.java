package dev.reinstate.learner;

import dev.reinstate.credit.CreditMode;
import dev.reinstate.credit.Target;
import dev.reinstate.learner.LearnerSettings.Fallback;
import dev.reinstate.learner.LearnerSettings.Prior;
import dev.reinstate.learner.LearnerSettings.Refresh;
import dev.reinstate.learner.LearnerSettings.Repeat;

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
  boolean codecAtWrite = true;
  Refresh refresh = Refresh.TOUCH;
  long expireAfter = 16_000;
  int[] hidden = {8};
  int size = 4;
  int codeSize = 4;
  CreditMode mode = CreditMode.REINSTATED;
  long horizon = 1_600;
  long earlyWait = 160;
  Repeat repeat = Repeat.REPLACE;
  Fallback fallback;
  int batch = 4;
  double learningRate = 0.01;
  int autoencoderBatch = 1;
  double gate = OPEN;

  LearnerSettings build() {
    return new LearnerSettings(
        observationSize,
        new LearnerSettings.Prediction(target, target == Target.CLASS ? 2 : 0, prior),
        new LearnerSettings.Memory(capacity, k, 0.2, 0.1, codecAtWrite, refresh, expireAfter),
        new LearnerSettings.Networks(hidden, size, hidden, codeSize),
        mode,
        new LearnerSettings.Feedbacks(horizon, earlyWait, repeat, fallback),
        new LearnerSettings.Training(
            batch, learningRate, 1.0, autoencoderBatch, learningRate, gate),
        1);
  }
}
