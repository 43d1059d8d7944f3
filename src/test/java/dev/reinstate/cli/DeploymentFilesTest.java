package dev.reinstate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reinstate.kafka.Topics;
import dev.reinstate.stream.Metric;
import dev.reinstate.stream.config.JobFile;
import dev.reinstate.stream.config.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * The files of a deployment fit together and fit the job: all that can be checked without Docker.
 */
class DeploymentFilesTest {

  private static final Path DOCKER = Path.of("docker");
  private static final JsonNode COMPOSE = DeployedFiles.yaml(DOCKER.resolve("compose.yaml"));
  private static final JsonNode PROMETHEUS =
      DeployedFiles.yaml(DOCKER.resolve("observe/prometheus.yaml"));
  private static final Map<String, String> CONFIG =
      DeployedFiles.flat(DeployedFiles.yaml(DOCKER.resolve("config.yaml")));
  private static final JsonNode DEPLOYMENT =
      DeployedFiles.yaml(DOCKER.resolve("k8s/flinkdeployment.yaml"));

  /** Settings of file systems, reporters and of the operator, which are not on this class path. */
  private static final Pattern ELSEWHERE =
      Pattern.compile("s3\\..*|metrics\\.reporter\\.prom\\..*|kubernetes\\.operator\\..*");

  private static final String USRLIB = "/opt/flink/usrlib/";
  private static final String BUILT_JAR = "/build/target/reinstate-*-job.jar";
  private static final String JAR = USRLIB + "reinstate-job.jar";
  private static final String JOBS = "/opt/reinstate/jobs/";

  private static String pom(String property) throws IOException {
    Matcher found =
        Pattern.compile("<" + property + ">([^<]*)</" + property + ">")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertThat(found.find()).as(property).isTrue();
    return found.group(1);
  }

  @Test
  void theImageIsMadeOfWhatThereIs() throws IOException {
    List<String> lines = Files.readAllLines(DOCKER.resolve("Dockerfile"));
    List<String> copied = new ArrayList<>();
    for (String line : lines) {
      String[] words = line.split(" ");
      if (!words[0].equals("COPY")) {
        continue;
      }
      String source = words[words.length - 2];
      copied.add(source + " " + words[words.length - 1]);
      if (line.contains("--from=build")) {
        assertThat(source).isIn(BUILT_JAR, "/build/target/flink-lib/");
      } else {
        assertThat(Path.of(source)).exists();
      }
    }
    assertThat(copied)
        .contains(
            BUILT_JAR + " " + JAR,
            "/build/target/flink-lib/ /opt/flink/lib/",
            "docker/config.yaml /opt/flink/conf/config.yaml",
            "jobs /opt/reinstate/jobs");
    assertThat(lines)
        .contains("RUN mvn -q -B -DskipTests package dependency:copy-dependencies@flink-lib")
        .contains("FROM flink:%s-scala_2.12-java17".formatted(pom("flink.version")))
        .last()
        .isEqualTo("USER flink");
  }

  @Test
  void flinksSettingsAreSettingsOfFlink() {
    assertSettingsOfFlink(CONFIG);
    assertSettingsOfFlink(flinkConfiguration());
  }

  private static Map<String, String> flinkConfiguration() {
    return DeployedFiles.flat(DEPLOYMENT.get("spec").get("flinkConfiguration"));
  }

  private static void assertSettingsOfFlink(Map<String, String> settings) {
    assertThat(settings).isNotEmpty();
    settings.forEach(
        (key, value) -> {
          if (!ELSEWHERE.matcher(key).matches()) {
            assertThat(FlinkOptions.knows(key)).as(key).isTrue();
            assertThatCode(() -> FlinkOptions.read(key, value)).as(key).doesNotThrowAnyException();
          }
        });
  }

