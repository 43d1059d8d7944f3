package dev.reinstate.compute;

import java.io.IOException;
import java.nio.file.Path;

/** A network that came from a file. */
public interface FileNetwork extends Network {

  /**
   * Writes a file like the one that it came from, with the parameters as they are now.
   *
   * @throws IOException if that cannot be done
   */
  void save(Path file) throws IOException;
}
