package dev.reinstate.model;

import dev.reinstate.format.Floats;
import dev.reinstate.format.FormatNumber;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A network's parameters as bytes, as they travel from the trainer to the memories.
 *
 * @param ready whether the autoencoder is good enough to learn through; goes with the autoencoder
 * @param parameters the flat parameter vector
 */
public record ModelPayload(boolean ready, float[] parameters) {

  private static final int FORMAT = 1;

  public byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeBoolean(ready);
      Floats.write(parameters, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static ModelPayload of(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      FormatNumber.read(in, FORMAT, "a model");
      boolean ready = in.readBoolean();
      in.mark(Integer.BYTES);
      int length = in.readInt();
      if ((long) length * Float.BYTES != in.available()) {
        throw new IOException(
            "a model says that it has %d parameters, but %d bytes follow"
                .formatted(length, in.available()));
      }
      in.reset();
      return new ModelPayload(ready, Floats.read(in));
    }
  }
}
