package dev.reinstate.recording.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Event;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.recording.Recording;
import dev.reinstate.recording.file.DataFile;
import dev.reinstate.recording.file.RecordingException;
import dev.reinstate.recording.stream.EventStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableImportTest {

  private static final String MAPPING =
      """
      name: shop
      key: customer
      id: order
      time: {column: at, format: seconds}
      features:
        - {column: amount, as: number, center: 10, scale: 4, missing: 10}
        - {column: kind, as: one-hot, values: [card, cash]}
      target: {column: back, as: class, names: ["no", "yes"], delay: {unit: days, plus: 2}}
      """;

  private static final String CSV =
      """
      customer,order,at,amount,kind,back
      ann,2,2000,18,cash,yes
      ann,1,1000,,card,no
      "bob, jr",3,1500, 10 ,cash,
      """;

  @TempDir private Path temp;

  /** Of four rows, one. */
  @Test
  void rowsThatAJobWouldRefuseAreBad() throws IOException {
    String rows =
        """
        customer,order,at,amount,kind,back
        %s,1,2000,1,cash,yes
        ann,2,-1,1,cash,yes
        ann,3,1704103200000,1,cash,yes
        ann,4,1704103200,1,cash,yes
        """;
    TableImport.Result result = imported(MAPPING, "shop.csv", rows.formatted("x".repeat(513)));

    assertThat(result.unusable().count()).isEqualTo(3);
    assertThat(result.unusable().reasons())
        .containsExactly(
            "line 2: key: 513 bytes of UTF-8, expected 1 to 512",
            "line 3: time: -1000, expected milliseconds since 1970, 0 to 253402300799999",
            "line 4: time: 1704103200000000, which looks like microseconds"
                + " (2024-01-01T10:00:00Z), expected milliseconds since 1970, 0 to 253402300799999");
    assertThat(events(Recording.open(temp.resolve("out"))))
        .extracting(Event::observationId)
        .containsExactly("4", "4");
  }

  /** The feedback's time follows from a column of its own. */
  @Test
  void aRowWhoseFeedbackAJobWouldRefuseIsBad() throws IOException {
    String mapping =
        MAPPING.replace("delay: {unit: days, plus: 2}", "time: {column: seen, format: seconds}");
    String rows =
        """
        customer,order,at,amount,kind,back,seen
        ann,1,1704103200,1,cash,yes,1704103200000
        ann,2,1704103200,1,cash,yes,1704103201
        """;
    TableImport.Result result = imported(mapping, "shop.csv", rows);

    assertThat(result.unusable().count()).isOne();
    assertThat(result.unusable().reasons())
        .singleElement()
        .asString()
        .startsWith("line 2: time: 17041032");
    assertThat(events(Recording.open(temp.resolve("out")))).hasSize(2);
  }

  @Test
  void aRowIsAnObservationAndItsFeedback() throws IOException {
    TableImport.Result result = imported(MAPPING, "shop.csv", CSV);

    Recording recording = Recording.open(temp.resolve("out"));
    assertThat(recording.info().target()).isEqualTo(Target.CLASS);
    assertThat(recording.info().classes()).isEqualTo(2);
    assertThat(result.withoutTarget()).isOne();
    assertThat(result.unusable().count()).isZero();
    List<Event> events = events(recording);
    assertThat(events).extracting(Event::observationId).containsExactly("1", "3", "2", "1", "2");
    assertThat(events).extracting(Event::key).startsWith("ann", "bob, jr", "ann");
    assertThat(((Observation) events.get(0)).features()).containsExactly(0, 1, 0);
    assertThat(((Observation) events.get(2)).features()).containsExactly(2, 0, 1);
    Feedback last = (Feedback) events.get(4);
    assertThat(last.target()).isEqualTo(1);
    assertThat(last.feedbackId()).isEqualTo("label");
    assertThat(last.observationTime()).isEqualTo(2_000_000);
    assertThat(last.time()).isEqualTo(2_000_000 + 2 * 24 * 3_600_000);
  }

  @Test
  void otherKeysAreThoseThatARowHas() throws IOException {
    String mapping = MAPPING.replace("id: order", "id: order\nkeys: {shop: where, by: kind}");
    imported(
        mapping,
        "shop.csv",
        """
        customer,order,at,amount,kind,back,where
        ann,1,1000,1,card,no,Köln
        ann,2,2000,1,cash,no,
        """);

    assertThat(observations())
        .extracting(Observation::keys)
        .containsExactly(Map.of("shop", "Köln", "by", "card"), Map.of("by", "cash"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {delay: {unit: hours, plus: 1}}                                        | 4600000 | 5600000
          {delay: {unit: seconds, plus: 1, columns: {wait: 0.5}}}                | 1801000 |
          {time: {column: wait, format: seconds}}                                | 1600000 |
          {time: {column: wait, format: seconds, unit: minutes, plus: 46}}       | 4360000 |
          """)
  void feedbackIsDueAtATimeOfTheRow(String due, long first, Long second) throws IOException {
    String mapping = MAPPING.replace("column: back,", "column: back, due: %s,".formatted(due));
    imported(
        mapping,
        "shop.csv",
        """
        customer,order,at,amount,kind,back,wait
        ann,1,1000,1,card,no,1600
        ann,2,2000,1,cash,no,
        """);
    assertThat(observations())
        .extracting(Observation::feedbackDue)
        .containsExactly(first, second == null ? Observation.NO_FEEDBACK_DUE : second);
  }

  @Test
  void aRowWhoseFeedbackIsDueBeforeItIsBad() throws IOException {
    String mapping =
        MAPPING.replace("column: back,", "column: back, due: {delay: {unit: days, plus: 0}},");
    assertThatThrownBy(() -> imported(mapping, "shop.csv", CSV))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining(
            "line 2: feedbackDue: 2000000 (1970-01-01T00:33:20Z), expected a time");
  }

  private List<Observation> observations() {
    List<Observation> observations = new ArrayList<>();
    try (EventStream<Observation> all = Recording.open(temp.resolve("out")).observations()) {
      all.forEachRemaining(observations::add);
    }
    return observations;
  }

  @Test
  void jsonLinesMakeTheSame() throws IOException {
    imported(MAPPING, "shop.csv", CSV);
    List<Event> expected = events(Recording.open(temp.resolve("out")));
    String json =
        """
        {"customer": "ann", "order": 2, "at": 2000, "amount": 18, "kind": "cash", "back": "yes"}

        {"customer": "bob, jr", "order": "3", "at": 1500, "amount": 10, "kind": "cash", "back": null}
        {"customer": "ann", "order": 1, "at": 1000, "kind": "card", "back": "no"}
        """;

    Path zipped = temp.resolve("shop.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      out.write(json.getBytes(StandardCharsets.UTF_8));
    }
    new TableImport(DataFile.at(zipped), Mapping.parse(MAPPING, "m"), true)
        .run(temp.resolve("json"), n -> {});

    assertThat(events(Recording.open(temp.resolve("json"))))
        .usingRecursiveFieldByFieldElementComparator()
        .isEqualTo(expected);
  }

  @Test
  void aDotGoesIntoAnObject() throws IOException {
    String mapping =
        """
        name: n
        key: who.name
        time: {column: t, format: milliseconds}
        features: [{column: x, as: number}]
        target: {column: y, as: value, time: {column: seen, format: milliseconds}}
        """;

    imported(
        mapping, "n.jsonl", "{\"who\":{\"name\":\"ann\"},\"t\":7,\"x\":0.5,\"y\":-2.5,\"seen\":9}");

    List<Event> events = events(Recording.open(temp.resolve("out")));
    assertThat(events.get(0).key()).isEqualTo("ann");
    assertThat(events.get(0).observationId()).as("number of the row").isEqualTo("1");
    assertThat(events.get(1).time()).isEqualTo(9);
    assertThat(((Feedback) events.get(1)).target()).isEqualTo(-2.5);
  }

  @ParameterizedTest
  @CsvSource({
    "iso, UTC, 2001-02-03T04:05, 2001-02-03T04:05:00Z",
    "iso, Europe/Berlin, 2001-02-03T04:05:06.5, 2001-02-03T03:05:06.500Z",
    "iso, Europe/Berlin, 2001-02-03T04:05:06+05:00, 2001-02-02T23:05:06Z",
    "iso, UTC, 2001-02-03, 2001-02-03T00:00:00Z",
    "dd.MM.yyyy HH:mm, -01:00, 03.02.2001 04:05, 2001-02-03T05:05:00Z",
    "MM/dd/yyyy hh:mm a, UTC, 02/03/2001 04:05 PM, 2001-02-03T16:05:00Z",
    "yyyy-MM-ddXXX, UTC, 2001-02-03+05:00, 2001-02-02T19:00:00Z",
    "yyyy-MM-dd[ HH:mm], UTC, 2001-02-03, 2001-02-03T00:00:00Z",
    "uuuuMMdd, UTC, 20010203, 2001-02-03T00:00:00Z",
    "d MMMM yyyy, UTC, 3 february 2001, 2001-02-03T00:00:00Z",
    "EEE d-MMM-yy h:mm a, UTC, Sat 3-FEB-01 4:05 pm, 2001-02-03T16:05:00Z",
    "seconds, UTC, 1.5, 1970-01-01T00:00:01.500Z",
    "milliseconds, UTC, 1500, 1970-01-01T00:00:01.500Z",
    "microseconds, UTC, 981173100250000, 2001-02-03T04:05:00.250Z",
    "nanoseconds, UTC, 981173100250000000, 2001-02-03T04:05:00.250Z"
  })
  void timesHaveAFormatAndAZone(String format, String zone, String cell, Instant expected)
      throws IOException {
    String mapping =
        """
        name: n
        key: k
        time: {column: t, format: "%s", zone: "%s"}
        features: [{column: x, as: number}]
        target: {column: y, as: reward, delay: {unit: seconds, plus: 1}}
        """
            .formatted(format, zone);

    imported(mapping, "n.csv", "k,t,x,y\na," + cell + ",1,1\n");

    assertThat(events(Recording.open(temp.resolve("out"))).get(0).time())
        .isEqualTo(expected.toEpochMilli());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{column: x, as: number, log: true, center: 1, scale: 2} | 1.718281828 | 0",
        "{column: x, as: cyclic, period: 8, harmonics: 2} | 2 | 1 0 0 -1",
        "{column: x, as: cyclic, of: day} | 2001-01-01T06:00 | 1 0",
        "{column: x, as: cyclic, of: weekday} | 2001-01-01T23:00 | 0 1",
        "{column: x, as: cyclic, of: year, zone: Europe/Berlin} | 2001-01-01 | 0 1",
        "{column: x, as: one-hot, values: [a, b, c]} | b | 0 1 0"
      })
  void columnsBecomeNumbers(String feature, String cell, String expected) throws IOException {
    float[] x = features(feature, cell);

    String[] numbers = expected.split(" ");
    assertThat(x).hasSize(numbers.length);
    for (int i = 0; i < x.length; i++) {
      assertThat(x[i]).isCloseTo(Float.parseFloat(numbers[i]), within(1e-6f));
    }
  }

  @Test
  void aHashIsAVectorOfLengthOneForEachName() throws IOException {
    String feature = "{column: x, as: hashed, size: 40}";
    float[] one = features(feature, "SFO");
    float[] other = features(feature, "LAX");

    assertThat(dot(one, one)).isCloseTo(1, within(1e-6));
    assertThat(Math.abs(dot(one, other))).isLessThan(.5);
    assertThat(features(feature, "SFO")).containsExactly(one);
    assertThat(one).as("numbers of the second hash").doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{column: x, as: number} | '' | NaN",
        "{column: x, as: number} | nan | NaN",
        "{column: x, as: number} | NULL | NaN",
        "{column: x, as: number, log: true, center: 1} | '' | NaN",
        "{column: x, as: number, missing: 4, scale: 2} | NaN | 2",
        "{column: x, as: number, missing: [-999, none]} | -999.0 | NaN",
        "{column: x, as: number, missing: [-999, none]} | none | NaN",
        "{column: x, as: number, missing: [-999, none]} | -99 | -99",
        "{column: x, as: number} | ? | NaN",
        "{column: x, as: cyclic, period: 8} | '' | NaN NaN",
        "{column: x, as: cyclic, of: day} | '' | NaN NaN",
        "{column: x, as: one-hot, values: [a, b]} | '' | 0 0",
        "{column: x, as: one-hot, values: [a, b]} | ? | 0 0",
        "{column: x, as: one-hot, values: [a, \"?\"]} | ? | 0 1",
        "{column: x, as: one-hot, values: [a, \"\"], other: true} | '' | 0 1 0",
        "{column: x, as: one-hot, values: [a, b], other: true} | '' | 0 0 0",
        "{column: x, as: one-hot, values: [a, b], other: true} | c | 0 0 1"
      })
  void aCellMayBeMissing(String feature, String cell, String expected) throws IOException {
    float[] x = features(feature, cell);

    String[] numbers = expected.split(" ");
    assertThat(x).hasSize(numbers.length);
    for (int i = 0; i < x.length; i++) {
      assertThat((Object) x[i]).isEqualTo(Float.parseFloat(numbers[i]));
    }
  }

  @Test
  void thatANameIsMissingIsANameOfItsOwn() throws IOException {
    String feature = "{column: x, as: hashed, size: 8}";
    float[] missing = features(feature, "");

    assertThat(dot(missing, missing)).isCloseTo(1, within(1e-6));
    assertThat(features(feature, "?")).containsExactly(missing);
    assertThat(features(feature, "a")).isNotEqualTo(missing);
  }

  @Test
  void aTargetThatIsMissingNeverCameAndAKeyThatIsMissingIsWrong() throws IOException {
    String csv = "customer,order,at,amount,kind,back\nann,1,1000,?,card,?\n?,2,1000,1,card,no\n";

    TableImport.Result result = imported("missing: [\"?\"]\n" + MAPPING, "shop.csv", csv);

    assertThat(result.withoutTarget()).isOne();
    assertThat(result.unusable().reasons())
        .containsExactly(
            "line 3: customer is '?', which is not allowed; allowed: anything but nothing");
  }

  @Test
  void jsonMayLackANumber() throws IOException {
    String mapping = MAPPING.replace(", missing: 10", "");
    String row = "{\"customer\":\"ann\",\"order\":%d,\"at\":1,\"kind\":\"card\"%s}\n";

    TableImport.Result result =
        imported(
            mapping,
            "shop.json",
            row.formatted(1, ",\"amount\":null")
                + row.formatted(2, ",\"amount\":NaN")
                + row.formatted(3, "")
                + row.formatted(4, ",\"amount\":14")
                + row.formatted(5, ",\"amount\":-Infinity"));

    assertThat(events(Recording.open(temp.resolve("out"))))
        .extracting(event -> ((Observation) event).features()[0])
        .containsExactly(Float.NaN, Float.NaN, Float.NaN, 1f);
    assertThat(result.info().missing()).containsExactly(0);
    assertThat(result.unusable().count()).isOne();
  }

  private float[] features(String feature, String cell) throws IOException {
    String mapping =
        """
        name: n
        key: k
        missing: ["?"]
        time: {column: t, format: seconds}
        features: [%s]
        target: {column: y, as: class, classes: 2, delay: {unit: hours, plus: 1}}
        """
            .formatted(feature);
    Path out = temp.resolve("out-" + cell.hashCode() + "-" + System.nanoTime());
    Path csv = Files.writeString(temp.resolve("f.csv"), "k,t,x,y\na,0," + cell + ",1\n");
    new TableImport(DataFile.at(csv), Mapping.parse(mapping, "m"), true).run(out, bytes -> {});
    return ((Observation) events(Recording.open(out)).get(0)).features();
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x,4,1,inf,card,no | amount is 'inf', which is not allowed; allowed: a number",
        "x,4,1,Infinity,card,no | amount is 'Infinity', which is not allowed; allowed: a number",
        "x,4,,1,card,no | at is '', which is not allowed; allowed: a number",
        ",4,1,1,card,no | customer is '', which is not allowed; allowed: anything but nothing",
        "x,4,soon,1,card,no | at is 'soon', which is not allowed; allowed: a number",
        "x,4,1,much,card,no | amount is 'much', which is not allowed; allowed: a number",
        "x,4,1,1,gold,no | kind is 'gold', which is not allowed; allowed: card, cash",
        "x,4,1,1,card,maybe | back is 'maybe', which is not allowed; allowed: no, yes",
        "x,4,1,1,card | has 5 cells; expected 6, as many as line 1 names columns",
        "\"x\" y,4,1,1,card,no | has quotes that do not match; expected them around a whole cell, and twice within it"
      })
  void aRowThatCannotBeUsedIsCountedAndSaid(String row, String problem) throws IOException {
    String csv = CSV + row + "\nann,9,3000,1,card,yes\n";

    TableImport.Result result = imported(MAPPING, "shop.csv", csv);

    assertThat(result.unusable().count()).isOne();
    assertThat(result.rows()).isEqualTo(5);
    assertThat(result.unusable().reasons()).containsExactly("line 5: " + problem);
    assertThat(result.info().observations()).isEqualTo(4);
    assertThatThrownBy(
            () ->
                new TableImport(
                        DataFile.at(temp.resolve("shop.csv")), Mapping.parse(MAPPING, "m"), true)
                    .run(temp.resolve("strict"), bytes -> {}))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("shop.csv, line 5: " + problem);
  }

  @Test
  void columnsThatTheMappingDoesNotNameMayHaveAnyName() throws IOException {
    String csv = ",customer,order,at,amount,kind,back,note,note\n1,ann,1,1000,1,card,no,x,y\n";

    TableImport.Result result = imported(MAPPING, "shop.csv", csv);

    assertThat(result.unusable().reasons()).isEmpty();
    assertThat(result.info().observations()).isOne();
  }

  @Test
  void aTableMayHaveNoHeaderNoKeyAndNoTime() throws IOException {
    String mapping =
        """
        name: n
        header: false
        key: {constant: all}
        time: {row: minutes}
        features: [{column: c1, as: number}, {column: c2, as: number}]
        target: {column: c3, as: class, classes: 2, delay: {unit: minutes, plus: 1}}
        """;

    TableImport.Result result = imported(mapping, "n.csv", "1,2,0\n3,4\n5,6,1\n");

    assertThat(result.unusable().reasons())
        .containsExactly("line 2: has 2 cells; expected 3, as many as line 1 has");
    List<Event> events = events(Recording.open(temp.resolve("out")));
    assertThat(events).extracting(Event::key).containsOnly("all");
    assertThat(events)
        .extracting(event -> Instant.ofEpochMilli(event.time()).toString())
        .containsExactly(
            "2000-01-01T00:01:00Z",
            "2000-01-01T00:02:00Z",
            "2000-01-01T00:03:00Z",
            "2000-01-01T00:04:00Z");
    assertThat(((Observation) events.get(0)).features()).containsExactly(1, 2);

    imported(
        mapping.replace("row: minutes", "row: days, start: 2020-01-31"), "s.csv", "1,2,0\n", "s");
    assertThat(events(Recording.open(temp.resolve("s"))).get(0).time())
        .isEqualTo(Instant.parse("2020-02-01T00:00:00Z").toEpochMilli());
  }

  @Test
  void emptyLinesAreNoRows() throws IOException {
    TableImport.Result result = imported(MAPPING, "shop.csv", "\n" + CSV + "\n  \n\r\n");

    assertThat(result.rows()).isEqualTo(3);
    assertThat(result.unusable().reasons()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x,4,1,1,card,\"no\nann,9,3000,1,card,yes\n",
        "x,4,1,1,card,\"no\nann,9,3000,1,card,\"yes\"\n"
      })
  void aQuoteThatTakesRowsForTextEndsTheImport(String rows) {
    assertThatThrownBy(() -> imported(MAPPING, "shop.csv", CSV + rows))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("shop.csv, line 5 to 6: has quotes that do not match")
        .hasMessageContaining("cannot be told");
  }

  @Test
  void objectsOfOneLineAreRows() throws IOException {
    String row = "{\"customer\":\"ann\",\"order\":%s,\"at\":1,\"amount\":1,\"kind\":\"card\"}";
    String json = row.formatted(1) + row.formatted(2) + "\n" + row.formatted(3) + " 4 oops";

    TableImport.Result result = imported(MAPPING, "shop.json", json);

    assertThat(result.info().observations()).isEqualTo(3);
    assertThat(result.unusable().reasons())
        .hasSize(2)
        .satisfies(
            said ->
                assertThat(said.get(0)).isEqualTo("line 2: is no JSON object; expected objects"))
        .satisfies(said -> assertThat(said.get(1)).startsWith("line 2: is no JSON from there on"));
  }

  @Test
  void aFieldThatAnObjectHasTwiceMakesTheRowUnusable() throws IOException {
    String row = "{\"customer\":\"ann\",\"at\":1,\"amount\":1,\"kind\":\"card\",\"order\":1%s}\n";

    TableImport.Result result =
        imported(MAPPING, "shop.json", row.formatted("") + row.formatted(",\"order\":2"));

    assertThat(result.info().observations()).isOne();
    assertThat(result.unusable().reasons())
        .singleElement()
        .asString()
        .contains("Duplicate field 'order'");
  }

  @Test
  void numbersThatAreIdsKeepTheirDigits() throws IOException {
    String row = "{\"customer\":\"ann\",\"order\":%s,\"at\":1,\"amount\":1,\"kind\":\"card\"}\n";

    imported(
        MAPPING,
        "shop.json",
        row.formatted("12345678901234567890") + row.formatted("9007199254740993.0"));

    assertThat(events(Recording.open(temp.resolve("out"))))
        .extracting(Event::observationId)
        .containsExactly("12345678901234567890", "9007199254740993.0");
  }

  @ParameterizedTest
  @CsvSource({"UTF-8", "UTF-16LE", "UTF-16BE"})
  void aByteOrderMarkIsPassedOver(String encoding) throws IOException {
    Path file =
        Files.writeString(temp.resolve("shop.csv"), "\uFEFF" + CSV, Charset.forName(encoding));
    String mapping = "encoding: " + encoding + "\n" + MAPPING;

    TableImport.Result result =
        new TableImport(DataFile.at(file), Mapping.parse("\uFEFF" + mapping, "m"), true)
            .run(temp.resolve("out"), bytes -> {});

    assertThat(result.rows()).isEqualTo(3);
  }

  @Test
  void aTableMayHaveAnotherEncodingThatTheMappingNames() throws IOException {
    Path file =
        Files.writeString(
            temp.resolve("shop.csv"),
            CSV.replace("ann", "M\u00fcller"),
            StandardCharsets.ISO_8859_1);

    assertThatThrownBy(
            () ->
                new TableImport(DataFile.at(file), Mapping.parse(MAPPING, "m"), false)
                    .run(temp.resolve("refused"), bytes -> {}))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("shop.csv, line 2: byte 37 of the file, 0xFC, is not UTF-8");
    new TableImport(DataFile.at(file), Mapping.parse("encoding: ISO-8859-1\n" + MAPPING, "m"), true)
        .run(temp.resolve("out"), bytes -> {});
    assertThat(events(Recording.open(temp.resolve("out"))).get(0).key()).isEqualTo("M\u00fcller");
  }

  @ParameterizedTest
  @CsvSource({"2001-02-30", "2001-02-03T25:00", "+999999999-01-01"})
  void aTimeThatThereIsNotMakesTheRowUnusable(String time) throws IOException {
    String mapping = MAPPING.replace("format: seconds", "format: iso");

    TableImport.Result result =
        imported(
            mapping,
            "shop.csv",
            "customer,order,at,amount,kind,back\nann,1,2001-02-03,1,card,no\nann,2,%s,1,card,no\n"
                .formatted(time));

    assertThat(result.unusable().reasons())
        .singleElement()
        .asString()
        .startsWith("line 3: at is '" + time + "', which is not allowed; allowed: a time ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yyyy-MM-dd hh:mm",
        "yyyy-MM-dd mm:ss",
        "yyyy-MM-dd a",
        "YYYY-MM-dd",
        "yyyy-MM",
        "dd.MM. HH:mm",
        "HH:mm"
      })
  void aPatternThatLosesPartOfATimeIsRefused(String pattern) {
    assertThatThrownBy(() -> Mapping.parse(MAPPING.replace("seconds", "\"" + pattern + "\""), "m"))
        .isInstanceOf(MappingException.class)
        .hasMessageContaining("m, time: format is '" + pattern + "', which is not allowed");
  }

  @Test
  void aSecondDocumentInAMappingIsRefused() {
    assertThatThrownBy(() -> Mapping.parse(MAPPING + "---\nname: other\n", "m"))
        .isInstanceOf(MappingException.class)
        .hasMessageStartingWith("m is no YAML");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "customer,order,at | has no column amount, back, kind, which the mapping names",
        "customer,order,at,amount,kind,back,amount | line 1: has more than one column amount, which the mapping names; expected one",
        "customer,order,at,amount,kind,back | has no rows; expected one a line"
      })
  void aTableThatDoesNotFitIsRefused(String csv, String problem) {
    assertThatThrownBy(() -> imported(MAPPING, "shop.csv", csv + "\n"))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "key: customer | m: key is missing; allowed: a text",
        "as: one-hot | m, features 2: as is 'dance', which is not allowed; allowed: number, one-hot, hashed, cyclic",
        "scale: 4 | m, features 1: there is no field 'dance'",
        "seconds | m, time: format is 'tbd', which is not allowed; allowed: iso, seconds",
        "unit: days, | m, target, delay: unit is missing",
        "'names: [\"no\", \"yes\"]' | m, target: names is '[false,true]', which is not allowed; allowed: a list of different names, yes",
        "plus: 2 | m, target, delay: there is no field 'dance'; allowed: columns, least, plus, unit, whole"
      })
  void aMappingThatIsWrongIsRefused(String part, String problem) {
    String instead =
        part.equals("key: customer") || part.equals("unit: days,")
            ? ""
            : part.startsWith("names")
                ? "names: [no, yes]"
                : part.equals("seconds") ? "tbd" : part.startsWith("as") ? "as: dance" : "dance: 1";
    assertThatThrownBy(() -> Mapping.parse(MAPPING.replace(part, instead), "m"))
        .isInstanceOf(MappingException.class)
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{column: x, as: number} | amount | m, features 1: 'amount' is not allowed; expected a map, such as {column: amount, as: number}",
        "{column: x, as: number} | [amount] | m, features 1: '[\"amount\"]' is not allowed; expected a map, such as",
        "{column: t} | at | m, time: 'at' is not allowed; expected a map, such as {column: at}",
        "{unit: days} | 30 | m, target, delay: '30' is not allowed; expected a map, such as {unit: days, plus: 30}"
      })
  void whatShouldBeAMapIsRefusedWithAnExample(String part, String instead, String problem) {
    String mapping =
        """
        name: n
        key: k
        time: {column: t}
        features: [{column: x, as: number}]
        target: {column: y, as: value, delay: {unit: days}}
        """;
    assertThatThrownBy(() -> Mapping.parse(mapping.replace(part, instead), "m"))
        .isInstanceOf(MappingException.class)
        .hasMessageContaining(problem);
  }

  private TableImport.Result imported(String mapping, String name, String table)
      throws IOException {
    return imported(mapping, name, table, "out");
  }

  private TableImport.Result imported(String mapping, String name, String table, String out)
      throws IOException {
    Path file = Files.writeString(temp.resolve(name), table);
    return new TableImport(DataFile.at(file), Mapping.parse(mapping, "m"), false)
        .run(temp.resolve(out), bytes -> {});
  }

  private static List<Event> events(Recording recording) {
    List<Event> events = new ArrayList<>();
    try (EventStream<Event> stream = recording.events()) {
      stream.forEachRemaining(events::add);
    }
    return events;
  }
}
