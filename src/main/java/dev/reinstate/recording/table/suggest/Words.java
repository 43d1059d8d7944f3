package dev.reinstate.recording.table.suggest;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** The words of a column's name, in lower case: card_id and cardId have two. */
record Words(Set<String> words) {

  static Words of(String name) {
    Set<String> words = new LinkedHashSet<>();
    for (String word : name.replaceAll("(\\p{Ll})(\\p{Lu})", "$1 $2").split("[^\\p{L}\\d]+")) {
      if (!word.isEmpty()) {
        words.add(word.toLowerCase(Locale.ROOT));
      }
    }
    return new Words(words);
  }

  boolean hasAny(Collection<String> others) {
    return words.stream().anyMatch(others::contains);
  }

  /** Whether there is this word alone. */
  boolean areOnly(Collection<String> others) {
    return words.size() == 1 && hasAny(others);
  }
}
