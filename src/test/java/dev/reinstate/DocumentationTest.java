package dev.reinstate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages point at exists, and what two of them say is the same. */
class DocumentationTest {

  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*|#.*");
  private static final Pattern HEADER = Pattern.compile("C3 01( [0-9A-F]{2}){8}");

  static List<Path> pages() {
    return MarkdownFiles.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linkedFilesExist(Path page) {
    Path folder = Optional.ofNullable(page.getParent()).orElse(Path.of(""));
    List<String> broken = new ArrayList<>();
    LINK.matcher(MarkdownFiles.text(page))
        .results()
        .map(link -> link.group(1))
        .filter(target -> !ELSEWHERE.matcher(target).matches())
        .filter(target -> !Files.exists(folder.resolve(target.replaceFirst("#.*", ""))))
        .forEach(broken::add);
    assertThat(broken).as("links of %s to nothing", page).isEmpty();
  }

  @Test
  void pagesIncludeTheReadme() {
    assertThat(pages()).contains(Path.of("README.md"), Path.of("docs/README.md"));
  }

  @Test
  void indexNamesEveryPageOfItsFolder() {
    String index = MarkdownFiles.text(Path.of("docs/README.md"));
    assertThat(pages())
        .filteredOn(page -> page.startsWith("docs") && !page.endsWith("README.md"))
        .extracting(page -> page.getFileName().toString())
        .allSatisfy(name -> assertThat(index).contains("](" + name + ")"));
  }

  /** A job refuses events from the future. */
  @ParameterizedTest
  @ValueSource(strings = {"README.md", "schemas/README.md"})
  void whatIsSentHasHappened(String page) {
    assertThat(MarkdownFiles.text(Path.of(page)))
        .contains("now = int(time.time() * 1000)", "\"time\": now,")
        .doesNotContainPattern("now *\\+");
  }

  @Test
  void readmeHasTheHeadersOfTheContract() {
    String contract = MarkdownFiles.text(Path.of("schemas/README.md"));
    List<String> headers =
        HEADER
            .matcher(MarkdownFiles.text(Path.of("README.md")))
            .results()
            .map(MatchResult::group)
            .toList();
    assertThat(headers)
        .isNotEmpty()
        .allSatisfy(header -> assertThat(contract).contains("`" + header + "`"));
  }
}
