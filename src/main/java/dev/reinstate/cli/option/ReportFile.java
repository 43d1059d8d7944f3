package dev.reinstate.cli.option;

import dev.reinstate.replay.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The report that a command writes when its work is done. */
public record ReportFile(Path path) {

  /** Finds out before the work whether there is a place for the file. */
  public static final class Converter implements ITypeConverter<ReportFile> {

    @Override
    public ReportFile convert(String value) {
      if (!Report.isAvailable()) {
        throw new TypeConversionException(
            "the job's jar cannot draw; allowed: --report of ./reinstate replay");
      }
      Path path = Path.of(value).toAbsolutePath();
      if (!value.endsWith(".html")
          || Files.isDirectory(path)
          || !Files.isDirectory(path.getParent())) {
        throw new TypeConversionException(
            "'%s' is not allowed; allowed: a file that ends in .html, in a folder that exists"
                .formatted(value));
      }
      return new ReportFile(path);
    }
  }
}
