package dev.reinstate.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.reinstate.compute.ComputeSettings.Engine;
import dev.reinstate.compute.MlpShape;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What networks cost with each provider, beside the peak of its library in the same run. Times are
 * those of the fastest twentieth, so that they hold on a busy machine.
 *
 * @param device {@code compute.device}
 * @param threads native threads
 * @param providers by name
 */
public record ComputeReport(String device, int threads, Map<String, Provider> providers) {

  private static final List<Integer> BATCHES = List.of(1, 8, 32, 256, 2048);
  private static final List<Integer> FEEDBACKS = List.of(1, 8, 32, 64, 256, 2048);
  private static final double NANOS_PER_MICRO = 1e3;

  /**
   * @param sgemmGflops of a product of 1,024 × 1,024 matrices
   * @param forward 784-256-64, by rows
   * @param forwardBackward the same with the gradient of the parameters
   * @param feedback decoder 32-256-784, embedding 784-256-64, k = 16, by feedbacks together
   */
  public record Provider(
      double sgemmGflops,
      Map<String, Cost> forward,
      Map<String, Cost> forwardBackward,
      Map<String, Cost> feedback) {}

  /**
   * @param micros of all rows, or feedbacks, together
   * @param gflops 10⁹ additions and multiplications a second
   * @param fractionOfPeak gflops / sgemmGflops
   * @param microsPerFeedback micros / feedbacks; null for others
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Cost(
      double micros, double gflops, double fractionOfPeak, @Nullable Double microsPerFeedback) {}

  /**
   * Measures.
   *
   * @param engines to measure
   * @param device {@code compute.device} of those that have a choice
   */
  public static ComputeReport measure(List<Engine> engines, String device) {
    Map<String, Provider> providers = new LinkedHashMap<>();
    for (Engine engine : engines) {
      String where = engine == Engine.JAVA ? "cpu" : device;
      Collection<RunResult> results =
          Jmh.run(
              new OptionsBuilder()
                  .include(ProductBenchmark.class.getName())
                  .include(ComputeBenchmark.class.getName())
                  .include(FeedbackBenchmark.class.getName())
                  .param("engine", engine.name())
                  .param("device", where)
                  .build());
      providers.put(engine.name().toLowerCase(Locale.ROOT), provider(results));
    }
    return new ComputeReport(device, 1, providers);
  }

  private static Provider provider(Collection<RunResult> results) {
    double size = ProductBenchmark.SIZE;
    double peak = 2 * size * size * size / Jmh.fastest(results, "sgemm", Map.of());
    return new Provider(
        peak,
        costs(results, "forward", BATCHES, forwardWork(), peak),
        costs(results, "forwardBackward", BATCHES, forwardWork() + backwardWork(), peak),
        costs(results, "feedback", FEEDBACKS, feedbackWork(), peak));
  }

  private static Map<String, Cost> costs(
      Collection<RunResult> results, String name, List<Integer> batches, double work, double peak) {
    Map<String, Cost> costs = new LinkedHashMap<>();
    for (int batch : batches) {
      String number = Integer.toString(batch);
      double nanos = Jmh.fastest(results, name, Map.of("batch", number));
      double micros = nanos / NANOS_PER_MICRO;
      double gflops = work * batch / nanos;
      Double each = name.equals("feedback") ? micros / batch : null;
      costs.put(number, new Cost(micros, gflops, gflops / peak, each));
    }
    return costs;
  }

  private static double forwardWork() {
    return products(ComputeBenchmark.EMBEDDING, 0);
  }

  /** Gradients of all weights; those to the inputs of all layers but the first. */
  private static double backwardWork() {
    return products(ComputeBenchmark.EMBEDDING, 0) + products(ComputeBenchmark.EMBEDDING, 1);
  }

  private static double feedbackWork() {
    double row = products(FeedbackBenchmark.DECODER, 0) + forwardWork() + backwardWork();
    int dimension = ComputeBenchmark.EMBEDDING.sizes()[ComputeBenchmark.EMBEDDING.layers()];
    // similarities, and the gradients of the query and of each memory
    double read = 3 * 2.0 * FeedbackBenchmark.K * dimension;
    return (FeedbackBenchmark.K + 1) * row + read;
  }

  /** Additions and multiplications of a row in the layers from one on. */
  private static double products(MlpShape shape, int from) {
    double work = 0;
    for (int layer = from; layer < shape.layers(); layer++) {
      work += 2.0 * shape.sizes()[layer] * shape.sizes()[layer + 1];
    }
    return work;
  }
}
