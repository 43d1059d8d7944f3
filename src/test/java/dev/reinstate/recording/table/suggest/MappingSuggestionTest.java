package dev.reinstate.recording.table.suggest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reinstate.recording.file.DataFile;
import dev.reinstate.recording.file.RecordingException;
import dev.reinstate.recording.table.Mapping;
import dev.reinstate.recording.table.TableImport;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of all kinds; whatever is proposed imports them. */
class MappingSuggestionTest {

  private static final int ROWS = 400;

  @TempDir private Path temp;
  private final Random random = new Random(3);

  @Test
  void payments() throws IOException {
    Instant start = Instant.parse("2024-01-01T00:00:00Z");
    String yaml =
        suggested(
            "payments.csv",
            "payment_id,paid_at,account,merchant,amount,currency,note,device_age,chargeback,"
                + "decided_at,reason",
            row -> {
              Instant paid = start.plusSeconds(row * 7_200L);
              boolean bad = row % 11 == 3;
              return "p%05d,%s,acc%03d,m%02d,%.2f,%s,%s,%s,%s,%s,%s"
                  .formatted(
                      row,
                      paid,
                      random.nextInt(60),
                      random.nextInt(20),
                      random.nextDouble() * 90,
                      List.of("EUR", "GBP", "USD").get(row % 3),
                      "a long remark of the customer about the payment with number " + row,
                      row % 20 == 7 ? "-999" : row % 20 == 9 ? "" : random.nextInt(800) + "",
                      bad ? "yes" : "no",
                      paid.plusSeconds(86_400L * (2 + random.nextInt(38))),
                      bad ? "stolen" : "");
            },
            StandardCharsets.UTF_8);

    assertThat(yaml)
        .contains(
            "all of its 400 rows",
            "\nname: payments\n",
            "\nkey: account\n",
            "or merchant has 20 values",
            "\nkeys: {merchant: merchant}\n",
            "\ntime: {column: paid_at}\n",
            "  - {column: paid_at, as: cyclic, of: day, harmonics: 2}\n",
            "  - {column: paid_at, as: cyclic, of: weekday}\n",
            "  - {column: merchant, as: hashed, size: 8}\n",
            "  - {column: amount, as: number}\n",
            "  - {column: currency, as: one-hot, values: [EUR, GBP, USD], other: true}\n",
            "missing in 10.0 %\n  - {column: device_age, as: number, missing: [\"-999\"]}\n",
            "# - payment_id has another text in nearly every row: an id\n",
            "# - note has another text in nearly every row: prose\n",
            "# - reason says in each row what chargeback says: is it known only with it?\n",
            "class 0 is no, 90.8 %; class 1 is yes, 9.3 %",
            "  column: chargeback\n  as: class\n",
            "  names: [\"no\", \"yes\"]\n",
            "set feedback.horizon: 40 d in the job file",
            "  time: {column: decided_at}\n")
        .doesNotContain("zone");
  }

  @Test
  void sensors() throws IOException {
    String yaml =
        suggested(
            "sensors.csv",
            "ts,sensor,temperature,pressure,state,serial,failure",
            row ->
                "%d,s%d,%s,%.1f,%s,A1,%d"
                    .formatted(
                        1_700_000_000_000L + row * 60_000L,
                        row % 6,
                        row % 20 == 3 ? "NA" : row % 20 == 5 ? "?" : "" + random.nextGaussian(),
                        101_325 + 200 * random.nextGaussian(),
                        List.of("idle", "off", "run").get(random.nextInt(3)),
                        row % 17 == 0 ? 1 : 0),
            StandardCharsets.UTF_8);

    assertThat(yaml)
        .contains(
            "\nkey: sensor\n",
            "\ntime: {column: ts, format: milliseconds}\n",
            "missing in 10.0 %\n  - {column: temperature, as: number, missing: [NA, \"?\"]}\n",
            "  - {column: pressure, as: number}\n",
            "  - {column: state, as: one-hot, values: [idle, \"off\", run], other: true}\n",
            "# - serial is the same in all rows: A1\n",
            "  column: failure\n  as: class\n",
            "  classes: 2\n",
            "CHECK: no column says when the label was known",
            "  delay: {unit: minutes, plus: 1}\n");
  }

