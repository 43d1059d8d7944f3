package dev.reinstate.kafka.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The schemas of every release, from {@code schemas/released}: what records may come in. */
final class ReleasedSchemas {

  private ReleasedSchemas() {}

  /** What a type of records had as its schema in each release, the first release first. */
  static List<Schema> of(Schema current) {
    List<Schema> released = new ArrayList<>();
    String file = file(current);
    for (int release = 1; ; release++) {
      Schema schema = read("/schemas/v%d/%s".formatted(release, file));
      if (schema == null) {
        return released;
      }
      released.add(schema);
    }
  }

  private static String file(Schema schema) {
    return schema.getName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT)
        + ".avsc";
  }

  private static @Nullable Schema read(String resource) {
    try (InputStream in = ReleasedSchemas.class.getResourceAsStream(resource)) {
      return in == null ? null : new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
