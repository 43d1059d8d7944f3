package dev.reinstate.cli;

import dev.reinstate.cli.option.Json;
import dev.reinstate.state.session.SpaceKey;
import dev.reinstate.stream.config.NotReadyException;
import dev.reinstate.stream.state.KeyView;
import dev.reinstate.stream.state.Savepoint;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "show the memories of this key, and what waits for feedback there; with --space, a key of"
              + " that space, and of a joined key each part by itself, in the order of the job file:"
              + " --key JFK --key LAX")
  private List<String> key = List.of();

  @Option(
      names = "--space",
      paramLabel = "SPACE",
      description = "show the memories of a key of this space; without --key if all share one")
  private @Nullable String space;

  @Option(
      names = "--shard",
      paramLabel = "N",
      description = "of these memories, only those of this shard, from 0")
  private @Nullable Integer shard;

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
    requireAskable();
    if (space == null && key.isEmpty()) {
      SavepointSummary.Builder builder = new SavepointSummary.Builder(savepoint.modelVersion());
      savepoint.keys(builder::add);
      SavepointSummary summary = builder.build(savepoint.settings());
      print(json ? Json.of(summary) : summary.toText());
      return 0;
    }
    KeySummary found = space == null ? ofKey(savepoint) : ofSpace(savepoint, space);
    print(json ? Json.of(found) : found.toText());
    return 0;
  }

  private void requireAskable() {
    if (space == null && (key.size() > 1 || shard != null)) {
      throw new ParameterException(
          spec.commandLine(), "several --key, or a --shard, are of a space: name it with --space");
    }
  }

  private KeySummary ofKey(Savepoint savepoint) throws Exception {
    List<KeyView> found = savepoint.key(key.get(0));
    if (found.isEmpty()) {
      throw new NotReadyException(
          "the savepoint holds nothing of the key '%s'%s".formatted(key.get(0), spaces(savepoint)));
    }
    return KeySummary.of(found.get(0), savepoint.modelVersion());
  }

  private KeySummary ofSpace(Savepoint savepoint, String of) throws Exception {
    SpaceKey asked = new SpaceKey(of, key, shard == null ? SpaceKey.ALL_SHARDS : shard);
    List<KeyView> found = savepoint.key(asked);
    if (found.isEmpty()) {
      throw new NotReadyException(
          "the savepoint holds nothing of '%s'%s".formatted(asked, spaces(savepoint)));
    }
    return KeySummary.of(asked, found, savepoint.modelVersion());
  }

  /** Where else memories may be. */
  private static String spaces(Savepoint savepoint) throws IOException {
    String spaces = savepoint.settings().get("spaces");
    return spaces == null ? "" : "; its spaces are " + spaces;
  }

  private void print(String text) {
    spec.commandLine().getOut().println(text);
  }
}
