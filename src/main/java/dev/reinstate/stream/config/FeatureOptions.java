package dev.reinstate.stream.config;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.util.List;
import org.apache.flink.configuration.ConfigOption;

/** Settings of how features are seen; part of {@link JobOptions}. */
public final class FeatureOptions {

  public static final ConfigOption<Boolean> FEATURES_STANDARDISE =
      key("features.standardise")
          .booleanType()
          .defaultValue(true)
          .withDescription(
              "Whether the networks, codes and prediction.own-features see (x − μ)/σ, limited,"
                  + " instead of a feature x. The mean μ and the deviation σ of each feature are"
                  + " learned from the observations; outliers hardly move them.");

  public static final ConfigOption<String> FEATURES_MISSING =
      key("features.missing")
          .stringType()
          .defaultValue("mean")
          .withDescription(
              "What a feature that is NaN means. mean: it is missing, and counts as the mean of"
                  + " the feature; see features.missing-indicators. refuse: the observation is a"
                  + " dead letter.");

  public static final ConfigOption<List<String>> FEATURES_MISSING_INDICATORS =
      key("features.missing-indicators")
          .stringType()
          .asList()
          .defaultValues()
          .withDescription(
              "Features that are accompanied by an indicator, which is 1 where the feature is"
                  + " missing and otherwise 0: indices from 0 and ranges, such as [0-8, 25]; all;"
                  + " or empty for none. In a replay it follows from the recording.");

  private FeatureOptions() {}
}
