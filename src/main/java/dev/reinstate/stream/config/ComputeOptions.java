package dev.reinstate.stream.config;

import static org.apache.flink.configuration.ConfigOptions.key;

import org.apache.flink.configuration.ConfigOption;

/** Settings of how networks are computed; part of {@link JobOptions}. */
public final class ComputeOptions {

  public static final ConfigOption<String> COMPUTE_PROVIDER =
      key("compute.provider")
          .stringType()
          .defaultValue("java")
          .withDescription(
              "Library that computes the networks. java: plain Java, which runs everywhere."
                  + " nd4j: ND4J with OpenBLAS, for large networks. torch: LibTorch (PyTorch's C++"
                  + " library), for GPUs and for networks from files.");

  public static final ConfigOption<String> COMPUTE_DEVICE =
      key("compute.device")
          .stringType()
          .defaultValue("auto")
          .withDescription(
              "Device that computes the networks. auto: a CUDA device if the provider finds"
                  + " one, else the CPU. cpu. cuda or cuda:N: that device only.");

  public static final ConfigOption<Integer> COMPUTE_THREADS =
      key("compute.threads")
          .intType()
          .defaultValue(1)
          .withDescription(
              "Number of native threads per subtask, 1 to 1024, for providers that use them."
                  + " More than 1 may change the last bits of results.");

  public static final ConfigOption<String> NETWORK_EMBEDDING_FILE =
      key("network.embedding.file")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "TorchScript file of a custom embedding network, for compute.provider torch."
                  + " Input: rows × observation.size; output: rows × network.embedding.size. Its"
                  + " output is normalised if memory.similarity requires it. Read where the job is"
                  + " submitted.");

  public static final ConfigOption<String> NETWORK_ENCODER_FILE =
      key("network.encoder.file")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "TorchScript file of a custom encoder. Output: rows × network.code.size, each"
                  + " number in [-1, 1]. Requires network.decoder.file.");

  public static final ConfigOption<String> NETWORK_DECODER_FILE =
      key("network.decoder.file")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "TorchScript file of a custom decoder. Input: rows × network.code.size;"
                  + " output: rows × observation.size. Requires network.encoder.file.");

  private ComputeOptions() {}
}
