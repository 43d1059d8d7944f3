package dev.reinstate.recording.table;

import java.util.Collection;
import java.util.List;

/** Whose memory the observation of a row belongs to. */
interface Key {

  /** The columns that it depends on. */
  Collection<String> columns();

  String of(Row row) throws BadRowException;

  /** Reads the {@code key} of a mapping file. */
  static Key of(Section file) {
    if (!file.isMap("key")) {
      return new Column(file.text("key"));
    }
    Section section = file.section("key", "{constant: all}");
    Key key = new Constant(section.text("constant"));
    section.done();
    return key;
  }

  /** A column says it. */
  record Column(String column) implements Key {

    @Override
    public Collection<String> columns() {
      return List.of(column);
    }

    @Override
    public String of(Row row) throws BadRowException {
      return row.cell(column).required();
    }
  }

  /** All rows have the same. */
  record Constant(String name) implements Key {

    @Override
    public Collection<String> columns() {
      return List.of();
    }

    @Override
    public String of(Row row) {
      return name;
    }
  }
}
