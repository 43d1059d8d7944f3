package dev.reinstate.cli.option;

import dev.reinstate.recording.generate.Dataset;
import dev.reinstate.recording.generate.LabelledRows;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which images, or other rows with classes, a task draws from. */
public final class RowsArguments {

  private static final Pattern RANGE = Pattern.compile("(\\d{1,9})-(\\d{1,9})");

  @ArgGroup private Source source = new Source();

  /** One of these. */
  private static final class Source {

    @Option(
        names = "--dataset",
        paramLabel = "NAME",
        description =
            "bundled images: ${COMPLETION-CANDIDATES} (default: digits; for drift,"
                + " fashion-mnist)")
    private @Nullable Dataset dataset;

    @Option(
        names = "--csv",
        paramLabel = "FILE",
        description =
            "CSV file without a header, also as .gz: features, then the class, a whole"
                + " number from 0; features are divided by the largest one in the file")
    private @Nullable Path csv;

    @ArgGroup(exclusive = false)
    private @Nullable Idx idx;
  }

  /** Both of these. */
  private static final class Idx {

    @Option(
        names = "--images",
        paramLabel = "FILE",
        required = true,
        description = "greyscale images in the IDX format of MNIST, also as .gz")
    private Path images;

    @Option(
        names = "--labels",
        paramLabel = "FILE",
        required = true,
        description = "classes of the images, in the same format")
    private Path labels;
  }

  @Option(
      names = "--rows",
      paramLabel = "FROM-TO",
      description =
          "only these rows, counted from 0, such as 0-1399 (default: all; for the"
              + " bundled digits, 0-1399)")
  private @Nullable String range;

  @Option(
      names = "--average",
      paramLabel = "N",
      description = "average blocks of N by N pixels into one (default: 1; for drift 2)")
  private @Nullable Integer average;

  /**
   * Reads the rows.
   *
   * @param usual where no source is named
   * @param usualAverage side of the blocks that are averaged where none is named
   * @throws IllegalArgumentException naming the option that does not fit the rows
   */
  public LabelledRows read(Dataset usual, int usualAverage) {
    Dataset dataset = source.csv == null && source.idx == null ? dataset(usual) : null;
    return averaged(chosen(all(dataset), dataset), usualAverage);
  }

  private Dataset dataset(Dataset usual) {
    return source.dataset == null ? usual : source.dataset;
  }

  private LabelledRows all(@Nullable Dataset dataset) {
    if (dataset != null) {
      return dataset.read();
    }
    return source.csv == null
        ? LabelledRows.ofIdx(source.idx.images, source.idx.labels)
        : LabelledRows.ofCsv(source.csv);
  }

  private LabelledRows chosen(LabelledRows all, @Nullable Dataset dataset) {
    if (range == null) {
      return dataset == null ? all : all.range(0, dataset.streamRows() - 1);
    }
    Matcher numbers = RANGE.matcher(range);
    if (!numbers.matches()) {
      throw new IllegalArgumentException(
          "rows: '%s' is not allowed; allowed: FROM-TO, such as 0-1399".formatted(range));
    }
    try {
      return all.range(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("rows: " + e.getMessage(), e);
    }
  }

  private LabelledRows averaged(LabelledRows rows, int usualAverage) {
    try {
      return rows.averaged(average == null ? usualAverage : average);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("average: " + e.getMessage(), e);
    }
  }
}
