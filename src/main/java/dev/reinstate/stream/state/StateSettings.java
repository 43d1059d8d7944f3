package dev.reinstate.stream.state;

import dev.reinstate.credit.gradient.CreditMode;
import dev.reinstate.format.FormatNumber;
import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.NetworkSettings;
import dev.reinstate.settings.SpacesSettings;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The settings that state was written under, as far as it can only be read under the same ones.
 *
 * @param byKey values by the settings' keys
 */
public record StateSettings(Map<String, String> byKey) {

  private static final int FORMAT = 1;
  private static final String K = "memory.k";
  private static final String K_OF_SPACE = "spaces.%s.k";
  private static final Pattern ANY_K = Pattern.compile("memory\\.k|spaces\\..*\\.k");
  private static final String SPACES = "spaces";
  private static final String NOT_SET = "not set";

  public static StateSettings of(LearnerSettings settings) {
    Map<String, String> byKey = new TreeMap<>(Model.shape(settings));
    NetworkSettings networks = settings.networks();
    byKey.put("network.embedding.bits", "" + networks.embeddingPrecision().bits());
    byKey.put("network.code.bits", "" + networks.codePrecision().bits());
    byKey.put(
        "credit.mode", settings.credit().mode() == CreditMode.EXACT ? "exact" : "any but exact");
    SpacesSettings spaces = settings.spaces();
    if (spaces.named()) {
      spaces
          .spaces()
          .forEach(space -> byKey.put(K_OF_SPACE.formatted(space.name()), "" + space.k()));
    } else {
      byKey.put(K, "" + settings.memory().k());
    }
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
          String now = byKey.getOrDefault(key, NOT_SET);
          if (ANY_K.matcher(key).matches() && !now.equals(NOT_SET)) {
            if (Integer.parseInt(now) < Integer.parseInt(value)) {
              differ.add("%s was %s and is %s; it may only grow".formatted(key, value, now));
            }
          } else if (!now.equals(value)) {
            differ.add("%s was %s and is %s".formatted(key, value, now));
          }
        });
    if (!before.byKey.isEmpty() && !before.byKey.containsKey(SPACES) && byKey.containsKey(SPACES)) {
      differ.add("%s was %s and is %s".formatted(SPACES, NOT_SET, byKey.get(SPACES)));
    }
    if (!differ.isEmpty()) {
      throw new IOException(
          ("the state was written under other settings: %s; set them as they were, or start"
                  + " without the state, from a model of model.initial that fits")
              .formatted(String.join(", ", differ)));
    }
  }
}
