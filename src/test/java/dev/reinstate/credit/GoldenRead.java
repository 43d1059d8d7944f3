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
import java.util.List;
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

  int reads() {
    return json.get("reads").size();
  }

  private JsonNode read() {
    return json.get("reads").get(0);
  }

  JsonNode expected() {
    return json.get("expected");
  }

  JsonNode expectedRead() {
    return expected().get("reads").get(0);
  }

  /** The heads in the order that a read has them: the code head is the last. */
  List<JsonNode> heads() {
    return inOrder(read().get("heads"));
  }

  List<JsonNode> expectedHeads() {
    return inOrder(expectedRead().get("heads"));
  }

  private List<JsonNode> inOrder(JsonNode heads) {
    List<JsonNode> ordered = new ArrayList<>();
    for (int head : order()) {
      ordered.add(heads.get(head));
    }
    return ordered;
  }

  private int[] order() {
    JsonNode heads = read().get("heads");
    IntStream learned = IntStream.range(0, heads.size()).filter(h -> isLearned(heads.get(h)));
    IntStream codes = IntStream.range(0, heads.size()).filter(h -> !isLearned(heads.get(h)));
    return IntStream.concat(learned, codes).toArray();
  }

  private static boolean isLearned(JsonNode head) {
    return head.get("similarity").asText().equals(UNIT_DOT);
  }

  /** Numbers of heads, then of rates, in the order that the combination has them. */
  double[] experts(JsonNode numbers) {
    double[] ordered = numbers(numbers);
    int[] order = order();
    for (int h = 0; h < order.length; h++) {
      ordered[h] = numbers.get(order[h]).asDouble();
    }
    return ordered;
  }

  ReadForm form() {
    List<JsonNode> learned = heads().stream().filter(GoldenRead::isLearned).toList();
    List<JsonNode> codes = heads().stream().filter(head -> !isLearned(head)).toList();
    return new ReadForm(
        outcome(),
        Similarity.UNIT_DOT,
        learned.size(),
        start(learned),
        true,
        1,
        true,
        true,
        IntStream.range(0, features().length).toArray(),
        codes.isEmpty() ? 0 : codes.get(0).get("query").size(),
        start(codes),
        json.get("rates").size(),
        false);
  }

  private static double start(List<JsonNode> heads) {
    return heads.isEmpty() ? 1 : heads.get(0).get("tau0").asDouble();
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
    List<JsonNode> heads = heads();
    for (int h = 0; h < heads.size(); h++) {
      JsonNode head = heads.get(h);
      double start = isLearned(head) ? form.temperature() : form.codeTemperature();
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

  int count() {
    return values().length;
  }

  double[] values() {
    return numbers(read().get("values"));
  }

  double[] ages() {
    return numbers(read().get("log1p_age"));
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

  /** Rows of all learned heads side by side: the query's, then those of the memories. */
  float[] vectors() {
    return rows(heads().stream().filter(GoldenRead::isLearned).toList());
  }

  /** Rows of the code head. */
  float[] codes() {
    return rows(heads().stream().filter(head -> !isLearned(head)).toList());
  }

  /** The gradients of all learned heads, laid out as their vectors. */
  double[] expectedGradients() {
    List<JsonNode> gradients = new ArrayList<>();
    for (int h = 0; h < heads().size(); h++) {
      if (isLearned(heads().get(h))) {
        gradients.add(expectedHeads().get(h).get("grad"));
      }
    }
    return doubleRows(gradients);
  }

  private static float[] rows(List<JsonNode> heads) {
    double[] rows = doubleRows(heads);
    float[] floats = new float[rows.length];
    copy(rows, floats, 0);
    return floats;
  }

  private static double[] doubleRows(List<JsonNode> heads) {
    if (heads.isEmpty()) {
      return new double[0];
    }
    int memories = heads.get(0).get("memories").size();
    return IntStream.rangeClosed(0, memories)
        .boxed()
        .flatMapToDouble(
            row ->
                heads.stream()
                    .map(head -> row == 0 ? head.get("query") : head.get("memories").get(row - 1))
                    .flatMapToDouble(part -> Arrays.stream(numbers(part))))
        .toArray();
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
    double[] numbers = numbers(node);
    float[] floats = new float[numbers.length];
    copy(numbers, floats, 0);
    return floats;
  }

  private static void copy(double[] from, float[] to, int at) {
    for (int i = 0; i < from.length; i++) {
      to[at + i] = (float) from[i];
    }
  }
}
