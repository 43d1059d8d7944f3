package dev.reinstate.replay.summary;

import dev.reinstate.compute.Autoencoder;
import dev.reinstate.model.Model;
import dev.reinstate.settings.CodeKind;
import dev.reinstate.settings.LearnerSettings;
import org.jspecify.annotations.Nullable;

/**
 * Which feature keeps an autoencoder's error high, by the last observations.
 *
 * @param feature its index; those from observation.size on are indicators of missing features. Null
 *     where no feature varies
 * @param share its part of the squared error, 0 to 1
 */
public record FeatureFault(@Nullable Integer feature, double share) {

  private static final FeatureFault NOTHING_VARIES = new FeatureFault(null, 0);

  /** Observations that it takes to tell. */
  private static final int ENOUGH = 16;

  /**
   * Looks for it with the model as it is at the end.
   *
   * @return null where there is no autoencoder, there are too few observations, or every one of
   *     them comes back as it was
   */
  public static @Nullable FeatureFault of(
      LearnerSettings settings, Model model, LastObservations last) {
    if (settings.networks().codeKind() != CodeKind.AUTOENCODER || last.count() < ENOUGH) {
      return null;
    }
    float[] x = last.inputs(settings, model);
    int size = settings.inputSize();
    return varies(x, size) ? largest(errors(x, size, model.autoencoder())) : NOTHING_VARIES;
  }

  private static boolean varies(float[] x, int size) {
    for (int i = size; i < x.length; i++) {
      if (x[i] != x[i - size]) {
        return true;
      }
    }
    return false;
  }

  /** Σ (x̂ − x)² of each feature. */
  private static double[] errors(float[] x, int size, Autoencoder autoencoder) {
    int rows = x.length / size;
    float[] codes = new float[rows * autoencoder.codeSize()];
    float[] restored = new float[x.length];
    autoencoder.encode(x, rows, codes);
    autoencoder.decode(codes, rows, restored);
    double[] errors = new double[size];
    for (int i = 0; i < x.length; i++) {
      double difference = (double) restored[i] - x[i];
      errors[i % size] += difference * difference;
    }
    return errors;
  }

  private static @Nullable FeatureFault largest(double[] errors) {
    int worst = 0;
    double sum = 0;
    for (int i = 0; i < errors.length; i++) {
      sum += errors[i];
      worst = errors[i] > errors[worst] ? i : worst;
    }
    return sum > 0 && Double.isFinite(sum) ? new FeatureFault(worst, errors[worst] / sum) : null;
  }
}
