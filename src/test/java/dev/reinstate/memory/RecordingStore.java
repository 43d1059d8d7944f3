package dev.reinstate.memory;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps pages as bytes, as a state backend does, and notes every call that changes something. */
final class RecordingStore implements PageStore {

  final Map<Integer, byte[]> pages = new HashMap<>();
  final Map<Integer, byte[]> codes = new HashMap<>();
  final List<String> calls = new ArrayList<>();

  private interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  private static byte[] bytes(Writer writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      writer.write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }

  @Override
  public Page page(int number) {
    try {
      return pages.containsKey(number) ? PageFormat.readPage(in(pages.get(number))) : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void putPage(int number, Page page) {
    calls.add("put page " + number);
    pages.put(number, bytes(out -> PageFormat.write(page, out)));
  }

  @Override
  public CodePage codes(int number) {
    try {
      return codes.containsKey(number) ? PageFormat.readCodes(in(codes.get(number))) : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void putCodes(int number, CodePage page) {
    calls.add("put codes " + number);
    codes.put(number, bytes(out -> PageFormat.write(page, out)));
  }

  @Override
  public void removePage(int number) {
    calls.add("remove page " + number);
    pages.remove(number);
    codes.remove(number);
  }
}
