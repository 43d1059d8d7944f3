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
              "Heads of a read: equal parts of the embedding that read on their own. Divides"
                  + " network.embedding.size.");

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
              "How much log(1 + age/memory.age-unit) takes off a memory's logit at first; each head"
                  + " learns its own. 0: age does not count.");

  public static final ConfigOption<Duration> MEMORY_AGE_UNIT =
      key("memory.age-unit")
          .durationType()
          .defaultValue(Duration.ofHours(1))
          .withDescription("What the age of a memory, in event time, is measured in.");

  public static final ConfigOption<Boolean> MEMORY_NULL_SLOT =
      key("memory.null-slot")
          .booleanType()
          .defaultValue(true)
          .withDescription(
              "Whether a read may look at none of the memories; what it says then is learned,"
                  + " beginning with the prior.");

  public static final ConfigOption<String> PREDICTION_COMBINATION =
      key("prediction.combination")
          .stringType()
          .defaultValue("linear")
          .withDescription(
              "How what the heads say becomes one prediction. none: their mean. linear: weighted"
                  + " logits of the heads, or numbers, and prediction.own-features.");

  public static final ConfigOption<List<String>> PREDICTION_OWN_FEATURES =
      key("prediction.own-features")
          .stringType()
          .asList()
          .defaultValues()
          .withDescription(
              "Features of the observation, counted from 0, that a linear combination takes in:"
                  + " numbers and ranges, such as [0-8, 25]; all; or empty for none.");

  private ReadOptions() {}
}
