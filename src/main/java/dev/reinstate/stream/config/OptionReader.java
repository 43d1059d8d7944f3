package dev.reinstate.stream.config;

import dev.reinstate.memory.Precision;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;

/** Reads and checks options. Errors name the key, the value and what is allowed. */
final class OptionReader {

  /** A century, so that an event time plus any duration fits into a long. */
  private static final Duration MAX_DURATION = Duration.ofDays(36_500);

  /** Of an embedding or a code: its length is stored in 16 bits. */
  static final int MAX_STORED_BYTES = 65535;

  private final Configuration configuration;

  OptionReader(Map<String, String> settings) {
    configuration = Configuration.fromMap(settings);
  }

  /** Whether an option is set. */
  boolean isSet(ConfigOption<?> option) {
    return configuration.contains(option);
  }

  /** The value of an option, unchecked. */
  <T> Optional<T> optional(ConfigOption<T> option) {
    return configuration.getOptional(option);
  }

  /**
   * The value of an option.
   *
   * @param words what is allowed, for the error message
   * @throws SettingsException if it is not set, has another type or is not allowed
   */
  <T> T value(ConfigOption<T> option, Predicate<T> allowed, String words) {
    T value;
    try {
      value = configuration.get(option);
    } catch (IllegalArgumentException e) {
      throw impossible(option, words);
    }
    if (value == null) {
      throw new SettingsException("%s is not set; allowed: %s".formatted(option.key(), words));
    }
    if (!allowed.test(value)) {
      throw impossible(option, words);
    }
    return value;
  }

  /**
   * The error of a value that is not allowed. Quotes it as it was written, not as it was parsed.
   */
  SettingsException impossible(ConfigOption<?> option, String words) {
    String value = configuration.toMap().getOrDefault(option.key(), "" + option.defaultValue());
    return impossible(option.key(), value, words);
  }

  /** The error of a part of a value that is not allowed. */
  static SettingsException impossible(String key, String value, String words) {
    return new SettingsException(
        "%s: '%s' is not allowed; allowed: %s".formatted(key, value, words));
  }

  int atLeast(ConfigOption<Integer> option, int min) {
    return value(option, n -> n >= min, "a whole number from " + min);
  }

  /** The size of a stored vector, whose numbers have the bits of another option. */
  int size(ConfigOption<Integer> option, int min, ConfigOption<Integer> bitsOption) {
    Precision precision = bits(bitsOption);
    int max = MAX_STORED_BYTES / precision.bytes(1);
    return value(
        option,
        size -> size >= min && size <= max,
        "%d to %d where %s is %d".formatted(min, max, bitsOption.key(), precision.bits()));
  }

  Precision bits(ConfigOption<Integer> option) {
    int bits = value(option, n -> n == 8 || n == 32, "8, 32");
    return bits == 8 ? Precision.INT8 : Precision.FLOAT32;
  }

  /** A memory size in bytes. */
  long bytes(ConfigOption<MemorySize> option) {
    return value(option, size -> true, "a memory size, such as '64 mb', or a number of bytes")
        .getBytes();
  }

  /** A memory size in bytes, within limits. */
  int bytes(ConfigOption<MemorySize> option, int min, int max) {
    MemorySize size =
        value(
            option,
            s -> s.getBytes() >= min && s.getBytes() <= max,
            "%d to %d bytes, as a number or a memory size such as '1 kb'".formatted(min, max));
    return (int) size.getBytes();
  }

  double above0(ConfigOption<Double> option) {
    return value(option, x -> x > 0 && Double.isFinite(x), "a number above 0");
  }

  Duration positive(ConfigOption<Duration> option) {
    return value(
        option,
        d -> inRange(d) && d.toMillis() > 0,
        "a duration above 0, such as '10 min', at most %d d".formatted(MAX_DURATION.toDays()));
  }

  Duration notNegative(ConfigOption<Duration> option) {
    return value(
        option,
        d -> inRange(d) && !d.isNegative(),
        "a duration, such as '5 s', at most %d d".formatted(MAX_DURATION.toDays()));
  }

  private static boolean inRange(Duration duration) {
    return duration.compareTo(MAX_DURATION) <= 0;
  }

  int[] layers(ConfigOption<List<Integer>> option) {
    List<Integer> sizes =
        value(
            option,
            list -> list.stream().allMatch(size -> size >= 1),
            "whole numbers from 1, such as [64, 32]");
    return sizes.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Indices of features, of which there are so many. */
  int[] indices(ConfigOption<List<String>> option, int count) {
    String words =
        "all, or numbers and ranges from 0 to %d, such as [0-8, 25]".formatted(count - 1);
    List<String> listed = value(option, list -> true, words);
    if (listed.equals(List.of("all"))) {
      return IntStream.range(0, count).toArray();
    }
    try {
      return listed.stream()
          .flatMapToInt(range -> range(range, count))
          .distinct()
          .sorted()
          .toArray();
    } catch (NumberFormatException e) {
      throw impossible(option, words);
    }
  }

  private static IntStream range(String range, int count) {
    String[] ends = range.trim().split("-", -1);
    int from = Integer.parseInt(ends[0]);
    int to = Integer.parseInt(ends[ends.length - 1]);
    if (ends.length > 2 || from > to || to >= count) {
      throw new NumberFormatException(range);
    }
    return IntStream.rangeClosed(from, to);
  }

  <E extends Enum<E>> E oneOf(ConfigOption<String> option, Class<E> type) {
    Map<String, E> byName =
        Arrays.stream(type.getEnumConstants())
            .collect(Collectors.toMap(OptionReader::label, constant -> constant));
    String words = byName.keySet().stream().sorted().collect(Collectors.joining(", "));
    return Objects.requireNonNull(byName.get(value(option, byName::containsKey, words)));
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
