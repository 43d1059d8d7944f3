package dev.reinstate.stream.config;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;

/** Settings of the read; part of {@link JobOptions}. */
public final class ReadOptions {

  public static final ConfigOption<Integer> MEMORY_HEADS =
      key("memory.heads")
          .intType()
          .defaultValue(1)
          .withDescription(
              "Number of attention heads of a read. Each one uses an equal part of the"
                  + " embedding, so it must divide network.embedding.size.");

  public static final ConfigOption<Boolean> MEMORY_LEARN_TEMPERATURE =
      key("memory.learn-temperature")
          .booleanType()
          .defaultValue(true)
          .withDescription(
              "Whether each head learns its temperature, starting from memory.temperature.");

  public static final ConfigOption<Double> MEMORY_AGE =
      key("memory.age")
          .doubleType()
          .defaultValue(0.3)
          .withDescription(
              "Initial weight w of age: a memory's logit is reduced by w · log(1 +"
                  + " age/memory.age-unit). Each head learns its own weight. 0: age is ignored.");

  public static final ConfigOption<Duration> MEMORY_AGE_UNIT =
      key("memory.age-unit")
          .durationType()
          .defaultValue(Duration.ofHours(1))
          .withDescription("Unit in which the age of a memory is measured, in event time.");

  public static final ConfigOption<Boolean> MEMORY_NULL_SLOT =
      key("memory.null-slot")
          .booleanType()
          .defaultValue(true)
          .withDescription(
              "Whether a read may attend to none of the memories. What it then predicts is"
                  + " learned, starting from the prior.");

  public static final ConfigOption<String> PREDICTION_COMBINATION =
      key("prediction.combination")
          .stringType()
          .defaultValue("linear")
          .withDescription(
              "How the outputs of the heads are combined into one prediction. none: their"
                  + " mean. linear: a learned weighted sum of the heads' logits or values and of"
                  + " prediction.own-features.");

  public static final ConfigOption<List<String>> PREDICTION_OWN_FEATURES =
      key("prediction.own-features")
          .stringType()
          .asList()
          .noDefaultValue()
          .withDescription(
              "Features of the observation that the linear combination also uses: indices"
                  + " from 0 and ranges, such as [0-8, 25], their indicators after them; all; or empty for"
                  + " none. Not set: all where network.code.kind is direct, and otherwise none.");

  public static final ConfigOption<Boolean> MEMORY_CODE_HEAD =
      key("memory.code-head")
          .booleanType()
          .defaultValue(true)
          .withDescription(
              "Whether one more head attends to the memories whose codes are nearest to the"
                  + " observation's. It learns no embedding and is useful from the first memory"
                  + " on.");

  public static final ConfigOption<Boolean> PREDICTION_RATES =
      key("prediction.rates")
          .booleanType()
          .defaultValue(true)
          .withDescription(
              "Whether the linear combination also uses two rates of the key's known values:"
                  + " that of all of them, and that of the last 30.");

  public static final ConfigOption<Boolean> PREDICTION_REGRESSION =
      key("prediction.regression")
          .booleanType()
          .defaultValue(true)
          .withDescription(
              "Whether the linear combination also uses what a regression on"
                  + " prediction.own-features predicts, which is learned by itself. It is soon"
                  + " right where the features alone say much, and follows what changes. Without"
                  + " own features there is none.");

  private ReadOptions() {}
}
