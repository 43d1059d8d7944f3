package dev.reinstate.recording.file;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * The times of records, which others may have written in microseconds: Spark and pandas do. Avro
 * itself takes every number for milliseconds, whatever the schema in the file says.
 */
final class AvroTimes {

  private static final List<String> FIELDS = List.of("time", "observationTime", "feedbackDue");
  private static final Set<String> MILLIS = Set.of("timestamp-millis", "");
  private static final String MICROS = "timestamp-micros";
  private static final long MICROS_A_MILLI = 1000;

  private final boolean[] inMicros;

  /**
   * @param written the schema that records are written with
   * @param read the schema that they are read with
   * @throws IllegalArgumentException if a time is in another unit than milli- or microseconds
   */
  AvroTimes(Schema written, Schema read) {
    inMicros = new boolean[read.getFields().size()];
    for (String name : FIELDS) {
      Schema.Field field = written.getType() == Schema.Type.RECORD ? written.getField(name) : null;
      if (field != null && read.getField(name) != null) {
        inMicros[read.getField(name).pos()] = isInMicros(field);
      }
    }
  }

  private static boolean isInMicros(Schema.Field field) {
    String unit = unit(field.schema());
    if (!unit.equals(MICROS) && !MILLIS.contains(unit)) {
      throw new IllegalArgumentException(
          "the field %s is %s; expected timestamp-millis or timestamp-micros"
              .formatted(field.name(), unit));
    }
    return unit.equals(MICROS);
  }

  /** The logical type of a number, or of the number that may be null; empty where it has none. */
  private static String unit(Schema schema) {
    if (schema.getType() == Schema.Type.UNION) {
      return schema.getTypes().stream()
          .filter(type -> type.getType() == Schema.Type.LONG)
          .map(AvroTimes::unit)
          .findFirst()
          .orElse("");
    }
    String unit = schema.getProp("logicalType");
    return unit == null ? "" : unit;
  }

  /** Corrects the times of a record whose numbers were all taken for milliseconds. */
  <A extends SpecificRecord> A correct(A avro) {
    for (int field = 0; field < inMicros.length; field++) {
      if (inMicros[field] && avro.get(field) instanceof Instant time) {
        long micros = time.toEpochMilli();
        avro.put(field, Instant.ofEpochMilli(Math.floorDiv(micros, MICROS_A_MILLI)));
      }
    }
    return avro;
  }
}
