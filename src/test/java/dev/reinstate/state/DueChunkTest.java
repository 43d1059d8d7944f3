package dev.reinstate.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.reinstate.GoldenBytes;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DueChunkTest {

  @Test
  void bytesAreReadAsWhatTheyWereWrittenFrom() throws IOException {
    DueChunk chunk = new DueChunk(12, 3);
    chunk.add("o");
    chunk.add("größe");
    GoldenBytes.assertWritten("v1/due", chunk::write);
    assertThat(DueChunk.read(GoldenBytes.in("v1/due"))).usingRecursiveComparison().isEqualTo(chunk);
  }

  @Test
  void formatsOfNewerVersionsAreRefused() {
    DataInputStream newer = new DataInputStream(new ByteArrayInputStream(new byte[] {2}));
    assertThatIOException()
        .isThrownBy(() -> DueChunk.read(newer))
        .withMessageContaining("part of a queue has format 2");
  }
}