  /** What is written as Germans do is said, and not taken for something else. */
  @Test
  void germanSales() throws IOException {
    LocalDate start = LocalDate.of(2023, 1, 2);
    String yaml =
        suggested(
            "umsatz.csv",
            "Datum;Filiale;Warengruppe;Menge;Umsatz;Rückgabe",
            row ->
                "%s;Nord %d;%s;%d;%s;%s"
                    .formatted(
                        start
                            .plusDays(row / 5)
                            .format(DateTimeFormatter.ofPattern("dd.MM.yyyy", Locale.ROOT)),
                        row % 5,
                        List.of("Brot", "Käse", "Wurst").get(random.nextInt(3)),
                        random.nextInt(90),
                        "%.2f".formatted(random.nextDouble() * 2000).replace('.', ','),
                        random.nextInt(4) == 0 ? "ja" : "nein"),
            Charset.forName("windows-1252"));

    assertThat(yaml)
        .contains(
            "\n# CHECK: it is not UTF-8\nencoding: windows-1252\ndelimiter: \";\"\n",
            "\nkey: Filiale\n",
            "\ntime: {column: Datum, format: dd.MM.yyyy, zone: UTC}\n",
            "CHECK: they name no zone",
            "  - {column: Warengruppe, as: one-hot, values: [Brot, \"Käse\", Wurst], other: true}\n",
            "  - {column: Menge, as: number}\n",
            "  column: \"Rückgabe\"\n",
            "  names: [nein, ja]\n")
        .containsPattern(
            "# - Umsatz has numbers that import does not read, such as \\d+,\\d\\d; write");
  }

  @ParameterizedTest
  @CsvSource({"seconds, 1", "milliseconds, 1000", "microseconds, 1000000"})
  void clicks(String format, long unit) throws IOException {
    String yaml =
        suggested(
            "clicks.jsonl",
            null,
            row ->
                """
                {"time":%d,"user":{"id":%d,"country":%s},"ad":"ad%d","dwell":%s,"clicked":%s}"""
                    .formatted(
                        unit * (1_700_000_000L + 20L * row),
                        random.nextInt(50),
                        row % 4 == 0 ? "null" : row % 4 == 1 ? "\"DE\"" : "\"FR\"",
                        random.nextInt(30),
                        row % 2 == 0 ? "null" : "" + random.nextDouble(),
                        random.nextInt(5) == 0),
            StandardCharsets.UTF_8);

    assertThat(yaml)
        .contains(
            "\nkey: user.id\n",
            "\ntime: {column: time, format: " + format + "}\n",
            "  - {column: user.country, as: one-hot, values: [DE, FR], other: true}\n",
            "  - {column: ad, as: hashed, size: 8}\n",
            "missing in 50.0 %\n  - {column: dwell, as: number}\n",
            "  column: clicked\n  as: class\n",
            "  names: [\"false\", \"true\"]\n");
  }

  /** All days are days of a month and months of a year: the order of rows tells, or nobody does. */
  @Test
  void datesThatMayBeReadInTwoWays() throws IOException {
    List<LocalDate> days = new ArrayList<>();
    for (int month = 1; month <= 12; month++) {
      for (int day = 1; day <= 12; day++) {
        days.addAll(Collections.nCopies(3, LocalDate.of(2024, month, day)));
      }
    }
    assertThat(dated(days, "dd/MM/yyyy"))
        .contains("\ntime: {column: day, format: \"dd/MM/yyyy\", zone: UTC}\n");
    assertThat(dated(days, "MM/dd/yyyy"))
        .contains("\ntime: {column: day, format: \"MM/dd/yyyy\", zone: UTC}\n");
    assertThat(dated(days, "dd.MM.yyyy"))
        .contains("\ntime: {column: day, format: dd.MM.yyyy, zone: UTC}\n");
    assertThat(dated(days, "yyyyMMdd"))
        .contains("\ntime: {column: day, format: yyyyMMdd, zone: UTC}\n");

    Collections.shuffle(days, random);
    assertThat(dated(days, "dd/MM/yyyy"))
        .contains(
            """
            # CHECK: day may hold times, but day and month cannot be told apart; one of:
            # time: {column: day, format: "dd/MM/yyyy", zone: UTC}
            # time: {column: day, format: "MM/dd/yyyy", zone: UTC}
            """,
            "\ntime: {row: minutes}\n",
            "# - day holds times");
    days.set(7, LocalDate.of(2024, 3, 30));
    assertThat(dated(days, "MM/dd/yyyy"))
        .contains("\ntime: {column: day, format: \"MM/dd/yyyy\", zone: UTC}\n");
  }

