package dev.reinstate.cli;

import dev.reinstate.WrittenByTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * The usage texts of {@code docs/reference/commands.md} are those of {@code --help}. Run with
 * {@code -Ddocs.write=true} it writes them instead of comparing.
 */
class CommandsReferenceTest {

  private static final Path PAGE = Path.of("docs/reference/commands.md");
  private static final String BEGIN = "<!-- begin of the commands, written by a test -->\n";
  private static final String END = "<!-- end of the commands -->\n";
  private static final int WIDTH = 100;

  @Test
  void pageIsUpToDate() throws IOException {
    StringBuilder out = new StringBuilder();
    addSubcommands(Reinstate.commandLine(), 2, out);
    WrittenByTest.assertUpToDate(PAGE, BEGIN, END, out.append('\n').toString(), getClass());
  }

  private static void addSubcommands(CommandLine command, int level, StringBuilder out) {
    for (CommandLine sub : new LinkedHashSet<>(command.getSubcommands().values())) {
      out.append("\n%s %s\n\n".formatted("#".repeat(level), nameWithin(sub)))
          .append("```text\n")
          .append(usage(sub))
          .append("```\n");
      addSubcommands(sub, level + 1, out);
    }
  }

  /** Without the program's own name. */
  private static String nameWithin(CommandLine command) {
    return command.getCommandSpec().qualifiedName().replaceFirst("\\S+ ", "");
  }

  private static String usage(CommandLine command) {
    return command.setUsageHelpWidth(WIDTH).getUsageMessage(Ansi.OFF).replaceAll(" +\n", "\n");
  }
}
