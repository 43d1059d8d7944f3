package dev.reinstate.recording.table;

import dev.reinstate.FuzzedDecoder;
import dev.reinstate.FuzzedFiles;
import dev.reinstate.recording.file.DataFile;
import dev.reinstate.recording.file.RecordingException;
import dev.reinstate.recording.table.suggest.MappingSuggestion;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.util.FileUtils;

/** What reads mapping files and the tables that they describe. */
public final class TableDecoders {

  /** A recording is written beside. */
  private static final long IMPORT_BASE = 4 << 20;

  /** Each column is tried as each of the many ways to write a time. */
  private static final long SUGGESTION_BASE = 12 << 20;

  private static final String MAPPING =
      """
      name: shop
      format: %s
      key: customer
      id: order
      time: {column: at, format: iso, zone: Europe/Berlin}
      features:
        - {column: amount, as: number, log: true, center: 10, scale: 4, missing: 10}
        - {column: kind, as: one-hot, values: [card, cash]}
        - {column: kind, as: hashed, size: 4}
        - {column: at, as: cyclic, of: year, harmonics: 2}
        - {column: amount, as: cyclic, period: 7}
      target: {column: back, as: class, names: ["no", "yes"], delay: {unit: days, plus: 2, columns: {amount: 1}}}
      """;

  private static final String CSV =
      """
      customer,order,at,amount,kind,back
      ann,2,2024-01-01T10:00,18,cash,yes
      "bob, ""jr""\",3,2024-01-01, 10 ,cash,

      ann,1,2024-01-02T10:00+05:00,7,card,no
      """;

  private static final String JSON =
      """
      {"customer": "ann", "order": 2, "at": "2024-01-01T10:00", "amount": 18, "kind": "cash", "back": "yes"}
      {"customer": "bob", "order": 3.5, "at": "2024-01-01", "amount": 1e1, "kind": "card"} {"customer": {}}
      """;

  private TableDecoders() {}

  public static List<FuzzedDecoder> all() {
    return List.of(
        new FuzzedDecoder(
            "mapping files",
            MappingException.class,
            4 << 20,
            List.of(bytes(MAPPING.formatted("csv"))),
            yaml -> Mapping.parse(new String(yaml, StandardCharsets.UTF_8), "mapping.yaml")),
        table("csv", CSV),
        table("jsonl", JSON),
        suggestion("suggest-csv", CSV),
        suggestion("suggest-jsonl", JSON));
  }

  /** Rows are few: what cannot be mapped is said, too. */
  private static FuzzedDecoder suggestion(String form, String valid) {
    return new FuzzedDecoder(
        "mapping for " + form,
        RecordingException.class,
        SUGGESTION_BASE,
        List.of(bytes(valid)),
        input ->
            MappingSuggestion.of(
                new DataFile(form, () -> new ByteArrayInputStream(input)), read -> {}));
  }

  private static FuzzedDecoder table(String form, String valid) {
    Mapping mapping = Mapping.parse(MAPPING.formatted(form), "mapping.yaml");
    Path folder = FuzzedFiles.folder(form);
    Path table = folder.resolve("table");
    Path out = folder.resolve("out");
    return new FuzzedDecoder(
        "import of " + form,
        RecordingException.class,
        IMPORT_BASE,
        List.of(bytes(valid)),
        input -> {
          Files.write(table, input);
          try {
            new TableImport(DataFile.at(table), mapping, false).run(out, read -> {});
          } finally {
            FileUtils.deleteDirectory(out.toFile());
          }
        });
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
