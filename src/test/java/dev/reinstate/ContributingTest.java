package dev.reinstate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What CONTRIBUTING.md says of the code is true. */
class ContributingTest {

  private static final String PAGE = MarkdownFiles.text(Path.of("CONTRIBUTING.md"));
  private static final Path SOURCES = Path.of("src/main/java");

  /** A whole type, as one adds it. */
  private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```java\\n(/\\*\\*.*?^})\\n```$");

  private static final Pattern DECLARATION =
      Pattern.compile("(?m)^(?:final class|record) (\\w+)[^{]* implements (\\w+)");
  private static final Pattern TYPE_NAME = Pattern.compile("\\b[A-Z][a-z]\\w*");
  private static final Pattern NAMED_CLASS = Pattern.compile("`([A-Z][a-z]+[A-Z]\\w*)`");

  /** Every class of the product by its simple name; of two with one name, neither. */
  private static final Map<String, String> CLASSES = classes(SOURCES);

  static List<String> examples() {
    return EXAMPLE.matcher(PAGE).results().map(result -> result.group(1)).toList();
  }

  @Test
  void eachInterfaceHasAnExample() {
    assertThat(examples())
        .extracting(example -> declaration(example).group(2))
        .containsExactly("GradientSource", "Baseline", "Codec");
  }

  /** Each in the package of its interface, since most of what it uses is for that package alone. */
  @ParameterizedTest
  @MethodSource("examples")
  void examplesCompile(String example, @TempDir Path folder) throws IOException {
    MatchResult declaration = declaration(example);
    String type = CLASSES.get(declaration.group(2));
    String imports =
        TYPE_NAME
            .matcher(example)
            .results()
            .map(MatchResult::group)
            .filter(CLASSES::containsKey)
            .distinct()
            .map(name -> "import " + CLASSES.get(name) + ";\n")
            .collect(Collectors.joining());
    String source =
        "package %s;\nimport java.util.*;\n%s%s\n"
            .formatted(type.substring(0, type.lastIndexOf('.')), imports, example);
    ExampleCompiler.assertCompiles(declaration.group(1), source, folder);
  }

  @Test
  void classesThatItNamesExist() {
    Map<String, String> tests = classes(Path.of("src/test/java"));
    List<String> examples =
        examples().stream().map(example -> declaration(example).group(1)).toList();

    assertThat(NAMED_CLASS.matcher(PAGE).results().map(result -> result.group(1)))
        .isNotEmpty()
        .allMatch(
            name ->
                CLASSES.containsKey(name) || tests.containsKey(name) || examples.contains(name));
  }

  private static MatchResult declaration(String example) {
    Matcher declaration = DECLARATION.matcher(example);
    assertThat(declaration.find()).as(example).isTrue();
    return declaration.toMatchResult();
  }

  private static Map<String, String> classes(Path sources) {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(file -> sources.relativize(file).toString().replace(".java", "").replace('/', '.'))
          .collect(Collectors.groupingBy(name -> name.substring(name.lastIndexOf('.') + 1)))
          .entrySet()
          .stream()
          .filter(entry -> entry.getValue().size() == 1)
          .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().get(0)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
