package dev.reinstate.stream.config;

import static dev.reinstate.stream.config.SpaceOptions.READS;

import dev.reinstate.settings.NamedRead;
import dev.reinstate.settings.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads what a job reads of its spaces: {@code SPACE} and {@code SPACE at NAME+NAME}. */
final class NamedReadsReader {

  private static final int MAX_READS = 32;

  /** Between a space and the names of the key that it is read at. No name has a blank. */
  private static final String AT = " at ";

  /** Between the names of a key. */
  private static final String PLUS = "+";

  private final OptionReader options;
  private final KeyNames keyNames;
  private final List<Space> spaces;

  NamedReadsReader(OptionReader options, KeyNames keyNames, List<Space> spaces) {
    this.options = options;
    this.keyNames = keyNames;
    this.spaces = spaces;
  }

  /** The reads in the order of the setting; without it each space once, at its own key. */
  List<NamedRead> read() {
    if (!options.isSet(READS)) {
      return IntStream.range(0, spaces.size()).mapToObj(this::own).toList();
    }
    List<String> texts =
        options.value(
            READS, list -> list.size() <= MAX_READS, "at most %d reads".formatted(MAX_READS));
    List<NamedRead> reads = new ArrayList<>();
    for (String text : texts) {
      NamedRead read = read(text);
      refuseSame(read, reads);
      reads.add(read);
    }
    requireAll(reads);
    return List.copyOf(reads);
  }

  private NamedRead own(int space) {
    return new NamedRead(spaces.get(space).name(), space, spaces.get(space).keyNames());
  }

  private NamedRead read(String text) {
    String words = text.strip().replaceAll("\\s+", " ");
    int at = words.indexOf(AT);
    String name = at < 0 ? words : words.substring(0, at);
    int space =
        IntStream.range(0, spaces.size())
            .filter(i -> spaces.get(i).name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    impossible(text, "SPACE and SPACE at NAME, where SPACE is one of " + names()));
    return at < 0 ? own(space) : at(space, words.substring(at + AT.length()), text);
  }

  private NamedRead at(int space, String names, String text) {
    Space of = spaces.get(space);
    if (of.keyNames().isEmpty()) {
      throw impossible(
          text,
          "%s; all observations share its memory, since %s is not set"
              .formatted(of.name(), SpaceOptions.keyOf(of.name()).key()));
    }
    List<String> parts = List.of(names.split(" ?\\+ ?", -1));
    int expected = of.keyNames().size();
    if (parts.size() != expected) {
      throw impossible(
          text,
          "%s at %d %s, as %s has: %s"
              .formatted(
                  of.name(),
                  expected,
                  expected == 1 ? "name" : "names joined by " + PLUS,
                  SpaceOptions.keyOf(of.name()).key(),
                  String.join(PLUS, of.keyNames())));
    }
    if (!keyNames.allowed(parts)) {
      throw impossible(text, "at " + keyNames.words());
    }
    return new NamedRead(of.name() + AT + String.join(PLUS, parts), space, parts);
  }

  private void refuseSame(NamedRead read, List<NamedRead> earlier) {
    for (NamedRead other : earlier) {
      if (other.space() == read.space() && other.keyNames().equals(read.keyNames())) {
        throw impossible(
            read.name(), "each read once; '%s' stands before it".formatted(other.name()));
      }
    }
  }

  /** Of memories that are never read nothing is learned. */
  private void requireAll(List<NamedRead> reads) {
    for (int i = 0; i < spaces.size(); i++) {
      int space = i;
      if (reads.stream().noneMatch(read -> read.space() == space)) {
        throw options.impossible(
            READS,
            "at least one read of each space (%s); none reads %s, so that nothing would be learned"
                    .formatted(names(), spaces.get(space).name())
                + " from its memories");
      }
    }
  }

  private String names() {
    return spaces.stream().map(Space::name).collect(Collectors.joining(", "));
  }

  private static SettingsException impossible(String read, String words) {
    return OptionReader.impossible(READS.key(), read, words);
  }
}
