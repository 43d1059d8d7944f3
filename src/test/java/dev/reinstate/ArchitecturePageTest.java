package dev.reinstate;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The picture and the table of packages in {@code docs/architecture.md} follow from each package's
 * {@code package-info.java}. Run with {@code -Ddocs.write=true} it writes them instead of
 * comparing. What the page says in words names classes that there are.
 */
class ArchitecturePageTest {

  private static final Path PAGE = Path.of("docs/architecture.md");
  private static final String BEGIN = "<!-- begin of the packages, written by a test -->\n";
  private static final String END = "<!-- end of the packages -->\n";

  private static final Path ROOT = Path.of("src/main/java/dev/reinstate");
  private static final Pattern JAVADOC = Pattern.compile("/\\*\\*(.*?)<p>Imports (.*?)\\*/");
  private static final Pattern LINE_BREAK = Pattern.compile("(\\s*\n( \\*(?!/))?)+\\s*");
  private static final Pattern CODE = Pattern.compile("\\{@code ([^}]+)}");
  private static final Pattern LINK = Pattern.compile("\\{@link (?:[a-z]+\\.)*([^}]+)}");
  private static final Pattern CLASS = Pattern.compile("`([A-Z][A-Za-z0-9]+)`");
  private static final Pattern PACKAGE = Pattern.compile("`([a-z0-9.]+)`");

  private record Info(String purpose, Set<String> imports) {}

  @Test
  void packagesAreUpToDate() throws IOException {
    Map<String, Info> packages = packages();
    WrittenByTest.assertUpToDate(PAGE, BEGIN, END, picture(packages) + table(packages), getClass());
  }

  @Test
  void namedClassesExist() {
    Set<String> classes = new TreeSet<>();
    javaFiles(Path.of("src")).forEach(file -> classes.add(simpleName(file)));
    String page = MarkdownFiles.text(PAGE);
    String words = page.substring(page.indexOf(END));
    assertThat(names(CLASS, words))
        .hasSizeGreaterThan(50)
        .allSatisfy(name -> assertThat(classes).contains(name));
  }

  /** In the order of the classes, so that it shows which is where. */
  @Test
  void answersNameThePackageOfEachClass() {
    Map<String, Set<String>> packagesByClass = new TreeMap<>();
    javaFiles(ROOT)
        .forEach(
            file ->
                packagesByClass
                    .computeIfAbsent(simpleName(file), name -> new TreeSet<>())
                    .add(packageOf(file)));
    List<String> answers =
        MarkdownFiles.text(PAGE)
            .lines()
            .dropWhile(line -> !line.startsWith("| question |"))
            .filter(line -> CLASS.matcher(line).find())
            .toList();
    assertThat(answers).hasSizeGreaterThan(30);
    for (String answer : answers) {
      String last = answer.substring(answer.lastIndexOf('|', answer.length() - 2));
      Set<String> expected = new LinkedHashSet<>();
      names(CLASS, answer)
          .forEach(name -> expected.addAll(packagesByClass.getOrDefault(name, Set.of())));
      assertThat(names(PACKAGE, last)).as(answer).containsExactlyElementsOf(expected);
    }
  }

  /** Packages of the first level, without the arrows that follow from others. */
  private static String picture(Map<String, Info> packages) {
    Map<String, Set<String>> below = new TreeMap<>();
    packages.forEach(
        (name, info) -> {
          Set<String> used = below.computeIfAbsent(first(name), first -> new TreeSet<>());
          info.imports().stream().map(ArchitecturePageTest::first).forEach(used::add);
          used.remove(first(name));
          used.remove("avro");
        });
    StringBuilder out = new StringBuilder("\n```mermaid\nflowchart TB\n");
    below.forEach(
        (name, used) ->
            used.stream()
                .filter(
                    other ->
                        used.stream()
                            .noneMatch(
                                between ->
                                    !between.equals(other)
                                        && reachable(between, below).contains(other)))
                .forEach(other -> out.append("  %s --> %s\n".formatted(name, other))));
    return out.append("```\n").toString();
  }

  private static Set<String> reachable(String from, Map<String, Set<String>> below) {
    Set<String> reached = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(below.get(from));
    while (!open.isEmpty()) {
      String next = open.pop();
      if (reached.add(next)) {
        open.addAll(below.get(next));
      }
    }
    return reached;
  }

  private static String table(Map<String, Info> packages) {
    return packages.entrySet().stream()
        .map(
            entry ->
                "| `%s` | %s | %s |\n"
                    .formatted(
                        entry.getKey(),
                        entry.getValue().purpose(),
                        entry.getValue().imports().stream()
                            .map("`%s`"::formatted)
                            .collect(joining(", "))))
        .collect(joining("", "\n| package | what it is for | imports |\n|---|---|---|\n", "\n"));
  }

  private static Map<String, Info> packages() {
    Map<String, Info> packages = new TreeMap<>();
    javaFiles(ROOT)
        .filter(file -> file.endsWith("package-info.java"))
        .forEach(file -> packages.put(packageOf(file), info(file)));
    return packages;
  }

  private static Info info(Path file) {
    String text = LINE_BREAK.matcher(MarkdownFiles.text(file)).replaceAll(" ");
    MatchResult javadoc = JAVADOC.matcher(text).results().findFirst().orElseThrow();
    String purpose = javadoc.group(1).strip();
    return new Info(
        LINK.matcher(CODE.matcher(purpose).replaceAll("`$1`")).replaceAll("`$1`"),
        names(CODE, javadoc.group(2)));
  }

  /** In the order of the text. */
  private static Set<String> names(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(name -> name.group(1))
        .collect(toCollection(LinkedHashSet::new));
  }

  private static String packageOf(Path file) {
    return ROOT.relativize(file.getParent()).toString().replace('/', '.');
  }

  private static String first(String name) {
    return name.split("\\.")[0];
  }

  private static String simpleName(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }

  private static Stream<Path> javaFiles(Path folder) {
    return MarkdownFiles.below(folder).filter(file -> file.toString().endsWith(".java"));
  }
}
