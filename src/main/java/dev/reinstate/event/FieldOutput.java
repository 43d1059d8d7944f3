package dev.reinstate.event;

import dev.reinstate.format.Floats;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Writes fields without their names, as {@link DataOutput} does; what has a length has it in front,
 * an int.
 */
public final class FieldOutput implements FieldVisitor<IOException> {

  private final DataOutput out;

  public FieldOutput(DataOutput out) {
    this.out = out;
  }

  @Override
  public void bool(String name, boolean value) throws IOException {
    out.writeBoolean(value);
  }

  @Override
  public void int32(String name, int value) throws IOException {
    out.writeInt(value);
  }

  @Override
  public void int64(String name, long value) throws IOException {
    out.writeLong(value);
  }

  @Override
  public void float32(String name, float value) throws IOException {
    out.writeFloat(value);
  }

  @Override
  public void float64(String name, double value) throws IOException {
    out.writeDouble(value);
  }

  @Override
  public void text(String name, String value) throws IOException {
    out.writeUTF(value);
  }

  @Override
  public void optionalText(String name, String value) throws IOException {
    text(name, value);
  }

  @Override
  public void texts(String name, Map<String, String> values) throws IOException {
    out.writeInt(values.size());
    for (Map.Entry<String, String> entry : values.entrySet()) {
      out.writeUTF(entry.getKey());
      out.writeUTF(entry.getValue());
    }
  }

  @Override
  public void bytes(String name, byte[] value) throws IOException {
    out.writeInt(value.length);
    out.write(value);
  }

  @Override
  public void vector(String name, float[] values) throws IOException {
    Floats.write(values, out);
  }

  @Override
  public void read(String name, String[] ids, float[] weights, String[] reads) throws IOException {
    write(ids);
    Floats.write(weights, out);
    write(reads);
  }

  private void write(String[] texts) throws IOException {
    out.writeInt(texts.length);
    for (String text : texts) {
      out.writeUTF(text);
    }
  }

  @Override
  public void list(String name, List<? extends HasFields> items) throws IOException {
    out.writeInt(items.size());
    for (HasFields item : items) {
      item.fields(this);
    }
  }
}
