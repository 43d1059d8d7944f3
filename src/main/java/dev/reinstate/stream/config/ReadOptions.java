package dev.reinstate.stream.config;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;

/** Settings of the read in full; part of {@link JobOptions}. */
public final class ReadOptions {

  public static final ConfigOption<Integer> MEMORY_HEADS =
      key("memory.heads")
          .intType()
          .defaultValue(1)
          .withDescription(
              "Heads of a read: equal parts of the embedding, each of which reads on its own. It"
                  + " divides network.embedding.size.");

  public static final ConfigOption<Boolean> MEMORY_LEARN_TEMPERATURE =
      key("memory.learn-temperature")
          .booleanType()
          .defaultValue(true)
          .withDescription(
              "Whether each head learns its temperature; memory.temperature is where it starts.");

  public static final ConfigOption<Double> MEMORY_AGE =
      key("memory.age")
          .doubleType()
          .defaultValue(0.3)
          .withDescription(
              "Initial factor of log(1 + age/memory.age-unit), which is subtracted from a"
                  + " memory's logit; each head learns its own. 0: age does not count.");

  public static final ConfigOption<Duration> MEMORY_AGE_UNIT =
      key("memory.age-unit")
          .durationType()
          .defaultValue(Duration.ofHours(1))
          .withDescription("Unit of a memory's age, in event time.");

  public static final ConfigOption<Boolean> MEMORY_NULL_SLOT =
      key("memory.null-slot")
          .booleanType()
          .defaultValue(true)
          .withDescription(
              "Whether a read may look at no memory at all; what it predicts then is learned,"
                  + " starting from the prior.");

  public static final ConfigOption<String> PREDICTION_COMBINATION =
      key("prediction.combination")
          .stringType()
          .defaultValue("linear")
          .withDescription(
              "How the predictions of the heads become one. none: their mean. linear: a weighted"
                  + " sum of the heads' logits, or numbers, and of prediction.own-features.");

  public static final ConfigOption<List<String>> PREDICTION_OWN_FEATURES =
      key("prediction.own-features")
          .stringType()
          .asList()
          .defaultValues()
          .withDescription(
              "Features of the observation, counted from 0, that are part of a linear"
                  + " combination: numbers and ranges, such as [0-8, 25]; all; or empty for"
                  + " none.");

  private ReadOptions() {}
}
