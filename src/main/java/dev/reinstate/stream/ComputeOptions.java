package dev.reinstate.stream;

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
                  + " OpenBLAS, for large networks.");

  public static final ConfigOption<String> COMPUTE_DEVICE =
      key("compute.device")
          .stringType()
          .defaultValue("auto")
          .withDescription(
              "auto: a CUDA device where the provider finds one, else the CPU. cpu. cuda or cuda:N:"
                  + " that device, and no other.");

  public static final ConfigOption<Integer> COMPUTE_THREADS =
      key("compute.threads")
          .intType()
          .defaultValue(1)
          .withDescription(
              "Native threads that each subtask computes with, for providers that have them. More"
                  + " than 1 may change last bits.");

  private ComputeOptions() {}
}
