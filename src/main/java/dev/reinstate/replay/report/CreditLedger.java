package dev.reinstate.replay.report;

import dev.reinstate.event.Credit;
import dev.reinstate.event.Credit.MemoryCredit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What each memory has earned and lost, by read. Of the memories of a long stream those are kept
 * whose sums are furthest from 0.
 */
final class CreditLedger {

  private final int capacity;
  private final Map<String, Account> accounts = new HashMap<>();
  private int size;

  /**
   * @param capacity memories that are kept at most
   */
  CreditLedger(int capacity) {
    this.capacity = capacity;
  }

  /** A memory as a read knows it. */
  private record OfRead(String read, String memoryId) {}

  /** The memories that observations of a key have read. */
  private static final class Account {
    private final Map<OfRead, Entry> entries = new HashMap<>();
    private long credits;
  }

  /** A memory's sums. */
  static final class Entry {
    private final String key;
    private final String read;
    private final String memoryId;
    private final long time;
    private long reads;
    private double credit;
    private double leaveOneOut;

    private Entry(String key, MemoryCredit memory) {
      this.key = key;
      read = memory.read();
      memoryId = memory.memoryId();
      time = memory.memoryTime();
    }

    String key() {
      return key;
    }

    /** Name of the read; empty where it has none. */
    String read() {
      return read;
    }

    String memoryId() {
      return memoryId;
    }

    /** Event time of its observation. */
    long time() {
      return time;
    }

    /** How many credits it got. */
    long reads() {
      return reads;
    }

    double credit() {
      return credit;
    }

    double leaveOneOut() {
      return leaveOneOut;
    }
  }

  /**
   * The memories of a key with the highest and the lowest credit.
   *
   * @param credits feedback events of the key that were credited
   */
  record OfKey(String key, long credits, Entry highest, Entry lowest) {}

  void add(Credit credit) {
    Account account = accounts.computeIfAbsent(credit.key(), key -> new Account());
    account.credits++;
    for (MemoryCredit memory : credit.memories()) {
      OfRead id = new OfRead(memory.read(), memory.memoryId());
      Entry entry = account.entries.get(id);
      if (entry == null) {
        entry = new Entry(credit.key(), memory);
        account.entries.put(id, entry);
        size++;
      }
      entry.reads++;
      entry.credit += memory.credit();
      entry.leaveOneOut += memory.leaveOneOut();
    }
    if (size > capacity) {
      prune();
    }
  }

  private void prune() {
    double[] sums =
        accounts.values().stream()
            .flatMap(account -> account.entries.values().stream())
            .mapToDouble(entry -> Math.abs(entry.credit))
            .toArray();
    Arrays.sort(sums);
    double median = sums[sums.length / 2];
    size = 0;
    for (Account account : accounts.values()) {
      account.entries.values().removeIf(entry -> Math.abs(entry.credit) <= median);
      size += account.entries.size();
    }
  }

  /** Those with the highest credit, the highest first. */
  List<Entry> highest(int count) {
    return sorted(Comparator.comparingDouble(entry -> -entry.credit), count, 1);
  }

  /** Those with the lowest credit, the lowest first. */
  List<Entry> lowest(int count) {
    return sorted(Comparator.comparingDouble(entry -> entry.credit), count, -1);
  }

  private List<Entry> sorted(Comparator<Entry> order, int count, int sign) {
    return accounts.values().stream()
        .flatMap(account -> account.entries.values().stream())
        .filter(entry -> entry.credit * sign > 0)
        .sorted(
            order
                .thenComparing(Entry::key)
                .thenComparing(Entry::memoryId)
                .thenComparing(Entry::read))
        .limit(count)
        .toList();
  }

  /** The keys with the most credits. */
  List<OfKey> keys(int count) {
    List<OfKey> keys = new ArrayList<>();
    accounts.entrySet().stream()
        .filter(account -> !account.getValue().entries.isEmpty())
        .sorted(
            Comparator.comparingLong((Map.Entry<String, Account> a) -> -a.getValue().credits)
                .thenComparing(Map.Entry::getKey))
        .limit(count)
        .forEach(
            account -> {
              List<Entry> entries =
                  account.getValue().entries.values().stream()
                      .sorted(
                          Comparator.comparingDouble(Entry::credit)
                              .thenComparing(Entry::memoryId)
                              .thenComparing(Entry::read))
                      .toList();
              keys.add(
                  new OfKey(
                      account.getKey(),
                      account.getValue().credits,
                      entries.get(entries.size() - 1),
                      entries.get(0)));
            });
    return keys;
  }
}
