package dev.reinstate.cli.option;

import dev.reinstate.learner.SavedState;
import dev.reinstate.stream.config.NotReadyException;
import dev.reinstate.stream.config.SettingsException;
import dev.reinstate.stream.config.SettingsReader;
import dev.reinstate.stream.state.Savepoint;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a replay starts from. */
public final class StartArguments {

  @Option(
      names = "--from-savepoint",
      paramLabel = "PATH",
      description =
          "start from the memories and model in a savepoint or a retained checkpoint of a job: a"
              + " path or a URI; the recording holds what came after it")
  private @Nullable String path;

  /** Whether it starts from more than the initial model. */
  public boolean any() {
    return path != null;
  }

  /**
   * The state that is started from; null: nothing.
   *
   * @param settings of all replays
   * @throws NotReadyException if it cannot be read
   * @throws SettingsException if it cannot be used with some of the settings, naming them
   */
  public @Nullable SavedState open(List<ReplaySetting> settings) throws Exception {
    if (path == null) {
      return null;
    }
    try (Progress progress = Progress.of("reading the savepoint", -1)) {
      Savepoint savepoint = Savepoint.open(path);
      for (ReplaySetting setting : settings) {
        require(savepoint, setting);
      }
      return savepoint.state(progress::at);
    } catch (IOException e) {
      throw new NotReadyException(e.getMessage());
    }
  }

  private void require(Savepoint savepoint, ReplaySetting setting) {
    try {
      savepoint.require(SettingsReader.read(setting.given()).learner());
    } catch (IOException e) {
      throw new SettingsException(
          "--from-savepoint: the run '%s' cannot start from %s: %s"
              .formatted(setting.name(), path, e.getMessage()));
    }
  }
}
