package dev.reinstate.stream.config;

import static dev.reinstate.stream.config.JobOptions.MEMORY_K;
import static dev.reinstate.stream.config.JobOptions.NETWORK_EMBEDDING_BITS;
import static dev.reinstate.stream.config.JobOptions.NETWORK_EMBEDDING_SIZE;
import static dev.reinstate.stream.config.SpaceOptions.READS;
import static dev.reinstate.stream.config.SpaceOptions.SPACES_KEY;

import dev.reinstate.memory.Precision;
import dev.reinstate.settings.MemorySettings;
import dev.reinstate.settings.NamedRead;
import dev.reinstate.settings.Space;
import dev.reinstate.settings.SpacesSettings;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;

/**
 * Turns settings of spaces into spaces, in the order of their names, whatever the order of the
 * settings, and says what is read of them.
 */
final class SpacesReader {

  private static final int MAX_SPACES = 32;

  private final OptionReader options;
  private final KeyNames keyNames;

  SpacesReader(OptionReader options) {
    this.options = options;
    keyNames = new KeyNames(options);
  }

  /**
   * Reads spaces and reads.
   *
   * @param settings values by dotted keys
   * @param memory what holds for spaces that say nothing else
   */
  SpacesSettings read(Map<String, String> settings, MemorySettings memory) {
    List<Space> spaces = names(settings).stream().map(name -> space(name, memory)).toList();
    if (spaces.isEmpty()) {
      refuseReads();
      return SpacesSettings.unnamed(memory.capacity(), memory.k());
    }
    checkEmbedding(spaces.size());
    List<NamedRead> reads = new NamedReadsReader(options, keyNames, spaces).read();
    return new SpacesSettings(spaces, reads);
  }

  private void refuseReads() {
    if (options.isSet(READS)) {
      options.value(
          READS,
          List::isEmpty,
          "none, since the job has no spaces; they are named by %s".formatted(SPACES_KEY.key()));
    }
  }

  private static List<String> names(Map<String, String> settings) {
    List<String> names =
        settings.keySet().stream()
            .filter(SpaceOptions::isOfSpace)
            .map(SpacesReader::known)
            .map(SpaceOptions::space)
            .distinct()
            .sorted()
            .toList();
    if (names.size() > MAX_SPACES) {
      throw new SettingsException(
          "spaces: '%d' of them are not allowed; allowed: at most %d"
              .formatted(names.size(), MAX_SPACES));
    }
    return names;
  }

  private static ConfigOption<?> known(String key) {
    return SpaceOptions.find(key)
        .orElseThrow(
            () ->
                new SettingsException(
                    "there is no setting %s; allowed are %s"
                        .formatted(Secrets.quoted(key), SpaceOptions.allowed())));
  }

  private Space space(String name, MemorySettings memory) {
    ConfigOption<Integer> capacityOption = SpaceOptions.capacityOf(name);
    int capacity =
        options.isSet(capacityOption) ? options.atLeast(capacityOption, 2) : memory.capacity();
    return new Space(
        name,
        keyNames.read(SpaceOptions.keyOf(name)),
        options.value(
            SpaceOptions.sampleOf(name),
            sample -> sample > 0 && sample <= 1,
            "a number above 0, at most 1"),
        options.value(
            SpaceOptions.shardsOf(name),
            n -> n >= 1 && n <= SpaceOptions.MAX_SHARDS,
            "1 to " + SpaceOptions.MAX_SHARDS),
        capacity,
        k(SpaceOptions.kOf(name), capacityOption, capacity, memory));
  }

  private int k(
      ConfigOption<Integer> option,
      ConfigOption<Integer> capacityOption,
      int capacity,
      MemorySettings memory) {
    String words =
        "2 to %s (%d)"
            .formatted(
                options.isSet(capacityOption) ? capacityOption.key() : "memory.capacity", capacity);
    if (options.isSet(option)) {
      return options.value(
          option, k -> k >= 2 && k <= capacity, words + "; a read of 1 has no gradient");
    }
    if (memory.k() > capacity) {
      throw new SettingsException(
          "%s: '%d', which %s says, is not allowed; allowed: %s"
              .formatted(option.key(), memory.k(), MEMORY_K.key(), words));
    }
    return memory.k();
  }

  /** An observation's embedding has a part for each space. */
  private void checkEmbedding(int spaces) {
    Precision precision = options.bits(NETWORK_EMBEDDING_BITS);
    int max = OptionReader.MAX_STORED_BYTES / precision.bytes(1) / spaces;
    options.value(
        NETWORK_EMBEDDING_SIZE,
        size -> size <= max,
        "2 to %d where %s is %d and there are %d spaces"
            .formatted(max, NETWORK_EMBEDDING_BITS.key(), precision.bits(), spaces));
  }
}
