package dev.reinstate.cli.bench;

import dev.reinstate.recording.Recording;
import dev.reinstate.recording.file.DataFile;
import dev.reinstate.recording.file.RecordingException;
import dev.reinstate.recording.table.Mapping;
import dev.reinstate.recording.table.TableImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The streams below a folder: recordings, and tables with a mapping of their name beside them,
 * which is {@code NAME.yaml} or {@code NAME-mapping.yaml}.
 */
final class StreamsFolder {

  private static final String TABLE = "\\.(csv|jsonl|ndjson)(\\.gz)?$";
  private static final List<String> MAPPINGS = List.of(".yaml", "-mapping.yaml");

  private final Path folder;

  StreamsFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens all, in the order of their paths.
   *
   * @param imported where recordings of tables are written
   * @throws RecordingException if one cannot be read, or there is none
   */
  List<Recording> open(Path imported) {
    List<Recording> recordings = new ArrayList<>();
    for (Path file : files()) {
      Path mapping = mapping(file);
      if (file.getFileName().toString().equals(Recording.OBSERVATIONS)) {
        recordings.add(Recording.open(file.getParent()));
      } else if (mapping != null) {
        Path made = imported.resolve("table-" + recordings.size());
        new TableImport(DataFile.at(file), Mapping.read(mapping), true).run(made, bytes -> {});
        recordings.add(Recording.open(made));
      }
    }
    if (recordings.isEmpty()) {
      throw new RecordingException(
          "%s: holds no streams; expected recordings, or tables such as NAME.csv.gz with NAME.yaml beside them"
              .formatted(folder));
    }
    return recordings;
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new RecordingException("%s: cannot be read: %s".formatted(folder, e), e);
    }
  }

  private static @Nullable Path mapping(Path file) {
    String name = file.getFileName().toString();
    String stem = name.replaceFirst(TABLE, "");
    return stem.equals(name)
        ? null
        : MAPPINGS.stream()
            .map(ending -> file.resolveSibling(stem + ending))
            .filter(Files::isRegularFile)
            .findFirst()
            .orElse(null);
  }
}
