package dev.reinstate.kafka.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas are a contract: what was written yesterday must be readable tomorrow. */
class SchemasTest {

  private static final Path CURRENT = Path.of("schemas");
  private static final Path RELEASED = CURRENT.resolve("released");

  static List<Path> released() {
    return schemas(RELEASED, Integer.MAX_VALUE);
  }

  static List<Path> current() {
    return schemas(CURRENT, 1);
  }

  @ParameterizedTest
  @MethodSource("released")
  void currentSchemaReadsWhatAReleasedOneWrote(Path released) {
    Schema reader = parse(CURRENT.resolve(released.getFileName()));
    var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, parse(released));
    assertThat(result.getType())
        .as(() -> released + ": " + result.getResult().getIncompatibilities())
        .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
  }

  @Test
  void everySchemaWasReleased() {
    List<Path> names = released().stream().map(Path::getFileName).distinct().sorted().toList();
    assertThat(current().stream().map(Path::getFileName).sorted().toList()).isEqualTo(names);
  }

  @ParameterizedTest
  @MethodSource("current")
  void readmeGivesTheHeaderBytes(Path file) throws IOException {
    Schema schema = parse(file);
    String header =
        HexFormat.ofDelimiter(" ").withUpperCase().formatHex(SingleObject.header(schema));
    assertThat(Files.readAllLines(CURRENT.resolve("README.md")))
        .contains("| %s | `%s` | `%s` |".formatted(schema.getName(), file.getFileName(), header));
  }

  /** Those of today's schemas are in the table above them. */
  @ParameterizedTest
  @MethodSource("released")
  void readmeGivesTheHeaderBytesOfEarlierReleases(Path file) throws IOException {
    Schema schema = parse(file);
    if (schema.equals(parse(CURRENT.resolve(file.getFileName())))) {
      return;
    }
    String header =
        HexFormat.ofDelimiter(" ").withUpperCase().formatHex(SingleObject.header(schema));
    assertThat(Files.readAllLines(CURRENT.resolve("README.md")))
        .contains(
            "| %s | `%s` | `%s` |".formatted(schema.getName(), CURRENT.relativize(file), header));
  }

  private static List<Path> schemas(Path folder, int depth) {
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files.filter(file -> file.toString().endsWith(".avsc")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Schema parse(Path file) {
    try {
      return new Schema.Parser().parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
