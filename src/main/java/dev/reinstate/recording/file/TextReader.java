package dev.reinstate.recording.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The text of a file, line by line: no read goes beyond the end of a line, which comes as {@code
 * \n} however the file writes it. A byte order mark is passed over. Nothing is replaced: what is no
 * text in the file's encoding is an error, and so is a line that is too long to be one.
 */
public final class TextReader extends Reader {

  /** Characters of a line, or of what is read as one. */
  static final int MAX_LENGTH = 1 << 24;

  private static final int BUFFER = 1 << 13;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final InputStream in;
  private final String name;
  private final String expected;
  private final Charset charset;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
  private final CharBuffer chars = CharBuffer.allocate(BUFFER).flip();
  private boolean ended;
  private boolean flushed;
  private long decoded;
  private boolean marked = true;

  private long line;
  private boolean lineEnded = true;
  private boolean byRecord;
  private int given;

  /**
   * @param name of the file, for messages
   * @param expected what messages say is expected
   */
  public TextReader(InputStream in, String name, Charset charset, String expected) {
    this.in = in;
    this.name = name;
    this.expected = expected;
    this.charset = charset;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /**
   * @param name of the file, for messages
   */
  public static TextReader utf8(InputStream in, String name) {
    return new TextReader(in, name, StandardCharsets.UTF_8, "text in UTF-8");
  }

  /** The number of the last line of which something was read, from 1; 0 before. */
  public long line() {
    return line;
  }

  /**
   * From now on lines belong together until this is called again: it is they all that must not be
   * too long.
   */
  public void startRecord() {
    byRecord = true;
    given = 0;
  }

  /** Passes over what is left of the last line of which something was read. */
  public void skipLine() throws IOException {
    char[] one = new char[1];
    while (!lineEnded && read(one, 0, 1) > 0) {
      // passed over
    }
  }

  /**
   * @throws RecordingException naming line and byte of what is no text
   */
  @Override
  public int read(char[] to, int at, int length) throws IOException {
    int end = at;
    while (end < at + length && hasMore()) {
      char c = chars.get();
      if (c == '\r') {
        if (hasMore() && chars.get(chars.position()) == '\n') {
          continue;
        }
        c = '\n';
      }
      count(c);
      to[end++] = c;
      if (c == '\n') {
        break;
      }
    }
    return end == at && length > 0 ? -1 : end - at;
  }

  private void count(char c) {
    if (lineEnded) {
      line++;
      given = byRecord ? given : 0;
    }
    lineEnded = c == '\n';
    if (++given > MAX_LENGTH) {
      throw new RecordingException(
          "%s, line %d: goes on after %,d characters; expected rows of text"
              .formatted(name, line, MAX_LENGTH));
    }
    if (c == 0) {
      throw new RecordingException(
          "%s, line %d: has a character that is 0, as no text has; expected %s"
              .formatted(name, line, expected));
    }
  }

  private boolean hasMore() throws IOException {
    while (!chars.hasRemaining()) {
      if (flushed) {
        return false;
      }
      decode();
      if (marked && chars.hasRemaining()) {
        marked = false;
        if (chars.get(chars.position()) == BYTE_ORDER_MARK) {
          chars.get();
        }
      }
    }
    return true;
  }

  private void decode() throws IOException {
    chars.clear();
    int before = bytes.position();
    CoderResult result = decoder.decode(bytes, chars, ended);
    decoded += bytes.position() - before;
    if (result.isError() && chars.position() == 0) {
      throw new RecordingException(
          "%s, line %d: byte %,d of the file, 0x%02X, is not %s; expected %s"
              .formatted(
                  name,
                  lineEnded ? line + 1 : line,
                  decoded + 1,
                  bytes.get(bytes.position()),
                  charset.name(),
                  expected));
    }
    if (result.isUnderflow()) {
      if (ended) {
        flushed = decoder.flush(chars).isUnderflow();
      } else {
        refill();
      }
    }
    chars.flip();
  }

  private void refill() throws IOException {
    bytes.compact();
    int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
    ended = read < 0;
    bytes.position(bytes.position() + Math.max(0, read)).flip();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
