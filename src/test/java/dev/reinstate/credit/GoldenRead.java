package dev.reinstate.credit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reinstate.compute.Similarity;
import dev.reinstate.credit.outcome.ClassOutcome;
import dev.reinstate.credit.outcome.Outcome;
import dev.reinstate.credit.outcome.RewardOutcome;
import dev.reinstate.credit.outcome.ValueOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A case of golden-reads.json as the product's classes. Another file can be given with
 * -Dgolden.reads=PATH.
 */
record GoldenRead(JsonNode json) {

  private static final String UNIT_DOT = "unit-dot";

  static Stream<GoldenRead> all() throws IOException {
    String path = System.getProperty("golden.reads");
    try (InputStream in =
        path == null
            ? GoldenRead.class.getResourceAsStream("/golden-reads.json")
            : Files.newInputStream(Path.of(path))) {
      JsonNode cases = new ObjectMapper().readTree(in).get("cases");
      return StreamSupport.stream(cases.spliterator(), false).map(GoldenRead::new);
    }
  }

  @Override
  public String toString() {
    return json.get("name").asText();
  }

  JsonNode expected() {
    return json.get("expected");
  }

  /**
   * A head of a read.
   *
   * @param read number of its read
   * @param number of the head through all reads, as the file has them
   */
  record Head(int read, int number, JsonNode json, JsonNode expected) {

    boolean isLearned() {
      return json.get("similarity").asText().equals(UNIT_DOT);
    }
  }

  /** The heads in the order that reads have them: the code head is the last of its read. */
  List<Head> heads() {
    List<Head> heads = new ArrayList<>();
    int number = 0;
    for (int read = 0; read < counts().length; read++) {
      JsonNode ofRead = json.get("reads").get(read).get("heads");
      JsonNode expected = expected().get("reads").get(read).get("heads");
      List<Head> ordered = new ArrayList<>();
      for (int h = 0; h < ofRead.size(); h++) {
        ordered.add(new Head(read, number++, ofRead.get(h), expected.get(h)));
      }
      ordered.sort(Comparator.comparing(head -> !head.isLearned()));
      heads.addAll(ordered);
    }
    return heads;
  }

  private List<Head> heads(boolean learned) {
    return heads().stream().filter(head -> head.isLearned() == learned).toList();
  }

  /** Numbers of heads, then of rates, in the order that the combination has them. */
  double[] experts(JsonNode numbers) {
    double[] ordered = numbers(numbers);
    List<Head> heads = heads();
    for (int h = 0; h < heads.size(); h++) {
      ordered[h] = numbers.get(heads.get(h).number()).asDouble();
    }
    return ordered;
  }

  /** Each read compares parts of its own. */
  ReadForm form() {
    List<ReadHeads> reads = new ArrayList<>();
    int part = 0;
    for (int read = 0; read < counts().length; read++) {
      int number = read;
      List<Head> heads = heads().stream().filter(head -> head.read() == number).toList();
      int learned = (int) heads.stream().filter(Head::isLearned).count();
      reads.add(new ReadHeads(part, learned, learned < heads.size(), 1));
      part += learned;
    }
    List<Head> codes = heads(false);
    return new ReadForm(
        outcome(),
        Similarity.UNIT_DOT,
        reads,
        start(heads(true)),
        true,
        1,
        true,
        true,
        IntStream.range(0, features().length).toArray(),
        codes.isEmpty() ? 0 : codes.get(0).json().get("query").size(),
        start(codes),
        json.get("rates").size() / reads.size(),
        false);
  }

  private static double start(List<Head> heads) {
    return heads.isEmpty() ? 1 : heads.get(0).json().get("tau0").asDouble();
  }

  private Outcome outcome() {
    return switch (json.get("target_kind").asText()) {
      case "class" -> new ClassOutcome(json.get("classes").asInt(), json.get("epsilon").asDouble());
      case "value" -> new ValueOutcome();
      case "reward" -> new RewardOutcome();
      default -> throw new IllegalArgumentException(json.get("target_kind").asText());
    };
  }