  @Test
  void everySettingHasItsReason() throws IOException {
    String before = "";
    Pattern setting = Pattern.compile("([a-zA-Z.-]+): .*");
    String group = "";
    for (String line : Files.readAllLines(DOCKER.resolve("config.yaml"))) {
      Matcher found = setting.matcher(line);
      if (line.startsWith("#")) {
        group = "";
      } else if (found.matches()) {
        boolean explained = before.startsWith("#") || !group.isEmpty();
        assertThat(explained).as("a comment above %s", line).isTrue();
        group = found.group(1);
      } else if (line.isBlank()) {
        group = "";
      }
      before = line;
    }
  }

  @Test
  void theJvmGetsTheFlagsThatTheJobNeeds() throws IOException {
    String[] needed = pom("jvm.flags").replace("--add-modules ", "--add-modules=").split(" ");
    for (Map<String, String> settings : List.of(CONFIG, flinkConfiguration())) {
      assertThat(settings.get("env.java.opts.all").split("\\s+")).contains(needed);
    }
  }

  @Test
  void kubernetesSaysWhatTheImageSays() {
    Map<String, String> kubernetes = flinkConfiguration();
    Set<String> own =
        Set.of(
            "execution.checkpointing.dir",
            "execution.checkpointing.savepoint-dir",
            // the operator sees to these
            "jobmanager.rpc.address",
            "jobmanager.bind-host",
            "taskmanager.bind-host",
            "rest.bind-address",
            "parallelism.default",
            "jobmanager.memory.process.size",
            "taskmanager.memory.process.size");
    CONFIG.forEach(
        (key, value) -> {
          if (!own.contains(key)) {
            assertThat(kubernetes).containsEntry(key, value);
          }
        });
    JsonNode spec = DEPLOYMENT.get("spec");
    assertThat(spec.at("/jobManager/resource/memory").asText())
        .isEqualTo(CONFIG.get("jobmanager.memory.process.size"));
    assertThat(spec.at("/taskManager/resource/memory").asText())
        .isEqualTo(CONFIG.get("taskmanager.memory.process.size"));
  }

  @Test
  void kubernetesRunsTheJobWithAWayBack() throws IOException {
    JsonNode spec = DEPLOYMENT.get("spec");
    assertThat(DEPLOYMENT.get("kind").asText()).isEqualTo("FlinkDeployment");
    assertThat(spec.get("flinkVersion").asText())
        .isEqualTo("v" + pom("flink.version").replaceFirst("\\.\\d+$", "").replace('.', '_'));
    JsonNode job = spec.get("job");
    assertThat(job.get("jarURI").asText()).isEqualTo("local://" + JAR);
    assertThat(job.get("entryClass").asText()).isEqualTo(Reinstate.class.getName());
    assertThat(job.get("upgradeMode").asText()).isEqualTo("savepoint");
    assertCommand(texts(job.get("args")));
    assertThat(flinkConfiguration())
        .containsEntry("high-availability.type", "kubernetes")
        .containsKeys(
            "high-availability.storageDir", "kubernetes.operator.periodic.savepoint.interval");
    assertThat(
            Stream.of(
                    "execution.checkpointing.dir",
                    "execution.checkpointing.savepoint-dir",
                    "high-availability.storageDir")
                .map(flinkConfiguration()::get))
        .allMatch(place -> place.startsWith("s3://"));
    JsonNode container = spec.at("/podTemplate/spec/containers/0");
    assertThat(container.get("name").asText()).isEqualTo("flink-main-container");
    assertThat(container.at("/env/0/value").asText()).contains(pom("flink.version"));
    assertThat(container.at("/ports/0/containerPort").asText())
        .isEqualTo(CONFIG.get("metrics.reporter.prom.port"));
  }

  @Test
  void theOtherKubernetesFilesAreAboutTheSameJob() {
    String name = DEPLOYMENT.at("/metadata/name").asText();
    JsonNode gpu = DeployedFiles.yaml(DOCKER.resolve("k8s/gpu.patch.yaml"));
    assertThat(gpu.at("/metadata/name").asText()).isEqualTo(name);
    assertThat(gpu.get("kind")).isEqualTo(DEPLOYMENT.get("kind"));
    assertThat(
            gpu.at("/spec/taskManager/podTemplate/spec/containers/0/resources/limits").toString())
        .isEqualTo("{\"nvidia.com/gpu\":1}");
    JsonNode savepoint = DeployedFiles.yaml(DOCKER.resolve("k8s/savepoint.yaml"));
    assertThat(savepoint.get("kind").asText()).isEqualTo("FlinkStateSnapshot");
    assertThat(savepoint.at("/spec/jobReference/name").asText()).isEqualTo(name);
    assertThat(savepoint.at("/spec/savepoint/path").asText())
        .isEqualTo(flinkConfiguration().get("execution.checkpointing.savepoint-dir"));
  }

