package dev.reinstate.recording;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reinstate.recording.file.RecordingException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes {@code truth.jsonl}, a line of JSON for each truth. Without a truth there is no file. */
final class TruthWriter implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private BufferedWriter lines;

  /** Removes what an earlier recording that was cut short may have left. */
  TruthWriter(Path file) {
    this.file = file;
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  void append(Truth truth) {
    ObjectNode json = JSON.createObjectNode();
    json.put("observationId", truth.observationId());
    if (truth.group() != null) {
      json.put("group", truth.group());
    }
    if (truth.causes().size() == 1) {
      json.put("cause", truth.causes().get(0));
    } else if (!truth.causes().isEmpty()) {
      truth.causes().forEach(json.putArray("causes")::add);
    }
    try {
      if (lines == null) {
        lines = Files.newBufferedWriter(file);
      }
      lines.write(json.toString());
      lines.write('\n');
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    try {
      if (lines != null) {
        lines.close();
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private RecordingException failed(IOException e) {
    return new RecordingException(file + ": cannot be written: " + e.getMessage(), e);
  }
}
