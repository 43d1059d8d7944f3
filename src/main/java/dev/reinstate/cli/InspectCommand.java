package dev.reinstate.cli;

import dev.reinstate.cli.option.Json;
import dev.reinstate.stream.config.NotReadyException;
import dev.reinstate.stream.state.Savepoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reinstate inspect}: what a savepoint holds. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description =
        "Shows what a savepoint or a retained checkpoint of the job holds: keys, memories, what"
            + " waits for feedback, values and staleness; or everything of one key.")
final class InspectCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--savepoint",
      required = true,
      paramLabel = "PATH",
      description = "its folder as Flink names it: a path or a URI")
  private String path;

  @Option(names = "--key", paramLabel = "KEY", description = "show the memories of this key")
  private @Nullable String key;

  @Option(names = "--json", description = "print the result as JSON")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Savepoint savepoint;
    try {
      savepoint = Savepoint.open(path);
    } catch (IOException e) {
      throw new NotReadyException(e.getMessage());
    }
    if (key == null) {
      SavepointSummary.Builder builder = new SavepointSummary.Builder(savepoint.modelVersion());
      savepoint.keys(null, builder::add);
      SavepointSummary summary = builder.build(savepoint.settings());
      print(json ? Json.of(summary) : summary.toText());
      return 0;
    }
    List<KeySummary> found = new ArrayList<>();
    long version = savepoint.modelVersion();
    savepoint.keys(key, view -> found.add(KeySummary.of(view, version)));
    if (found.isEmpty()) {
      throw new NotReadyException("the savepoint holds nothing of the key '%s'".formatted(key));
    }
    print(json ? Json.of(found.get(0)) : found.get(0).toText());
    return 0;
  }

  private void print(String text) {
    spec.commandLine().getOut().println(text);
  }
}
