package dev.reinstate.kafka.record;

import dev.reinstate.event.FieldVisitor;
import dev.reinstate.event.HasFields;
import dev.reinstate.recording.file.Float32Bytes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.io.Encoder;

/**
 * Writes those fields of a record that a schema has. The record must list them in the schema's
 * order. An instance belongs to one thread.
 */
final class AvroFields implements FieldVisitor<IOException> {

  private final Schema schema;
  private final List<Field> expected;
  private final Encoder out;

  /** For each field that is an array of records, what writes its items. */
  private final AvroFields[] items;

  private int next;

  AvroFields(Schema schema, Encoder out) {
    this.schema = schema;
    this.out = out;
    expected = schema.getFields();
    items = new AvroFields[expected.size()];
    for (int i = 0; i < items.length; i++) {
      Schema type = expected.get(i).schema();
      if (type.getType() == Schema.Type.ARRAY) {
        items[i] = new AvroFields(type.getElementType(), out);
      }
    }
  }

  /**
   * @throws IllegalStateException if the record lists a field of the schema out of its place, or
   *     not at all
   */
  void write(HasFields record) throws IOException {
    next = 0;
    record.fields(this);
    if (next < expected.size()) {
      throw missing();
    }
  }

  private IllegalStateException missing() {
    return new IllegalStateException(
        "a record does not list field %s of %s in its place"
            .formatted(expected.get(next).name(), schema.getFullName()));
  }

  /** Whether a field is to be written. */
  private boolean has(String name) {
    if (next < expected.size() && expected.get(next).name().equals(name)) {
      next++;
      return true;
    }
    if (schema.getField(name) != null) {
      throw missing();
    }
    return false;
  }

  @Override
  public void bool(String name, boolean value) throws IOException {
    if (has(name)) {
      out.writeBoolean(value);
    }
  }

  @Override
  public void int32(String name, int value) throws IOException {
    if (has(name)) {
      out.writeInt(value);
    }
  }

  @Override
  public void int64(String name, long value) throws IOException {
    if (has(name)) {
      out.writeLong(value);
    }
  }

  @Override
  public void float32(String name, float value) throws IOException {
    if (has(name)) {
      out.writeFloat(value);
    }
  }

  @Override
  public void float64(String name, double value) throws IOException {
    if (has(name)) {
      out.writeDouble(value);
    }
  }

  @Override
  public void text(String name, String value) throws IOException {
    if (has(name)) {
      out.writeString(value);
    }
  }

  @Override
  public void optionalText(String name, String value) throws IOException {
    text(name, value);
  }

  @Override
  public void texts(String name, Map<String, String> values) throws IOException {
    if (has(name)) {
      out.writeMapStart();
      out.setItemCount(values.size());
      for (Map.Entry<String, String> entry : values.entrySet()) {
        out.startItem();
        out.writeString(entry.getKey());
        out.writeString(entry.getValue());
      }
      out.writeMapEnd();
    }
  }

  @Override
  public void bytes(String name, byte[] value) throws IOException {
    if (has(name)) {
      out.writeBytes(value);
    }
  }

  @Override
  public void vector(String name, float[] values) throws IOException {
    if (has(name)) {
      out.writeBytes(Float32Bytes.encode(values));
    }
  }

  @Override
  public void read(String name, String[] ids, float[] weights, String[] reads) throws IOException {
    if (has(name)) {
      out.writeArrayStart();
      out.setItemCount(ids.length);
      for (int i = 0; i < ids.length; i++) {
        out.startItem();
        out.writeString(ids[i]);
        out.writeFloat(weights[i]);
        out.writeString(reads[i]);
      }
      out.writeArrayEnd();
    }
  }

  @Override
  public void list(String name, List<? extends HasFields> records) throws IOException {
    if (has(name)) {
      AvroFields item = items[next - 1];
      out.writeArrayStart();
      out.setItemCount(records.size());
      for (HasFields record : records) {
        out.startItem();
        item.write(record);
      }
      out.writeArrayEnd();
    }
  }
}
