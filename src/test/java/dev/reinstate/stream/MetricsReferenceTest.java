package dev.reinstate.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.WrittenByTest;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.learner.output.LearnerStats.Stat;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The table of {@code docs/reference/metrics.md} follows from {@link Metric}. Run with {@code
 * -Ddocs.write=true} it writes it instead of comparing.
 */
class MetricsReferenceTest {

  private static final Path PAGE = Path.of("docs/reference/metrics.md");
  private static final String BEGIN = "<!-- begin of the table, written by a test -->\n";
  private static final String END = "<!-- end of the table -->\n";

  @Test
  void pageIsUpToDate() throws IOException {
    WrittenByTest.assertUpToDate(PAGE, BEGIN, END, table(), getClass());
  }

  @Test
  void everyCountAndEveryMeanIsAMetric() {
    assertThat(Count.values()).extracting(Metric::of).doesNotContainNull();
    assertThat(Stat.values()).extracting(Metric::of).doesNotContainNull();
    assertThat(Metric.values()).extracting(Metric::label).doesNotHaveDuplicates();
  }

  private static String table() {
    StringBuilder out =
        new StringBuilder("\n| metric | operator | kind | what it says |\n|---|---|---|---|\n");
    for (Metric metric : Metric.values()) {
      out.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  metric.label(),
                  metric.operator().label(),
                  metric.kind().label(),
                  metric.meaning()));
    }
    return out.append('\n').toString();
  }
}
