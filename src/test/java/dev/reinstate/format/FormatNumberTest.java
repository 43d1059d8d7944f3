package dev.reinstate.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FormatNumberTest {

  @Test
  void formatsUpToTheNewestAreRead() throws IOException {
    assertThat(FormatNumber.read(in(1), 3, "a page")).isOne();
    assertThat(FormatNumber.read(in(3), 3, "a page")).isEqualTo(3);
  }

  @Test
  void anotherFormatIsNamed() {
    assertThatThrownBy(() -> FormatNumber.read(in(4), 3, "a page"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "a page has format 4; this version reads formats 1 to 3: it was written by a newer"
                + " version");
    assertThatThrownBy(() -> FormatNumber.read(in(0), 1, "a page"))
        .hasMessage("a page has format 0; this version reads format 1");
  }

  private static DataInput in(int format) {
    return new DataInputStream(new ByteArrayInputStream(new byte[] {(byte) format}));
  }
}
