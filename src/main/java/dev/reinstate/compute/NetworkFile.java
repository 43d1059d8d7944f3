package dev.reinstate.compute;

import dev.reinstate.format.Sha256;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * A network that a user made elsewhere, read where the job is submitted.
 *
 * @param setting whose file it is, for messages
 * @param name of the file
 * @param content its bytes
 */
public record NetworkFile(String setting, String name, byte[] content) implements Serializable {

  /**
   * Reads a file.
   *
   * @throws ComputeException if that cannot be done
   */
  public static NetworkFile read(String setting, String name) {
    try {
      return new NetworkFile(setting, name, Files.readAllBytes(Path.of(name)));
    } catch (IOException | InvalidPathException e) {
      throw new ComputeException(
          "%s: the file %s cannot be read (%s); expected a network saved as TorchScript"
              .formatted(setting, name, e.getClass().getSimpleName()),
          e);
    }
  }

  /** SHA-256 of the content, in lowercase hexadecimal. */
  public String sha256() {
    return HexFormat.of().formatHex(Sha256.of(content));
  }

  /** An exception that says what is wrong with it. */
  public ComputeException wrong(String what) {
    return new ComputeException("%s: %s %s".formatted(setting, name, what));
  }
}
