package dev.reinstate.recording.table.suggest;

import dev.reinstate.recording.file.DataFile;
import dev.reinstate.recording.table.BadRowException;
import dev.reinstate.recording.table.Dialect;
import dev.reinstate.recording.table.Row;
import dev.reinstate.recording.table.Table;
import dev.reinstate.recording.table.TableRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** What the rows of a table have in their columns, and the first rows themselves. */
final class TableProfile {

  /** TableRows that are looked at. */
  static final int MAX_ROWS = 1_000_000;

  /** Cells of the rows that are kept. */
  private static final int MAX_CELLS = 400_000;

  private static final int MAX_SAMPLE = 10_000;

  private final Dialect dialect;
  private final Map<String, ColumnProfile> columns = new LinkedHashMap<>();
  private final Set<String> twice = new TreeSet<>();
  private final List<Row> sample = new ArrayList<>();
  private long rows;
  private boolean complete;

  /** The first row that is none. */
  private @Nullable BadRowException bad;

  private TableProfile(Dialect dialect) {
    this.dialect = dialect;
  }

  /**
   * Looks at a table; rows that are none are passed over.
   *
   * @param progress is told how many of its bytes are read
   */
  static TableProfile of(DataFile file, Dialect dialect, LongConsumer progress) {
    return new Table(file, dialect, Set.of())
        .read(
            all -> {
              TableProfile profile = new TableProfile(dialect);
              profile.look(all);
              return profile;
            },
            progress);
  }

  private void look(TableRows all) throws IOException {
    while (rows < MAX_ROWS) {
      try {
        Row row = all.next();
        if (row == null) {
          complete = true;
          return;
        }
        add(row, all.columns());
      } catch (BadRowException e) {
        // the import will say it
        bad = bad == null ? e : bad;
      }
    }
  }

  private void add(Row row, List<String> names) {
    rows++;
    if (rows == 1) {
      findTwice(names);
    }
    for (String name : names) {
      ColumnProfile column = columns.computeIfAbsent(name, ColumnProfile::new);
      String text = row.cell(name).text();
      if (!text.isEmpty() && !twice.contains(name)) {
        column.add(text);
      }
    }
    if (sample.size() < Math.min(MAX_SAMPLE, MAX_CELLS / Math.max(1, columns.size()))) {
      sample.add(row);
    }
  }

  private void findTwice(List<String> names) {
    Set<String> seen = new HashSet<>();
    names.stream().filter(name -> !seen.add(name)).forEach(twice::add);
  }

  Dialect dialect() {
    return dialect;
  }

  /** TableRows that were looked at. */
  long rows() {
    return rows;
  }

  /** Why the first row that is none cannot be used; null if there is none such. */
  @Nullable String bad() {
    return bad == null ? null : bad.getMessage();
  }

  /** Whether these are all. */
  boolean isComplete() {
    return complete;
  }

  /** The columns, in the order in which they came first. */
  List<ColumnProfile> columns() {
    return List.copyOf(columns.values());
  }

  boolean isTwice(ColumnProfile column) {
    return twice.contains(column.name());
  }

  /** Share of the rows in which a column is empty. */
  double empty(ColumnProfile column) {
    return 1 - (double) column.present() / rows;
  }

  /** The first rows. */
  List<Row> sample() {
    return sample;
  }
}
