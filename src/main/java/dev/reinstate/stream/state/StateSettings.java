package dev.reinstate.stream.state;

import dev.reinstate.credit.gradient.CreditMode;
import dev.reinstate.format.FormatNumber;
import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.NetworkSettings;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings that state was written under, as far as it can only be read under the same ones.
 *
 * @param byKey values by the settings' keys
 */
public record StateSettings(Map<String, String> byKey) {

  private static final int FORMAT = 1;
  private static final String K = "memory.k";

  public static StateSettings of(LearnerSettings settings) {
    Map<String, String> byKey = new TreeMap<>(Model.shape(settings));
    NetworkSettings networks = settings.networks();
    byKey.put("network.embedding.bits", "" + networks.embeddingPrecision().bits());
    byKey.put("network.code.bits", "" + networks.codePrecision().bits());
    byKey.put(
        "credit.mode", settings.credit().mode() == CreditMode.EXACT ? "exact" : "any but exact");
    byKey.put(K, "" + settings.memory().k());
    return new StateSettings(byKey);
  }

  public void write(DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    out.writeInt(byKey.size());
    for (Map.Entry<String, String> setting : byKey.entrySet()) {
      out.writeUTF(setting.getKey());
      out.writeUTF(setting.getValue());
    }
  }

  public static StateSettings read(DataInput in) throws IOException {
    FormatNumber.read(in, FORMAT, "a list of settings in the state");
    Map<String, String> byKey = new TreeMap<>();
    for (int n = in.readInt(); n > 0; n--) {
      byKey.put(in.readUTF(), in.readUTF());
    }
    return new StateSettings(Model.savedShape(byKey));
  }

  /**
   * Makes sure that state can be used.
   *
   * @param before what it was written under
   * @throws IOException if it cannot; the message names every setting that differs
   */
  void require(StateSettings before) throws IOException {
    List<String> differ = new ArrayList<>();
    before.byKey.forEach(
        (key, value) -> {
          String now = byKey.getOrDefault(key, "not set");
          if (key.equals(K)) {
            if (Integer.parseInt(now) < Integer.parseInt(value)) {
              differ.add("%s was %s and is %s; it may only grow".formatted(key, value, now));
            }
          } else if (!now.equals(value)) {
            differ.add("%s was %s and is %s".formatted(key, value, now));
          }
        });
    if (!differ.isEmpty()) {
      throw new IOException(
          ("the state was written under other settings: %s; set them as they were, or start"
                  + " without the state, from a model of model.initial that fits")
              .formatted(String.join(", ", differ)));
    }
  }
}
