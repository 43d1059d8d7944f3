package dev.reinstate.recording.table;

import dev.reinstate.recording.Recording;
import dev.reinstate.recording.file.DataFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The flights that Reinstate brings along, a table of ten days of January 2001, and the mapping
 * that makes a recording of them: will a departure be more than 15 minutes late? What is known of a
 * flight at its departure is an observation of its origin; its label is known when it arrives.
 */
public final class BundledFlights {

  /** 163,987 rows: date, delay, distance, origin, destination. */
  public static final DataFile TABLE = DataFile.bundled("flights-2001-01.csv.gz");

  private static final DataFile MAPPING = DataFile.bundled("flights-mapping.yaml");

  private BundledFlights() {}

  /**
   * The import of a table of flights, which ends at the first row that cannot be used.
   *
   * @param table CSV with the columns of {@link #TABLE}, plain or gzip
   */
  public static TableImport importOf(DataFile table) {
    return new TableImport(table, mapping(), true);
  }

  /** Writes the recording of all bundled flights to a folder and opens it. */
  public static Recording record(Path folder) {
    importOf(TABLE).run(folder, bytes -> {});
    return Recording.open(folder);
  }

  private static Mapping mapping() {
    return MAPPING.read(
        in -> Mapping.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), MAPPING.name()));
  }
}
