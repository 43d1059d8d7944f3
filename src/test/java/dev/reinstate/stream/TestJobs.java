package dev.reinstate.stream;

import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.config.SettingsReader;
import java.util.HashMap;
import java.util.Map;

/** Settings of jobs so small that everything that can happen happens within a few dozen events. */
public final class TestJobs {

  public static final int FEATURES = 4;
  static final int CLASSES = 3;
  public static final long HORIZON = 1600;
  static final long EARLY_WAIT = 320;
  static final long EXPIRE_AFTER = 3200;

  private TestJobs() {}

  /** Event-time order and inline training, changed by keys and values in turn. */
  public static JobSettings inline(String... changes) {
    return with("inline", changes);
  }

  /** Event-time order and a trainer elsewhere, changed by keys and values in turn. */
  public static JobSettings shared(String... changes) {
    return with("shared", changes);
  }

  private static JobSettings with(String placement, String... changes) {
    Map<String, String> settings = new HashMap<>();
    settings.put("training.placement", placement);
    settings.put("observation.size", Integer.toString(FEATURES));
    settings.put("features.standardise", "false");
    settings.put("network.code.kind", "autoencoder");
    settings.put("memory.code-head", "false");
    settings.put("prediction.rates", "false");
    settings.put("prediction.regression", "false");
    settings.put("prediction.own-features", "[]");
    settings.put("memory.epsilon", "0.05");
    settings.put("training.read-rate", "1");
    settings.put("training.rehearsal", "64");
    settings.put("prediction.target", "class");
    settings.put("prediction.classes", Integer.toString(CLASSES));
    settings.put("memory.capacity", "6");
    settings.put("memory.k", "3");
    settings.put("memory.expire-after", EXPIRE_AFTER + " ms");
    settings.put("network.embedding.hidden", "8");
    settings.put("network.embedding.size", "4");
    settings.put("network.code.hidden", "8");
    settings.put("network.code.size", "4");
    settings.put("feedback.horizon", HORIZON + " ms");
    settings.put("feedback.early-wait", EARLY_WAIT + " ms");
    settings.put("training.batch", "4");
    settings.put("training.learning-rate", "0.01");
    settings.put("training.autoencoder.batch", "4");
    settings.put("training.autoencoder.learning-rate", "0.05");
    settings.put("training.autoencoder.gate", "1");
    settings.put("training.autoencoder.rehearsal", "0");
    settings.put("training.rehearsal", "0");
    settings.put("memory.learn-temperature", "false");
    settings.put("memory.age", "0");
    settings.put("memory.null-slot", "false");
    settings.put("prediction.combination", "none");
    settings.put("order.by", "event-time");
    settings.put("batch.size", "16");
    for (int i = 0; i < changes.length; i += 2) {
      settings.put(changes[i], changes[i + 1]);
    }
    return SettingsReader.read(settings);
  }
}