  /** As logs, spreadsheets, mail and databases write them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "d-MMM-yyyy",
        "d-MMM-yy",
        "d MMMM yyyy HH:mm",
        "d/M/yy HH:mm",
        "M/d/yy h:mm a",
        "d.M.yy",
        "MMMM d, yyyy",
        "EEE, d MMM yyyy HH:mm:ss VV",
        "d/MMM/yyyy:HH:mm:ss XX",
        "EEE MMM d HH:mm:ss VV yyyy",
        "yyyyMMddHHmm",
        "yyyyMMddHHmmss",
        "yyyy-MM-dd HH:mm:ss VV"
      })
  void timesAsTheyAreWrittenElsewhere(String format) throws IOException {
    DateTimeFormatter formatter = DateTimeFormatter.ofPattern(format, Locale.ENGLISH);
    ZonedDateTime start = ZonedDateTime.of(2024, 1, 25, 0, 0, 0, 0, ZoneId.of("UTC"));

    String yaml =
        suggested(
            "times.csv",
            "at,sold",
            row -> "\"%s\",%d".formatted(formatter.format(start.plusHours(row)), row % 7),
            StandardCharsets.UTF_8);

    assertThat(yaml).containsPattern("\ntime: \\{column: at, format: \"?" + format + "[\",}]");
  }

  private String dated(List<LocalDate> days, String format) throws IOException {
    DateTimeFormatter formatter = DateTimeFormatter.ofPattern(format, Locale.ROOT);
    return suggested(
        "dates.csv",
        "day,store,visitors,sold",
        row ->
            "%s,store %d,%d,%d"
                .formatted(
                    days.get(row).format(formatter),
                    random.nextInt(4),
                    random.nextInt(1000),
                    random.nextInt(400)),
        StandardCharsets.UTF_8,
        days.size());
  }

  @Test
  void numbersAlone() throws IOException {
    String yaml =
        suggested(
            "plain.csv",
            null,
            row -> "%s,%s,%d".formatted(random.nextGaussian(), 1e6 * random.nextDouble(), row % 3),
            StandardCharsets.UTF_8);

    assertThat(yaml)
        .contains(
            "\nheader: false\n",
            "\nkey: {constant: all}\n",
            "\ntime: {row: minutes}\n",
            "# 2 numbers\n",
            "  - {column: c1, as: number}\n",
            "  - {column: c2, as: number}\n",
            "  column: c3\n  as: class\n",
            "  classes: 3\n",
            "  delay: {unit: minutes, plus: 1}\n");
  }

  @Test
  void aNumberWithManyValuesIsAValue() throws IOException {
    String yaml =
        suggested(
            "flights.csv",
            "date,delay,distance,origin,destination",
            row ->
                "2001-01-%02dT%02d:00,%d,%d,O%02d,D%02d"
                    .formatted(
                        1 + row / 24,
                        row % 24,
                        random.nextInt(200) - 20,
                        random.nextInt(4000),
                        random.nextInt(40),
                        random.nextInt(40)),
            StandardCharsets.UTF_8);

    assertThat(yaml)
        .contains(
            "\nkey: origin\n",
            "\ntime: {column: date, zone: UTC}\n",
            "  column: delay\n",
            "  as: value\n",
            "  delay: {unit: hours, plus: 1}\n");
  }

  @Test
  void aFirstRowThatLacksANumberIsNoHeader() throws IOException {
    String yaml =
        suggested(
            "lacking.csv",
            null,
            row -> "%s,%s,%d".formatted(random.nextGaussian(), row % 9 == 0 ? "NA" : 7.5, row % 2),
            StandardCharsets.UTF_8);

    assertThat(yaml).contains("\nheader: false\n", "{column: c2, as: number, missing: [NA]}");
  }

  @ParameterizedTest
  @CsvSource({"'\t', '\t'", "'|', '|'", "';', ';'"})
  void cellsMayBeSeparatedByOtherCharacters(String delimiter, String said) throws IOException {
    String yaml =
        suggested(
            "separated.tsv",
            String.join(delimiter, "x", "size, in cm", "label"),
            row ->
                String.join(
                    delimiter, "" + random.nextGaussian(), "" + row % 7, row % 2 == 0 ? "a" : "b"),
            StandardCharsets.UTF_8);

    assertThat(yaml)
        .contains(
            "\ndelimiter: \"" + said.replace("\t", "\\t") + "\"\n",
            "{column: \"size, in cm\", as: number}");
  }

  @Test
  void labelsThatDidNotComeAreNamed() throws IOException {
    String yaml =
        suggested(
            "some.csv",
            "x,label",
            row -> random.nextGaussian() + "," + List.of("0", "1", "?").get(row % 3),
            StandardCharsets.UTF_8);

    assertThat(yaml).contains("\nmissing: [\"?\"]\n", "  classes: 2\n");
  }

  @Test
  void hostileNamesAreQuoted() throws IOException {
    String yaml =
        suggested(
            "a b'c.csv",
            "\"x: # \"\"y\"\"\",-,yes,\"two\nlines\",,label",
            row ->
                "%s,%d,%s,%d,7,%s"
                    .formatted(
                        List.of("[a]", "{b}", "'c\"\"d'")
                            .get(row % 3)
                            .replaceFirst("(.*)", "\"$1\""),
                        random.nextInt(90),
                        random.nextGaussian(),
                        random.nextInt(900),
                        row % 2 == 0 ? "on" : "off"),
            StandardCharsets.UTF_8);

    assertThat(yaml)
        .contains(
            "import 'a b'\\''c.csv' --mapping",
            "{column: \"x: # \\\"y\\\"\", as: one-hot",
            "{column: \"-\", as: number}",
            "{column: \"yes\", as: number}",
            "{column: \"two\\u000alines\", as: number}",
            "# - a column has no name\n",
            "names: [\"off\", \"on\"]");
  }

  @Test
  void whatCannotBeMappedIsSaid() throws IOException {
    Path one =
        Files.writeString(
            temp.resolve("one.csv"), "customer,at,amount,amount\nann,2024-01-01,5,6\n");
    assertThatThrownBy(() -> MappingSuggestion.of(DataFile.at(one), bytes -> {}))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("one.csv: no column can be the label")
        .hasMessageContaining("at, which holds times")
        .hasMessageContaining("amount, which is the name of more than one column");
    Path none = Files.writeString(temp.resolve("none.csv"), "a,b\n");
    assertThatThrownBy(() -> MappingSuggestion.of(DataFile.at(none), bytes -> {}))
        .hasMessageEndingWith("none.csv: has no rows; expected one a line");
    Path remark = Files.writeString(temp.resolve("remark.csv"), "# of May\na,b\n1,2\n");
    assertThatThrownBy(() -> MappingSuggestion.of(DataFile.at(remark), bytes -> {}))
        .hasMessageEndingWith(
            "remark.csv: no row can be used; line 2: has 2 cells; expected 1, as many as line 1"
                + " names columns");
  }

  private String suggested(String name, String header, IntFunction<String> row, Charset encoding)
      throws IOException {
    return suggested(name, header, row, encoding, ROWS);
  }

  /** The mapping, which must import each row. */
  private String suggested(
      String name, String header, IntFunction<String> row, Charset encoding, int rows)
      throws IOException {
    String lines = IntStream.range(0, rows).mapToObj(row).collect(Collectors.joining("\n"));
    Path file = temp.resolve(name);
    Files.writeString(file, (header == null ? "" : header + "\n") + lines + "\n", encoding);
    String yaml = MappingSuggestion.of(new DataFile(name, DataFile.at(file).opening()), n -> {});
    Path mapping = Files.writeString(temp.resolve("mapping.yaml"), yaml);
    TableImport.Result result =
        new TableImport(DataFile.at(file), Mapping.read(mapping), true)
            .run(temp.resolve("out-" + System.nanoTime()), n -> {});
    assertThat(result.info().observations()).isEqualTo(rows);
    return yaml;
  }
}
