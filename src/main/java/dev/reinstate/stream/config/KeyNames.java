package dev.reinstate.stream.config;

import static dev.reinstate.stream.config.JobOptions.LIMITS_ID_BYTES;

import dev.reinstate.event.EventLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.flink.configuration.ConfigOption;

/** Reads names of keys: those in an observation's keys, and {@code key} for its own. */
final class KeyNames {

  /** So that a key of the longest ids fits into what state can hold: 64 KB. */
  private static final int MAX = 4;

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._-]+");

  private final OptionReader options;
  private final int maxIdBytes;

  KeyNames(OptionReader options) {
    this.options = options;
    maxIdBytes = options.bytes(LIMITS_ID_BYTES, 1, EventLimits.MAX_ID_BYTES_LIMIT);
  }

  /** The names of a space's key. */
  List<String> read(ConfigOption<List<String>> option) {
    return options.value(
        option,
        this::allowed,
        words() + ", such as [origin, destination]; none: all observations share one memory");
  }

  /** Whether these can be the names of a key. */
  boolean allowed(List<String> names) {
    return names.size() <= MAX
        && names.stream().distinct().count() == names.size()
        && names.stream().allMatch(this::allowed);
  }

  private boolean allowed(String name) {
    return NAME.matcher(name).matches()
        && name.getBytes(StandardCharsets.UTF_8).length <= maxIdBytes;
  }

  /** What is allowed, for messages. */
  String words() {
    return ("at most %d different names of keys, each of letters, digits, '-', '_' and '.', at most"
            + " %s (%d) bytes long")
        .formatted(MAX, LIMITS_ID_BYTES.key(), maxIdBytes);
  }
}
