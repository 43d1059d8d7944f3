package dev.reinstate.stream.config;

import static dev.reinstate.stream.config.ReadOptions.MEMORY_AGE;
import static dev.reinstate.stream.config.ReadOptions.MEMORY_AGE_UNIT;
import static dev.reinstate.stream.config.ReadOptions.MEMORY_CODE_HEAD;
import static dev.reinstate.stream.config.ReadOptions.MEMORY_HEADS;
import static dev.reinstate.stream.config.ReadOptions.MEMORY_LEARN_TEMPERATURE;
import static dev.reinstate.stream.config.ReadOptions.MEMORY_NULL_SLOT;
import static dev.reinstate.stream.config.ReadOptions.PREDICTION_COMBINATION;
import static dev.reinstate.stream.config.ReadOptions.PREDICTION_OWN_FEATURES;
import static dev.reinstate.stream.config.ReadOptions.PREDICTION_RATES;
import static dev.reinstate.stream.config.ReadOptions.PREDICTION_REGRESSION;

import dev.reinstate.settings.CodeKind;
import dev.reinstate.settings.HeadCombination;
import dev.reinstate.settings.NetworkSettings;
import dev.reinstate.settings.ReadSettings;
import java.util.stream.IntStream;
import org.apache.flink.configuration.ConfigOption;

/** Reads the form of reads, {@link ReadOptions}. */
final class ReadReader {

  private final OptionReader options;

  ReadReader(OptionReader options) {
    this.options = options;
  }

  /**
   * Reads the form.
   *
   * @param inputSize numbers of what networks see of an observation
   */
  ReadSettings read(NetworkSettings networks, int inputSize) {
    int[] ownFeatures = ownFeatures(networks.codeKind(), inputSize);
    int size = networks.embeddingSize();
    return new ReadSettings(
        options.value(
            MEMORY_HEADS,
            heads -> heads >= 1 && size % heads == 0,
            "a divisor of network.embedding.size (%d)".formatted(size)),
        options.value(MEMORY_LEARN_TEMPERATURE, flag -> true, "true, false"),
        options.value(MEMORY_AGE, age -> age >= 0 && Double.isFinite(age), "a number from 0"),
        options.positive(MEMORY_AGE_UNIT).toMillis(),
        options.value(MEMORY_NULL_SLOT, flag -> true, "true, false"),
        options.oneOf(PREDICTION_COMBINATION, HeadCombination.class),
        ownFeatures,
        options.value(MEMORY_CODE_HEAD, flag -> true, "true, false"),
        whereLinear(PREDICTION_RATES, linear(), "prediction.combination is none"),
        whereLinear(
            PREDICTION_REGRESSION,
            linear() && ownFeatures.length > 0,
            "prediction.combination is none or prediction.own-features empty"));
  }

  private boolean linear() {
    return options.oneOf(PREDICTION_COMBINATION, HeadCombination.class) == HeadCombination.LINEAR;
  }

  /** Of those that nobody named the combination sees all, unless they are too many to be kept. */
  private int[] ownFeatures(CodeKind codeKind, int inputSize) {
    if (options.isSet(PREDICTION_OWN_FEATURES)) {
      return options.indices(PREDICTION_OWN_FEATURES, inputSize);
    }
    return linear() && codeKind == CodeKind.DIRECT
        ? IntStream.range(0, inputSize).toArray()
        : new int[0];
  }

  /** What only a linear combination uses; elsewhere it is off, whatever the default. */
  private boolean whereLinear(ConfigOption<Boolean> option, boolean usable, String elsewhere) {
    if (!usable && !options.isSet(option)) {
      return false;
    }
    return options.value(
        option, used -> usable || !used, usable ? "true, false" : "false where " + elsewhere);
  }
}
