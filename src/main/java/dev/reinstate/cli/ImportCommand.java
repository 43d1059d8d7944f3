package dev.reinstate.cli;

import dev.reinstate.cli.option.Json;
import dev.reinstate.cli.option.NewRecording;
import dev.reinstate.cli.option.Progress;
import dev.reinstate.recording.file.DataFile;
import dev.reinstate.recording.file.RecordingException;
import dev.reinstate.recording.table.Mapping;
import dev.reinstate.recording.table.TableImport;
import dev.reinstate.recording.table.suggest.MappingSuggestion;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reinstate import}: makes a recording of a table. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description =
        "Imports CSV or JSON lines, plain or gzip, as a recording. A mapping file says what each"
            + " column is; docs/guides/recordings.md describes it, and --suggest proposes one.")
final class ImportCommand implements Callable<Integer> {

  /** What becomes of rows that cannot be used. */
  enum BadRows {
    SKIP,
    STOP
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "the table to import")
  private Path table;

  @ArgGroup(multiplicity = "1")
  private What what;

  /** One of these. */
  private static final class What {

    @Option(
        names = "--suggest",
        required = true,
        description = "print a mapping file for the table, with a comment on each guess")
    private boolean suggest;

    @ArgGroup(exclusive = false)
    private @Nullable Import making;
  }

  /** How a recording is made. */
  private static final class Import {

    @Option(
        names = "--mapping",
        paramLabel = "FILE",
        required = true,
        description = "mapping file, YAML")
    private Path mapping;

    @Option(
        names = "--out",
        paramLabel = "DIR",
        required = true,
        description = "folder of the recording")
    private Path folder;

    @Option(
        names = "--bad-rows",
        paramLabel = "WHAT",
        defaultValue = "skip",
        description =
            "skip: leave out rows that cannot be used, and count them (default); stop: stop at the"
                + " first one")
    private BadRows badRows;

    @Option(names = "--json", description = "print the result as JSON")
    private boolean json;
  }

  @Override
  public Integer call() {
    if (what.making == null) {
      suggest();
    } else {
      make(what.making);
    }
    return 0;
  }

  private void suggest() {
    try (Progress progress = Progress.ofBytes("looking", size())) {
      spec.commandLine().getOut().print(MappingSuggestion.of(DataFile.at(table), progress::at));
    }
    spec.commandLine().getOut().flush();
  }

  private void make(Import making) {
    TableImport work =
        new TableImport(
            DataFile.at(table), Mapping.read(making.mapping), making.badRows == BadRows.STOP);
    TableImport.Result result;
    try (Progress progress = Progress.ofBytes("importing", size())) {
      result = work.run(making.folder, progress::at);
    }
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (making.json) {
      out.println(Json.of(ImportSummary.of(making.folder, result)));
    } else {
      NewRecording.made(making.folder, result.info(), out);
      if (result.withoutTarget() > 0) {
        out.printf(Locale.ROOT, "%,d rows without a target%n", result.withoutTarget());
      }
      FeatureTable.print(result.features(), err);
    }
    SkippedRecordsReport.print(
        String.format(
            Locale.ROOT, "%%,d of %,d rows cannot be used and are left out", result.rows()),
        result.unusable(),
        err);
  }

  private long size() {
    try {
      return Files.size(table);
    } catch (IOException e) {
      throw new RecordingException(table + ": there is no such file", e);
    }
  }
}
