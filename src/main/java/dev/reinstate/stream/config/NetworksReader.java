package dev.reinstate.stream.config;

import static dev.reinstate.stream.config.ComputeOptions.NETWORK_DECODER_FILE;
import static dev.reinstate.stream.config.ComputeOptions.NETWORK_EMBEDDING_FILE;
import static dev.reinstate.stream.config.ComputeOptions.NETWORK_ENCODER_FILE;
import static dev.reinstate.stream.config.JobOptions.NETWORK_CODE_BITS;
import static dev.reinstate.stream.config.JobOptions.NETWORK_CODE_HIDDEN;
import static dev.reinstate.stream.config.JobOptions.NETWORK_CODE_KIND;
import static dev.reinstate.stream.config.JobOptions.NETWORK_CODE_SIZE;
import static dev.reinstate.stream.config.JobOptions.NETWORK_EMBEDDING_BITS;
import static dev.reinstate.stream.config.JobOptions.NETWORK_EMBEDDING_HIDDEN;
import static dev.reinstate.stream.config.JobOptions.NETWORK_EMBEDDING_SIZE;

import dev.reinstate.compute.NetworkFile;
import dev.reinstate.settings.CodeKind;
import dev.reinstate.settings.FeatureSettings;
import dev.reinstate.settings.NetworkFiles;
import dev.reinstate.settings.NetworkSettings;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.jspecify.annotations.Nullable;

/** Reads what networks a job has, and what codes. */
final class NetworksReader {

  private static final List<String> CODE_KINDS = List.of("auto", "direct", "autoencoder");

  private final OptionReader options;

  NetworksReader(OptionReader options) {
    this.options = options;
  }

  NetworkSettings read(FeatureSettings features, int inputSize) {
    int codeSize = options.size(NETWORK_CODE_SIZE, 1, NETWORK_CODE_BITS);
    CodeKind codeKind = codeKind(features, inputSize);
    return new NetworkSettings(
        options.layers(NETWORK_EMBEDDING_HIDDEN),
        options.size(NETWORK_EMBEDDING_SIZE, 2, NETWORK_EMBEDDING_BITS),
        options.bits(NETWORK_EMBEDDING_BITS),
        codeKind,
        options.layers(NETWORK_CODE_HIDDEN),
        codeKind == CodeKind.DIRECT ? inputSize : codeSize,
        options.bits(NETWORK_CODE_BITS),
        networkFiles());
  }

  private CodeKind codeKind(FeatureSettings features, int inputSize) {
    String kind =
        options.value(NETWORK_CODE_KIND, CODE_KINDS::contains, String.join(", ", CODE_KINDS));
    if (kind.equals("auto")) {
      boolean small = features.standardise() && inputSize <= JobOptions.MAX_DIRECT;
      return small && !options.isSet(NETWORK_ENCODER_FILE) ? CodeKind.DIRECT : CodeKind.AUTOENCODER;
    }
    if (kind.equals("autoencoder")) {
      return CodeKind.AUTOENCODER;
    }
    if (!features.standardise()) {
      throw options.impossible(
          NETWORK_CODE_KIND, "auto, autoencoder where features.standardise is false");
    }
    if (options.isSet(NETWORK_ENCODER_FILE)) {
      throw options.impossible(
          NETWORK_CODE_KIND,
          "auto, autoencoder where %s is set".formatted(NETWORK_ENCODER_FILE.key()));
    }
    int max = OptionReader.MAX_STORED_BYTES / options.bits(NETWORK_CODE_BITS).bytes(1);
    if (inputSize > max) {
      throw options.impossible(
          NETWORK_CODE_KIND, "auto, autoencoder for more than %d features".formatted(max));
    }
    return CodeKind.DIRECT;
  }

  private NetworkFiles networkFiles() {
    if (options.isSet(NETWORK_ENCODER_FILE) != options.isSet(NETWORK_DECODER_FILE)) {
      throw new SettingsException(
          "%s and %s go together; allowed: both or neither"
              .formatted(NETWORK_ENCODER_FILE.key(), NETWORK_DECODER_FILE.key()));
    }
    return new NetworkFiles(
        networkFile(NETWORK_EMBEDDING_FILE),
        networkFile(NETWORK_ENCODER_FILE),
        networkFile(NETWORK_DECODER_FILE));
  }

  private @Nullable NetworkFile networkFile(ConfigOption<String> option) {
    return options.optional(option).map(name -> NetworkFile.read(option.key(), name)).orElse(null);
  }
}
