package dev.reinstate.recording.table.suggest;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Which columns may say whose memory a row belongs to. */
final class KeyChoice {

  private static final List<Set<String>> WORDS =
      List.of(
          Set.of(
              "city",
              "region",
              "country",
              "category",
              "product",
              "airport",
              "destination",
              "zone",
              "campaign",
              "ad",
              "page",
              "url",
              "route"),
          Set.of(
              "station",
              "store",
              "shop",
              "merchant",
              "origin",
              "site",
              "host",
              "ip",
              "plant",
              "line",
              "symbol",
              "ticker",
              "location",
              "filiale",
              "standort",
              "building",
              "room",
              "player",
              "team"),
          Set.of(
              "device",
              "sensor",
              "machine",
              "vehicle",
              "car",
              "meter",
              "node",
              "asset",
              "engine",
              "session",
              "unit",
              "pump",
              "turbine",
              "gerät",
              "maschine"),
          Set.of(
              "account",
              "acct",
              "customer",
              "client",
              "user",
              "member",
              "card",
              "patient",
              "person",
              "employee",
              "visitor",
              "subscriber",
              "kunde",
              "konto",
              "kundennummer"));

  private static final Set<String> ID_WORDS =
      Set.of("id", "no", "nr", "number", "key", "code", "uid", "uuid", "name", "num");

  private static final Set<String> NAME_WORDS =
      Set.of("id", "ids", "uid", "uuid", "code", "zip", "zipcode", "postcode", "plz", "hash");

  /** How often a key comes, on average, for its past to be worth something. */
  private static final double REPEATS = 3;

  /** Names that are no key by their words, and so few, make better features. */
  private static final int MANY = 20;

  private KeyChoice() {}

  /** The columns that may be the key, the best one first. */
  static List<ColumnProfile> of(TableProfile table, List<ColumnProfile> columns) {
    return columns.stream()
        .filter(column -> table.empty(column) == 0 && isPossible(column))
        .sorted(Comparator.comparingInt(KeyChoice::rank).reversed().thenComparing(columns::indexOf))
        .toList();
  }

  private static boolean isPossible(ColumnProfile column) {
    DistinctValues values = column.values();
    boolean numbers = column.isNumeric() && !column.isWhole() || column.isForeign();
    if (!column.times().isEmpty()
        || numbers
        || column.isProse()
        || values.count() < 2
        || values.repeats() < REPEATS) {
      return false;
    }
    return rank(column) > 0
        || !column.isNumeric() && values.count() >= MANY
        || column.words().hasAny(ID_WORDS) && !column.words().areOnly(ID_WORDS);
  }

  /** By the words of its name: persons before machines before places. */
  private static int rank(ColumnProfile column) {
    for (int rank = WORDS.size(); rank > 0; rank--) {
      if (column.words().hasAny(WORDS.get(rank - 1))) {
        return 2 * rank + (column.words().hasAny(ID_WORDS) ? 1 : 0);
      }
    }
    return 0;
  }

  /** Whether whole numbers are names and no amounts, by the name of their column. */
  static boolean areNames(ColumnProfile column) {
    boolean ofKey = rank(column) > 2;
    return column.hasLeadingZeros()
        || column.words().hasAny(NAME_WORDS)
        || ofKey && (column.words().hasAny(ID_WORDS) || column.words().words().size() == 1);
  }
}
