package dev.reinstate.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * What came of a command line.
 *
 * @param code its exit status
 * @param out what it printed to stdout
 * @param err what it printed to stderr
 */
public record Executed(int code, String out, String err) {

  public static Executed command(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Reinstate.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    int code = command.execute(words);
    return new Executed(code, out.toString(), err.toString());
  }
}
