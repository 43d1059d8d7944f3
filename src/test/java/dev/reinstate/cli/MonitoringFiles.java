package dev.reinstate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.reinstate.stream.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The dashboard and the alert rules, and what they ask Prometheus for. */
final class MonitoringFiles {

  /** How Prometheus calls the metric group. */
  static final String GROUP = "flink_taskmanager_job_task_operator_" + Metric.GROUP + "_";

  private static final Path FOLDER = Path.of("docker/observe");
  private static final Pattern NAME = Pattern.compile("\\bflink_\\w+");

  private MonitoringFiles() {}

  static JsonNode dashboard() {
    try {
      return new JsonMapper().readTree(FOLDER.resolve("grafana/reinstate.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<JsonNode> alerts() {
    List<JsonNode> alerts = new ArrayList<>();
    DeployedFiles.yaml(FOLDER.resolve("alerts.yaml"))
        .get("groups")
        .forEach(group -> group.get("rules").forEach(alerts::add));
    return alerts;
  }

  /** Every metric that a query names. */
  static Set<String> metrics() {
    List<String> queries = new ArrayList<>(dashboard().findValuesAsText("expr"));
    queries.addAll(dashboard().findValuesAsText("query"));
    alerts().forEach(alert -> queries.add(alert.get("expr").asText()));
    Set<String> names = new TreeSet<>();
    for (String query : queries) {
      NAME.matcher(query).results().forEach(name -> names.add(name.group()));
    }
    return names;
  }
}
