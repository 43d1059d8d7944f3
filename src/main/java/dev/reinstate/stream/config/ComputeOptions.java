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
              "What computes networks. java: plain Java, which runs anywhere. nd4j: ND4J with"
                  + " OpenBLAS, for large networks. torch: PyTorch's library, for GPUs and for"
                  + " networks from files.");

  public static final ConfigOption<String> COMPUTE_DEVICE =
      key("compute.device")
          .stringType()
          .defaultValue("auto")
          .withDescription(
              "auto: a CUDA device if the provider finds one, else the CPU. cpu. cuda or cuda:N:"
                  + " that device and no other.");

  public static final ConfigOption<Integer> COMPUTE_THREADS =
      key("compute.threads")
          .intType()
          .defaultValue(1)
          .withDescription(
              "Native threads that each subtask computes with, for providers that have them."
                  + " More than 1 may change the last bits of results.");

  public static final ConfigOption<String> NETWORK_EMBEDDING_FILE =
      key("network.embedding.file")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "TorchScript file of an embedding network of your own, for compute.provider torch:"
                  + " rows × observation.size in, rows × network.embedding.size out. Reinstate"
                  + " divides by the length if memory.similarity is unit-dot. The file is read"
                  + " where the job is submitted.");

  public static final ConfigOption<String> NETWORK_ENCODER_FILE =
      key("network.encoder.file")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "TorchScript file of an encoder of your own: rows × network.code.size out, each number"
                  + " in [-1, 1]. Goes with network.decoder.file.");

  public static final ConfigOption<String> NETWORK_DECODER_FILE =
      key("network.decoder.file")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "TorchScript file of the decoder: rows × network.code.size in, rows × observation.size"
                  + " out.");

  private ComputeOptions() {}
}