  private static JsonNode service(String name) {
    JsonNode service = COMPOSE.get("services").get(name);
    assertThat(service).as(name).isNotNull();
    return service;
  }

  private static List<JsonNode> services() {
    return StreamSupport.stream(COMPOSE.get("services").spliterator(), false).toList();
  }

  @Test
  void servicesDependOnServicesAndMountWhatThereIs() {
    for (JsonNode service : services()) {
      JsonNode others = service.path("depends_on");
      List<String> names = new ArrayList<>();
      if (others.isArray()) {
        names.addAll(texts(others));
      } else {
        others.fieldNames().forEachRemaining(names::add);
      }
      names.forEach(DeploymentFilesTest::service);
      for (String volume : texts(service.path("volumes"))) {
        String source = volume.split(":")[0];
        if (source.startsWith(".")) {
          assertThat(DOCKER.resolve(source)).exists();
        } else {
          assertThat(COMPOSE.get("volumes").has(source)).as(volume).isTrue();
        }
      }
      for (String port : texts(service.path("ports"))) {
        assertThat(port).as("reachable from this machine alone").startsWith("127.0.0.1:");
      }
    }
    JsonNode build = service("jobmanager").get("build");
    assertThat(
            DOCKER.resolve(build.get("context").asText()).resolve(build.get("dockerfile").asText()))
        .exists();
  }

  @Test
  void kafkaIsTheOneThatTheJobIsTestedWith() throws IOException {
    for (String name : List.of("kafka", "topics")) {
      assertThat(service(name).get("image").asText())
          .isEqualTo("apache/kafka:" + pom("kafka.version"));
    }
    assertThat(service("kafka").at("/environment/KAFKA_LISTENERS").asText())
        .contains("INSIDE://:9093");
  }

  @Test
  void allTopicsAreCreated() {
    String script = service("topics").get("command").get(0).asText();
    Matcher loop = Pattern.compile("for topic in ([a-z -]+);").matcher(script);
    assertThat(loop.find()).isTrue();
    Set<String> created = new HashSet<>();
    for (String topic : loop.group(1).split(" ")) {
      created.add("flights." + topic + ".v1");
    }
    assertThat(script)
        .contains("create flights.models.v1 --partitions 1 --config cleanup.policy=compact");
    created.add("flights.models.v1");
    assertThat(created).containsExactlyInAnyOrderElementsOf(new Topics("flights").names());
  }

  @Test
  void commandsOfTheImageAreUnderstood() {
    String job = service("jobmanager").get("command").asText();
    assertThat(job).startsWith("standalone-job --job-classname " + Reinstate.class.getName() + " ");
    assertCommand(words(job.split(Reinstate.class.getName())[1]));
    assertThat(job).contains("kafka.bootstrap-servers=kafka:9093");
    String flights = service("flights").get("command").get(0).asText();
    assertThat(flights).contains(Reinstate.class.getName());
    List<String> commands =
        flights.lines().map(String::strip).filter(line -> line.startsWith("reinstate ")).toList();
    assertThat(commands).hasSize(2);
    commands.forEach(line -> assertCommand(words(line.substring("reinstate ".length()))));
  }

  private static List<String> words(String line) {
    return Arrays.asList(line.strip().split("\\s+"));
  }

