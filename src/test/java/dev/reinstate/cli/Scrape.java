package dev.reinstate.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the processes of a cluster show to Prometheus at a moment.
 *
 * @param series each line's name with its labels, and its number
 */
record Scrape(Map<String, Double> series) {

  private static final Pattern LINE = Pattern.compile("([a-z_A-Z0-9]+\\{[^}]*}) (\\S+)");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** Ports that were free a moment ago; each process takes the first that is. */
  record Ports(int first, int count) {

    static Ports free(int count) throws IOException {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return new Ports(Math.min(socket.getLocalPort(), 65_535 - count), count);
      }
    }

    /** As Flink's configuration has it. */
    String range() {
      return first + "-" + (first + count - 1);
    }
  }

  static Scrape of(Ports ports) throws IOException, InterruptedException {
    Map<String, Double> series = new HashMap<>();
    for (int i = 0; i < ports.count(); i++) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/".formatted(ports.first() + i)))
              .build();
      try {
        Matcher lines =
            LINE.matcher(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body());
        while (lines.find()) {
          series.put(lines.group(1), Double.parseDouble(lines.group(2)));
        }
      } catch (ConnectException | ProtocolException e) {
        // a port that no process took: a connection to it may be given that same port, and meets
        // its own request
      }
    }
    return new Scrape(series);
  }

  /** All numbers of a metric of the job's group. */
  List<Double> numbers(String name) {
    List<Double> numbers = new ArrayList<>();
    series.forEach(
        (line, number) -> {
          if (line.startsWith("flink_taskmanager_job_task_operator_reinstate_" + name + "{")
              || line.startsWith(
                  "flink_taskmanager_job_task_operator_reinstate_reason_" + name + "{")) {
            numbers.add(number);
          }
        });
    numbers.sort(Double::compare);
    return numbers;
  }

  /** The dead letters of a reason, over all that make some. */
  double deadLetters(String reason) {
    double sum = 0;
    for (Map.Entry<String, Double> entry : series.entrySet()) {
      if (entry.getKey().contains("_reinstate_reason_deadLetters{")
          && entry.getKey().contains("reason=\"" + reason + "\"")) {
        sum += entry.getValue();
      }
    }
    return sum;
  }

  /** The names of all metrics, Flink's own too. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    series.keySet().forEach(line -> names.add(line.substring(0, line.indexOf('{'))));
    return names;
  }

  double sum(String name) {
    return numbers(name).stream().mapToDouble(Double::doubleValue).sum();
  }
}
