package dev.reinstate.cli;

import dev.reinstate.compute.ComputeException;
import dev.reinstate.replay.RecordingException;
import dev.reinstate.replay.table.MappingException;
import dev.reinstate.stream.NotReadyException;
import dev.reinstate.stream.SettingsException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code reinstate COMMAND}. */
@Command(
    name = "reinstate",
    mixinStandardHelpOptions = true,
    version = "reinstate 0.1.0",
    description = "Gives delayed feedback to the right memories, on Apache Flink.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      ProduceCommand.class,
      RecordCommand.class,
      ReplayCommand.class,
      PretrainCommand.class,
      GenerateCommand.class,
      ImportCommand.class,
      InspectCommand.class
    })
public final class Reinstate {

  private Reinstate() {}

  /**
   * For {@code flink run} and all else that calls the job's jar: the JVM is not ours to end, and
   * what goes wrong is for the caller to know. Benchmarks are not in the jar.
   *
   * @throws CommandLine.PicocliException if the command is not one or has failed
   */
  public static void main(String[] arguments) {
    new CommandLine.RunLast().execute(ofTheJar().parseArgs(arguments));
  }

  private static CommandLine ofTheJar() {
    return new CommandLine(new Reinstate()).setCaseInsensitiveEnumValuesAllowed(true);
  }

  /** For {@code ./reinstate}, with the benchmarks. */
  static CommandLine commandLine() {
    return ofTheJar()
        .addSubcommand(new BenchCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (exception, command, parsed) -> {
              String message =
                  exception instanceof SettingsException
                          || exception instanceof MappingException
                          || exception instanceof RecordingException
                          || exception instanceof ComputeException
                          || exception instanceof NotReadyException
                      ? exception.getMessage()
                      : exception.toString();
              command.getErr().println(command.getColorScheme().errorText(message));
              if (System.getenv("REINSTATE_STACK_TRACES") != null) {
                exception.printStackTrace(command.getErr());
              }
              return exception instanceof SettingsException || exception instanceof MappingException
                  ? CommandLine.ExitCode.USAGE
                  : CommandLine.ExitCode.SOFTWARE;
            });
  }
}
