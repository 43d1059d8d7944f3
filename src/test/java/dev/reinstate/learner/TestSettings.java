package dev.reinstate.learner;

import dev.reinstate.compute.ComputeSettings;
import dev.reinstate.compute.Optimiser;
import dev.reinstate.compute.Similarity;
import dev.reinstate.credit.gradient.CreditMode;
import dev.reinstate.credit.outcome.Target;
import dev.reinstate.memory.Eviction;
import dev.reinstate.memory.Precision;
import dev.reinstate.settings.CodeKind;
import dev.reinstate.settings.CreditRead;
import dev.reinstate.settings.CreditSettings;
import dev.reinstate.settings.DefaultFeedbackSettings;
import dev.reinstate.settings.FeatureSettings;
import dev.reinstate.settings.FeedbackSettings;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.MemorySettings;
import dev.reinstate.settings.MissingFeatures;
import dev.reinstate.settings.NetworkFiles;
import dev.reinstate.settings.NetworkSettings;
import dev.reinstate.settings.PredictionSettings;
import dev.reinstate.settings.Prior;
import dev.reinstate.settings.ReadSettings;
import dev.reinstate.settings.RefreshPolicy;
import dev.reinstate.settings.RehearsalSettings;
import dev.reinstate.settings.RepeatPolicy;
import dev.reinstate.settings.SpacesSettings;
import dev.reinstate.settings.TrainingSettings;
import org.jspecify.annotations.Nullable;

/** Settings of a small learner whose gate opens at once; a test changes what it is about. */
public final class TestSettings {

  /** An autoencoder is always good enough for it. */
  static final double OPEN = 1e12;

  /** No autoencoder is good enough for it. */
  public static final double CLOSED = 1e-12;

  public int observationSize = 4;
  public FeatureSettings features = new FeatureSettings(false, MissingFeatures.MEAN, new int[0]);
  public Target target = Target.CLASS;
  public Prior prior = Prior.KEY_RATE;
  public int capacity = 8;
  public int k = 4;
  public Similarity similarity = Similarity.UNIT_DOT;
  public boolean codecAtWrite = true;
  public RefreshPolicy refresh = RefreshPolicy.TOUCH;
  int sweepPerBatch = 3;
  long sweepIdle = 8_000;
  public long expireAfter = 16_000;
  public int[] hidden = {8};
  public int size = 4;
  Eviction eviction = Eviction.OLDEST;
  public Precision embeddingPrecision = Precision.INT8;
  public CodeKind codeKind = CodeKind.AUTOENCODER;
  public int codeSize = 4;
  public Precision codePrecision = Precision.INT8;
  public NetworkFiles files = NetworkFiles.NONE;
  public ReadSettings reads = ReadSettings.SIMPLE;
  public RehearsalSettings rehearsal = RehearsalSettings.NONE;
  public CreditMode mode = CreditMode.REINSTATED;
  public CreditRead creditRead = CreditRead.RECORDED;
  public double targetAlpha = 1;
  public long horizon = 1_600;
  long earlyWait = 160;
  public RepeatPolicy repeat = RepeatPolicy.REPLACE;
  public int maxPerObservation = 256;
  DefaultFeedbackSettings defaultFeedback;
  public int batch = 4;
  Optimiser.Kind optimiser = Optimiser.Kind.ADAM;
  public @Nullable SpacesSettings spaces;
  public double learningRate = 0.01;
  public double readRate = 1;
  double ownRate = 0.05;
  public int autoencoderBatch = 1;
  public int autoencoderRehearsal;
  public double gate = OPEN;

  public LearnerSettings build() {
    return new LearnerSettings(
        observationSize,
        features,
        new PredictionSettings(target, target == Target.CLASS ? 2 : 0, prior),
        new MemorySettings(
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
        spaces == null ? SpacesSettings.unnamed(capacity, k) : spaces,
        reads,
        new NetworkSettings(
            hidden, size, embeddingPrecision, codeKind, hidden, codeSize, codePrecision, files),
        new CreditSettings(mode, creditRead, targetAlpha),
        new FeedbackSettings(horizon, earlyWait, repeat, maxPerObservation, defaultFeedback),
        new TrainingSettings(
            batch,
            optimiser,
            learningRate,
            readRate,
            ownRate,
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