  /** Whose start differs from the form's has a k that makes up for it. */
  ReadParameters parameters(ReadForm form) {
    ReadParameters parameters = new ReadParameters(form);
    ReadLayout layout = new ReadLayout(form);
    float[] flat = new float[parameters.count()];
    List<Head> heads = heads();
    for (int h = 0; h < heads.size(); h++) {
      JsonNode head = heads.get(h).json();
      double start = heads.get(h).isLearned() ? form.temperature() : form.codeTemperature();
      double apart = Math.log(start / head.get("tau0").asDouble());
      flat[layout.temperature(h)] = (float) (head.get("k").asDouble() + apart);
      flat[layout.decay(h)] = (float) head.get("lambda").asDouble();
      flat[layout.nullLogit(h)] = (float) head.get("null").asDouble();
      copy(numbers(head.get("rho")), flat, layout.shift(h));
    }
    JsonNode combination = json.get("combination");
    copy(experts(combination.get("w")), flat, layout.weights());
    copy(numbers(combination.get("b")), flat, layout.bias());
    copy(numbers(combination.get("beta")), flat, layout.own(0));
    parameters.write(flat, 0);
    return parameters;
  }

  /** Memories of each read. */
  int[] counts() {
    return reads().mapToInt(read -> read.get("values").size()).toArray();
  }

  /** The most memories of a read. */
  int k() {
    return Arrays.stream(counts()).max().orElseThrow();
  }

  double[] values() {
    return reads().flatMapToDouble(read -> Arrays.stream(numbers(read.get("values")))).toArray();
  }

  double[] ages() {
    return reads().flatMapToDouble(read -> Arrays.stream(numbers(read.get("log1p_age")))).toArray();
  }

  private Stream<JsonNode> reads() {
    return StreamSupport.stream(json.get("reads").spliterator(), false);
  }

  /** What is expected of the memories of all reads. */
  double[] expectedOfMemories(String name) {
    return StreamSupport.stream(expected().get("reads").spliterator(), false)
        .flatMapToDouble(read -> Arrays.stream(numbers(read.get(name))))
        .toArray();
  }

  float[] prior() {
    return floats(json.get("prior"));
  }

  float[] rates() {
    return floats(json.get("rates"));
  }

  float[] features() {
    return floats(json.get("combination").get("x_own"));
  }

  double target() {
    return json.get("target").asDouble();
  }

  /**
   * A row for the query, then one for each memory, read by read: the learned heads of all reads
   * have a part of it each, which is 0 in a memory that its read does not have.
   */
  float[] vectors() {
    return floats(rows(Head::json));
  }

  /** The gradients, laid out as the vectors. */
  double[] expectedGradients() {
    return rows(head -> head.expected().get("grad"));
  }

  private double[] rows(Function<Head, JsonNode> vectors) {
    List<Head> learned = heads(true);
    int size = learned.get(0).json().get("query").size();
    int dimension = learned.size() * size;
    double[] rows = new double[(1 + values().length) * dimension];
    for (int part = 0; part < learned.size(); part++) {
      Head head = learned.get(part);
      copy(numbers(vectors.apply(head).get("query")), rows, part * size);
      int row = firstRow(head);
      for (JsonNode memory : vectors.apply(head).get("memories")) {
        copy(numbers(memory), rows, row++ * dimension + part * size);
      }
    }
    return rows;
  }

  /** That of the first memory that a head reads. */
  private int firstRow(Head head) {
    return 1 + Arrays.stream(counts(), 0, head.read()).sum();
  }

  /**
   * Rows as those of vectors, but of codes. An observation has one code, and the code heads of a
   * case have a query each: all memories of a read are moved as its query is to be the first one.
   */
  float[] codes() {
    List<Head> codes = heads(false);
    if (codes.isEmpty()) {
      return new float[0];
    }
    double[] query = numbers(codes.get(0).json().get("query"));
    double[] rows = new double[(1 + values().length) * query.length];
    copy(query, rows, 0);
    for (Head head : codes) {
      double[] own = numbers(head.json().get("query"));
      int at = firstRow(head) * query.length;
      for (double number : numbers(head.json().get("memories"))) {
        rows[at] = number + query[at % query.length] - own[at % query.length];
        at++;
      }
    }
    return floats(rows);
  }

  /** All numbers in an array of numbers or of arrays, in their order. */
  static double[] numbers(JsonNode node) {
    return node.isArray()
        ? StreamSupport.stream(node.spliterator(), false)
            .flatMapToDouble(item -> Arrays.stream(numbers(item)))
            .toArray()
        : new double[] {node.asDouble()};
  }

  private static float[] floats(JsonNode node) {
    return floats(numbers(node));
  }

  private static float[] floats(double[] numbers) {
    float[] floats = new float[numbers.length];
    copy(numbers, floats, 0);
    return floats;
  }

  private static void copy(double[] from, float[] to, int at) {
    for (int i = 0; i < from.length; i++) {
      to[at + i] = (float) from[i];
    }
  }

  private static void copy(double[] from, double[] to, int at) {
    System.arraycopy(from, 0, to, at, from.length);
  }
}