  /** The command line is one, its job file is in the image, and its settings make a job. */
  private static void assertCommand(List<String> command) {
    assertThatCode(() -> Reinstate.commandLine().parseArgs(command.toArray(String[]::new)))
        .as(String.join(" ", command))
        .doesNotThrowAnyException();
    List<String> sets = new ArrayList<>();
    Path job = null;
    for (int i = 1; i < command.size(); i++) {
      if (command.get(i - 1).equals("--set")) {
        sets.add(command.get(i));
      } else if (command.get(i - 1).equals("--job")) {
        assertThat(command.get(i)).startsWith(JOBS);
        job = Path.of("jobs", command.get(i).substring(JOBS.length()));
      }
    }
    if (job != null) {
      SettingsReader.read(JobFile.with(JobFile.read(job), sets));
    }
  }

  @Test
  void theProfileObserveIsPrometheusAndGrafana() {
    Set<String> observing = new TreeSet<>();
    COMPOSE
        .get("services")
        .properties()
        .forEach(
            entry -> {
              if (texts(entry.getValue().path("profiles")).contains("observe")) {
                observing.add(entry.getKey());
              }
            });
    assertThat(observing).containsExactly("grafana", "prometheus");
  }

  @Test
  void prometheusScrapesWhereFlinkShowsItsMetrics() {
    JsonNode scrape = PROMETHEUS.at("/scrape_configs/0/dns_sd_configs/0");
    assertThat(scrape.get("port").asText()).isEqualTo(CONFIG.get("metrics.reporter.prom.port"));
    texts(scrape.get("names")).forEach(DeploymentFilesTest::service);
    assertThat(texts(PROMETHEUS.get("rule_files")))
        .allSatisfy(file -> assertThat(DOCKER.resolve("observe").resolve(file)).exists());
    assertThat(CONFIG.get("metrics.reporters")).isEqualTo("prom");
  }

  @Test
  void grafanaFindsPrometheusAndTheDashboard() {
    JsonNode source =
        DeployedFiles.yaml(DOCKER.resolve("observe/grafana/datasources.yaml")).at("/datasources/0");
    assertThat(source.get("url").asText()).isEqualTo("http://prometheus:9090");
    String folder =
        DeployedFiles.yaml(DOCKER.resolve("observe/grafana/dashboards.yaml"))
            .at("/providers/0/options/path")
            .asText();
    assertThat(texts(service("grafana").get("volumes")))
        .contains("./observe/grafana/reinstate.json:" + folder + "/reinstate.json:ro");
    assertThat(MonitoringFiles.dashboard().findValuesAsText("uid"))
        .filteredOn(uid -> !uid.equals("reinstate"))
        .containsOnly(source.get("uid").asText());
  }

  @Test
  void theDashboardHasItsFourRows() {
    assertThat(
            StreamSupport.stream(MonitoringFiles.dashboard().get("panels").spliterator(), false)
                .filter(panel -> panel.get("type").asText().equals("row"))
                .map(panel -> panel.get("title").asText()))
        .containsExactly(
            "Is it healthy?", "Is it learning?", "Is it keeping up?", "Memory and state");
  }

  @Test
  void everyAlertSaysWhatToDo() {
    List<JsonNode> alerts = MonitoringFiles.alerts();
    assertThat(alerts).isNotEmpty();
    for (JsonNode alert : alerts) {
      String action = alert.at("/annotations/action").asText();
      assertThat(action).as(alert.get("alert").asText()).isNotBlank().doesNotContain("\n");
      assertThat(alert.at("/annotations/summary").asText()).isNotBlank();
    }
  }

  @Test
  void queriesNameMetricsThatThereAre() {
    Set<String> labels = new HashSet<>();
    for (Metric metric : Metric.values()) {
      labels.add(metric == Metric.DEAD_LETTERS ? "reason_" + metric.label() : metric.label());
    }
    Set<String> named = new TreeSet<>();
    for (String name : MonitoringFiles.metrics()) {
      if (name.startsWith(MonitoringFiles.GROUP)) {
        named.add(name.substring(MonitoringFiles.GROUP.length()));
      }
    }
    assertThat(named).isSubsetOf(labels);
    assertThat(labels).as("what the dashboard or an alert shows").isSubsetOf(named);
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
