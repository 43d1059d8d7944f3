package dev.reinstate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages point at exists, and what two of them say is the same. */
class DocumentationTest {

  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
  private static final Pattern PAGE = Pattern.compile("docs/[\\w/-]+\\.md");
  private static final Pattern BINARY = Pattern.compile(".*\\.(gz|png|pyc)");
  private static final Pattern HEADER = Pattern.compile("C3 01( [0-9A-F]{2}){8}");

  static List<Path> pages() {
    return MarkdownFiles.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksLeadSomewhere(Path page) {
    assertThat(links(page).filter(link -> !link.exists()).map(Link::target))
        .as("links of %s to nothing", page)
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksToHeadingsLeadToHeadings(Path page) {
    assertThat(links(page).filter(link -> !link.hasHeading()).map(Link::target))
        .as("links of %s to headings that are not there", page)
        .isEmpty();
  }

  /** In error messages, comments and configuration. */
  @Test
  void pagesThatSourcesNameExist() {
    assertThat(
            sources()
                .flatMap(file -> PAGE.matcher(MarkdownFiles.text(file)).results())
                .map(MatchResult::group)
                .distinct())
        .hasSizeGreaterThan(3)
        .allSatisfy(page -> assertThat(Path.of(page)).exists());
  }

  private static Stream<Path> sources() {
    return Stream.of("pom.xml", "src/main", "jobs", "docker", "examples", ".ci", ".github")
        .map(Path::of)
        .flatMap(MarkdownFiles::below)
        .filter(file -> !BINARY.matcher(file.toString()).matches());
  }

  @Test
  void pagesIncludeTheReadme() {
    assertThat(pages()).contains(Path.of("README.md"), Path.of("docs/README.md"));
  }

  @Test
  void indexNamesEveryPageOfItsFolder() {
    Path docs = Path.of("docs");
    String index = MarkdownFiles.text(docs.resolve("README.md"));
    assertThat(pages())
        .filteredOn(page -> page.startsWith(docs) && !page.endsWith("README.md"))
        .extracting(page -> docs.relativize(page).toString())
        .allSatisfy(name -> assertThat(index).contains("](" + name + ")"));
  }

  /** A job refuses events from the future. */
  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/guides/your-own-stream.md", "schemas/README.md"})
  void whatIsSentHasHappened(String page) {
    assertThat(MarkdownFiles.text(Path.of(page)))
        .contains("now = int(time.time() * 1000)", "\"time\": now,")
        .doesNotContainPattern("now *\\+");
  }

  @Test
  void readmeIsShort() {
    assertThat(MarkdownFiles.text(Path.of("README.md")).lines().count()).isLessThanOrEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/guides/your-own-stream.md"})
  void examplesHaveTheHeadersOfTheContract(String page) {
    String contract = MarkdownFiles.text(Path.of("schemas/README.md"));
    List<String> headers =
        HEADER
            .matcher(MarkdownFiles.text(Path.of(page)))
            .results()
            .map(MatchResult::group)
            .toList();
    assertThat(headers)
        .isNotEmpty()
        .allSatisfy(header -> assertThat(contract).contains("`" + header + "`"));
  }

  /** Links of a page to files and headings of this project. */
  private static Stream<Link> links(Path page) {
    return LINK.matcher(MarkdownFiles.text(page))
        .results()
        .map(link -> link.group(1))
        .filter(target -> !ELSEWHERE.matcher(target).matches())
        .map(target -> new Link(page, target));
  }

  private record Link(Path page, String target) {

    boolean exists() {
      return Files.exists(file());
    }

    /** True also for what has no headings: a link without one, and a file that is no page. */
    boolean hasHeading() {
      int mark = target.indexOf('#');
      return mark < 0
          || !file().toString().endsWith(".md")
          || MarkdownFiles.anchors(file()).contains(target.substring(mark + 1));
    }

    private Path file() {
      String path = target.replaceFirst("#.*", "");
      return path.isEmpty() ? page : page.resolveSibling(path);
    }
  }
}
