package dev.reinstate.recording.table.suggest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The different texts of a column. A few are known with their counts; of more, the number is
 * estimated from those hashes that end in so many zeros that {@value #MAX_HASHES} hold them all.
 */
final class DistinctValues {

  /** Texts that are known. */
  static final int MAX_KNOWN = 128;

  private static final int MAX_HASHES = 1 << 12;

  private final Map<String, Long> counts = new LinkedHashMap<>();
  private boolean many;
  private final Set<Long> hashes = new HashSet<>();
  private int zeros;
  private long texts;

  void add(String text) {
    texts++;
    if (!many) {
      counts.merge(text, 1L, Long::sum);
      many = counts.size() > MAX_KNOWN;
    }
    long hash = hash(text);
    if (Long.numberOfTrailingZeros(hash) >= zeros) {
      hashes.add(hash);
      while (hashes.size() > MAX_HASHES) {
        zeros++;
        hashes.removeIf(other -> Long.numberOfTrailingZeros(other) < zeros);
      }
    }
  }

  /** All bits depend on all characters, as far as String's own hash tells them apart. */
  private static long hash(String text) {
    long hash = 0x9E37_79B9_7F4A_7C15L * (text.hashCode() + (long) text.length() << 32);
    hash ^= 0x9E37_79B9_7F4A_7C15L * text.hashCode();
    hash = (hash ^ hash >>> 33) * 0xFF51_AFD7_ED55_8CCDL;
    hash = (hash ^ hash >>> 33) * 0xC4CE_B9FE_1A85_EC53L;
    return hash ^ hash >>> 33;
  }

  /** How many there are; about, where they are many. */
  long count() {
    return many ? (long) hashes.size() << zeros : counts.size();
  }

  /** How often one comes, on average. */
  double repeats() {
    return texts == 0 ? 0 : texts / (double) count();
  }

  /** Whether there are so few that all are known. */
  boolean areKnown() {
    return !many;
  }

  /** All, in the order in which they came first; only if they are known. */
  List<String> values() {
    return new ArrayList<>(counts.keySet());
  }

  /** How often one came; only if they are known. */
  long count(String value) {
    return counts.getOrDefault(value, 0L);
  }
}
