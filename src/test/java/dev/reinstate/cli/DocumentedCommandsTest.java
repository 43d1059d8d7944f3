package dev.reinstate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.reinstate.MarkdownFiles;
import dev.reinstate.stream.config.JobFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The commands that the pages show are commands that there are. */
class DocumentedCommandsTest {

  /** From the launcher or the job's jar to the end of the code: the line's, or the quotation's. */
  private static final Pattern COMMAND =
      Pattern.compile("(?:\\./reinstate|reinstate-\\S*-job\\.jar)((?: +[^\\s`#>]+)+)");

  /** What a command prints, not what somebody types. */
  private static final Pattern OUTPUT = Pattern.compile("(?ms)^```text$.*?^```$");

  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");

  /** Options of Java, not of Reinstate. */
  private static final Set<String> JAVA_OPTIONS = Set.of("--add-opens", "--add-modules");

  static Stream<Path> pages() {
    return MarkdownFiles.all().stream();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void commandsAreUnderstood(Path page) {
    for (List<String> command : commands(page)) {
      assertThatCode(() -> Reinstate.commandLine().parseArgs(command.toArray(String[]::new)))
          .as("%s: %s", page, String.join(" ", command))
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void settingsOfCommandsExist(Path page) {
    for (List<String> command : commands(page)) {
      List<String> settings = new ArrayList<>();
      for (int i = 1; i < command.size(); i++) {
        if (command.get(i - 1).equals("--set")) {
          settings.add(command.get(i));
        }
      }
      assertThatCode(() -> JobFile.with(Map.of(), settings))
          .as("%s: %s", page, String.join(" ", command))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void commandsOfTheJarAreLookedAt() {
    assertThat(commands(Path.of("docs/guides/deploy.md")))
        .anySatisfy(command -> assertThat(command).startsWith("run", "--job"));
  }

  @Test
  void pagesShowHowToUseEveryCommand() {
    assertThat(pages().flatMap(page -> commands(page).stream()))
        .extracting(command -> command.get(0))
        .containsAll(Reinstate.commandLine().getSubcommands().keySet());
  }

  /** Those that show no options of other programs. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "docs/quickstart.md",
        "docs/guides/your-own-stream.md",
        "docs/guides/recordings.md",
        "docs/guides/replay.md",
        "docs/guides/deploy.md"
      })
  void optionsExist(String page) {
    Set<String> known = new HashSet<>(JAVA_OPTIONS);
    addOptions(Reinstate.commandLine(), known);
    Matcher options = OPTION.matcher(MarkdownFiles.text(Path.of(page)));
    assertThat(options.results().map(option -> option.group()).distinct())
        .isNotEmpty()
        .isSubsetOf(known);
  }

  private static List<List<String>> commands(Path page) {
    String shown = OUTPUT.matcher(MarkdownFiles.text(page)).replaceAll("");
    String text = shown.replaceAll(" *\\\\\n *", " ");
    return COMMAND
        .matcher(text)
        .results()
        .map(command -> Arrays.asList(command.group(1).trim().split(" +")))
        .toList();
  }

  private static void addOptions(CommandLine command, Set<String> options) {
    options.addAll(command.getCommandSpec().optionsMap().keySet());
    command.getSubcommands().values().forEach(below -> addOptions(below, options));
  }
}
