package dev.reinstate.cli;

import dev.reinstate.cli.bench.BenchCommand;
import dev.reinstate.cli.generate.GenerateCommand;
import dev.reinstate.compute.ComputeException;
import dev.reinstate.recording.file.RecordingException;
import dev.reinstate.recording.table.MappingException;
import dev.reinstate.stream.config.NotReadyException;
import dev.reinstate.stream.config.SettingsException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: {@code reinstate COMMAND}. */
@Command(
    name = "reinstate",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Gives delayed feedback to the right memories, on Apache Flink.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      ProduceCommand.class,
      RecordCommand.class,
      ReplayCommand.class,
      PretrainCommand.class,
      TuneCommand.class,
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
    try {
      new CommandLine.RunLast().execute(ofTheJar().parseArgs(arguments));
    } catch (UnmatchedArgumentException e) {
      throw notRepeated(e);
    }
  }

  /**
   * An argument that belongs to no option may be the rest of a value with spaces, such as a
   * password: it is not said again.
   */
  private static ParameterException notRepeated(UnmatchedArgumentException e) {
    return e.isUnknownOption()
        ? e
        : new ParameterException(
            e.getCommandLine(),
            "arguments that belong to no option: %d; a value with spaces goes in quotes"
                .formatted(e.getUnmatched().size()));
  }

  private static CommandLine ofTheJar() {
    return new CommandLine(new Reinstate()).setCaseInsensitiveEnumValuesAllowed(true);
  }

  /** For {@code ./reinstate}, with the benchmarks. */
  static CommandLine commandLine() {
    CommandLine command = ofTheJar().addSubcommand(new BenchCommand());
    IParameterExceptionHandler usual = command.getParameterExceptionHandler();
    return command
        .setParameterExceptionHandler(
            (exception, arguments) ->
                usual.handleParseException(
                    exception instanceof UnmatchedArgumentException unmatched
                        ? notRepeated(unmatched)
                        : exception,
                    arguments))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (exception, failed, parsed) -> {
              String message =
                  exception instanceof SettingsException
                          || exception instanceof MappingException
                          || exception instanceof RecordingException
                          || exception instanceof ComputeException
                          || exception instanceof NotReadyException
                      ? exception.getMessage()
                      : exception.toString();
              failed.getErr().println(failed.getColorScheme().errorText(message));
              if (System.getenv("REINSTATE_STACK_TRACES") != null) {
                exception.printStackTrace(failed.getErr());
              }
              return exception instanceof SettingsException || exception instanceof MappingException
                  ? CommandLine.ExitCode.USAGE
                  : CommandLine.ExitCode.SOFTWARE;
            });
  }
}
