package dev.reinstate.recording.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextReaderTest {

  /** Longer than the buffers, with characters of one to four bytes that lie across their ends. */
  private static final String LONG = "a\u00e4\u20ac\uD83D\uDE00".repeat(5000);

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void linesEndAsTheyMay(String end) throws IOException {
    String text = String.join(end, "one", "", LONG, "last");

    assertThat(lines(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .containsExactly("one", "", LONG, "last");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE"})
  void aByteOrderMarkIsNoText(String encoding) throws IOException {
    Charset charset = Charset.forName(encoding);

    assertThat(lines(("\uFEFF" + LONG + "\n\uFEFF").getBytes(charset), charset))
        .containsExactly(LONG, "\uFEFF");
  }

  @Test
  void aReadEndsWithALineAndCountsIt() throws IOException {
    try (TextReader text =
        reader("one\ntwo".getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)) {
      char[] read = new char[10];
      assertThat(text.line()).isZero();
      assertThat(text.read(read)).isEqualTo(4);
      assertThat(text.line()).isOne();
      assertThat(text.read(read, 0, 1)).isOne();
      assertThat(text.line()).isEqualTo(2);
      text.skipLine();
      assertThat(text.read(read)).isEqualTo(-1);
    }
  }

  @Test
  void whatIsNoTextIsAnErrorThatNamesItsPlace() {
    byte[] bytes = ("one\n" + LONG + "?").getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 1] = (byte) 0xC3;

    assertThatThrownBy(() -> lines(bytes, StandardCharsets.UTF_8))
        .isInstanceOf(RecordingException.class)
        .hasMessage(
            "some.txt, line 2: byte 50,005 of the file, 0xC3, is not UTF-8; expected letters");
  }

  @Test
  void zerosAreNoText() {
    assertThatThrownBy(
            () -> lines("a,b".getBytes(StandardCharsets.UTF_16LE), StandardCharsets.UTF_8))
        .isInstanceOf(RecordingException.class)
        .hasMessage(
            "some.txt, line 1: has a character that is 0, as no text has; expected letters");
  }

  @Test
  void aLineThatDoesNotEndIsAnError() {
    byte[] bytes =
        "\n"
            .repeat(3)
            .concat("x".repeat(TextReader.MAX_LENGTH + 1))
            .getBytes(StandardCharsets.US_ASCII);

    assertThatThrownBy(() -> lines(bytes, StandardCharsets.UTF_8))
        .isInstanceOf(RecordingException.class)
        .hasMessage("some.txt, line 4: goes on after 16,777,216 characters; expected rows of text");
  }

  private static List<String> lines(byte[] bytes, Charset charset) throws IOException {
    try (BufferedReader lines = new BufferedReader(reader(bytes, charset))) {
      return lines.lines().toList();
    }
  }

  private static TextReader reader(byte[] bytes, Charset charset) {
    return new TextReader(new ByteArrayInputStream(bytes), "some.txt", charset, "letters");
  }
}
