package dev.reinstate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reinstate.compute.Activation;
import dev.reinstate.compute.Autoencoder;
import dev.reinstate.compute.MlpShape;
import dev.reinstate.compute.MlpShape.Output;
import dev.reinstate.compute.Network;
import dev.reinstate.compute.Similarity;
import dev.reinstate.credit.outcome.ClassOutcome;
import dev.reinstate.credit.outcome.Outcome;
import dev.reinstate.credit.outcome.RewardOutcome;
import dev.reinstate.credit.outcome.ValueOutcome;
import dev.reinstate.learner.reinstatement.ReinstatedRows;
import dev.reinstate.memory.MemoryLayout;
import dev.reinstate.memory.Precision;
import dev.reinstate.memory.StoredVector;
import dev.reinstate.model.AutoencoderCodec;
import dev.reinstate.model.Codec;
import dev.reinstate.model.PlainCodec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A case of golden.json as the product's classes. Another file can be given with -Dgolden=PATH.
 *
 * @param provider of its networks
 */
record GoldenCase(JsonNode json, TestProvider provider) {

  /** Each case with each provider. */
  static Stream<GoldenCase> all() throws IOException {
    String path = System.getProperty("golden");
    try (InputStream in =
        path == null
            ? GoldenCase.class.getResourceAsStream("/golden.json")
            : Files.newInputStream(Path.of(path))) {
      JsonNode cases = new ObjectMapper().readTree(in).get("cases");
      return StreamSupport.stream(cases.spliterator(), false)
          .flatMap(json -> TestProvider.all().map(provider -> new GoldenCase(json, provider)))
          .toList()
          .stream();
    }
  }

  JsonNode at(String name) {
    return json.get(name);
  }

  float[] numbers(String name) {
    return flat(at(name));
  }

  Similarity similarity() {
    return switch (at("similarity").asText()) {
      case "unitdot" -> Similarity.UNIT_DOT;
      case "cosine" -> Similarity.COSINE;
      case "dot" -> Similarity.SCALED_DOT;
      case "negsqdist" -> Similarity.NEGATIVE_SQUARED_DISTANCE;
      default -> throw new IllegalArgumentException("unknown similarity " + at("similarity"));
    };
  }

  Outcome outcome() {
    return switch (at("loss").asText()) {
      case "nll" -> new ClassOutcome(classes(), at("eps").asDouble());
      case "mse" -> new ValueOutcome();
      case "logistic" -> new RewardOutcome();
      default -> throw new IllegalArgumentException("unknown loss " + at("loss"));
    };
  }

  private int classes() {
    return at("read").get("prediction").size();
  }

  float[] prior() {
    float[] prior = new float[outcome().size()];
    if (outcome() instanceof ClassOutcome) {
      Arrays.fill(prior, 1f / classes());
    }
    return prior;
  }

  double target() {
    return at("target").asDouble();
  }

  double temperature() {
    return at("tau").asDouble();
  }

  Network embedding() {
    JsonNode embed = at("embed");
    return network(
        at("normalise_inside_embedding").asBoolean() ? Output.UNIT : Output.LINEAR,
        embed.get("W1"),
        embed.get("b1"),
        embed.get("W2"),
        embed.get("b2"));
  }

  Autoencoder autoencoder() {
    JsonNode a = at("autoencoder");
    return new Autoencoder(
        network(Output.TANH, a.get("E1"), a.get("e1"), a.get("E2"), a.get("e2")),
        network(Output.LINEAR, a.get("V1"), a.get("c1"), a.get("V2"), a.get("c2")));
  }

  private Network network(Output output, JsonNode... layers) {
    int[] sizes = {layers[0].get(0).size(), layers[1].size(), layers[3].size()};
    Activation activation = Activation.valueOf(at("activation").asText().toUpperCase());
    Network network = provider.open().mlp(new MlpShape(sizes, activation, output));
    network.writeParameters(flat(layers));
    return network;
  }

  Precision codePrecision() {
    if (at("quant_bits").isNull()) {
      return Precision.FLOAT32;
    }
    if (at("quant_bits").asInt() != Precision.INT8.bits()) {
      throw new IllegalArgumentException("codes of " + at("quant_bits") + " bits");
    }
    return Precision.INT8;
  }

  /** Memories read, most similar first. */
  int[] topk() {
    return StreamSupport.stream(at("read").get("topk").spliterator(), false)
        .mapToInt(JsonNode::asInt)
        .toArray();
  }

  /** Of all memories. */
  double[] values() {
    return StreamSupport.stream(at("values").spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  double[] readValues() {
    double[] values = values();
    return Arrays.stream(topk()).mapToDouble(i -> values[i]).toArray();
  }

  /** The query's row, then those of the memories read. */
  List<float[]> rows(String query, String memories) {
    List<float[]> rows = new ArrayList<>(List.of(flat(at(query))));
    for (int i : topk()) {
      rows.add(flat(at(memories).get(i)));
    }
    return rows;
  }

  /** The stored vectors of the query and of the memories read, one after the other. */
  float[] storedVectors() {
    int size = embedding().outputSize();
    List<float[]> rows = rows("query_stored", "memory_stored");
    float[] all = new float[rows.size() * size];
    for (int row = 0; row < rows.size(); row++) {
      System.arraycopy(rows.get(row), 0, all, row * size, size);
    }
    return all;
  }

  /**
   * The query and the memories read.
   *
   * @param raw whether the observations themselves are kept
   */
  ReinstatedRows reinstatedRows(boolean raw) {
    Codec codec =
        raw
            ? new PlainCodec(embedding().inputSize())
            : new AutoencoderCodec(autoencoder(), codePrecision());
    ReinstatedRows reinstated = new ReinstatedRows(layout(codec.codeBytes()), codec);
    List<float[]> stored = rows("query_stored", "memory_stored");
    List<float[]> kept = raw ? rows("query_x", "memory_x") : rows("query_code", "memory_codes");
    for (int i = 0; i < stored.size(); i++) {
      byte[] code = new byte[codec.codeBytes()];
      if (raw) {
        codec.encode(kept.get(i), kept.get(i), 1, code);
      } else {
        code = codes(kept.get(i));
      }
      StoredVector embedding = Precision.FLOAT32.store(stored.get(i), 0, stored.get(i).length);
      reinstated.add(new StoredVector[] {embedding}, code);
    }
    return reinstated;
  }

  MemoryLayout layout(int codeBytes) {
    return new MemoryLayout(
        embedding().outputSize(), 1, Precision.FLOAT32, similarity(), codeBytes, values().length);
  }

  byte[] codes(float[] numbers) {
    byte[] bytes = new byte[codePrecision().bytes(numbers.length)];
    codePrecision().writeCodes(numbers, 0, numbers.length, bytes, 0);
    return bytes;
  }

  /** Numbers of arrays within arrays, one after the other. */
  static float[] flat(JsonNode... nodes) {
    List<Float> values = new ArrayList<>();
    for (JsonNode node : nodes) {
      collect(node, values);
    }
    float[] flat = new float[values.size()];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = values.get(i);
    }
    return flat;
  }

  private static void collect(JsonNode node, List<Float> to) {
    if (node.isArray()) {
      node.forEach(child -> collect(child, to));
    } else {
      to.add((float) node.asDouble());
    }
  }

  @Override
  public String toString() {
    return provider + " " + at("name").asText();
  }
}
