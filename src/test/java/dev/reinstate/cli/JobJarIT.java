package dev.reinstate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the job's jar holds: the job and its libraries with their licences, no benchmarks. */
class JobJarIT {

  private static final Path NOTICE = Path.of("NOTICE");

  /** Those of the bill of materials; a library's own words, "BSD" becomes BSD-4-Clause there. */
  private static final Set<String> PERMISSIVE =
      Set.of("Apache-2.0", "MIT", "BSD-2-Clause", "BSD-3-Clause", "BSD-4-Clause");

  @Test
  void holdsTheJobAndNoBenchmarks() throws IOException {
    assertThat(entries(JobJar.FILE))
        .contains("dev/reinstate/cli/Reinstate.class", "dev/reinstate/memory/VectorDotKernel.class")
        .noneMatch(
            entry ->
                entry.startsWith("dev/reinstate/bench/")
                    || entry.startsWith("org/openjdk/jmh/")
                    || entry.equals("META-INF/BenchmarkList"));
  }

  /** Kafka's clients find the codecs of topics only when a record needs them. */
  @Test
  void theLauncherRunsWithWhatTheJarHolds() throws IOException {
    Set<String> inTheJar = libraryClasses(JobJar.FILE);
    Set<String> onTheClassPath = new TreeSet<>();
    for (Path library : LauncherClassPath.ofTheJob()) {
      onTheClassPath.addAll(libraryClasses(library));
    }

    assertThat(inTheJar)
        .contains(
            "net/jpountz/lz4/LZ4Factory.class",
            "org/xerial/snappy/SnappyInputStream.class",
            "com/github/luben/zstd/ZstdInputStreamNoFinalizer.class");
    assertThat(onTheClassPath).containsExactlyElementsOf(inTheJar);
  }

  @Test
  void theBillOfMaterialsAndTheNoticeNameWhatTheJarHolds() throws IOException {
    List<String> libraries =
        LauncherClassPath.ofTheJob().stream().map(JobJarIT::coordinates).sorted().toList();

    assertThat(components().map(JobJarIT::coordinates).sorted()).isEqualTo(libraries);
    assertThat(found("(?m)^- ([^\\s:]+:[^\\s:]+:[^\\s,]+)", Files.readString(NOTICE)).sorted())
        .isEqualTo(libraries);
  }

  @Test
  void noLibraryHasALicenceThatBindsWhoUsesTheJar() throws IOException {
    assertThat(components())
        .allSatisfy(
            component -> {
              List<String> licences =
                  component.get("licenses").findValues("license").stream()
                      .map(licence -> licence.path("id").asText())
                      .toList();
              assertThat(licences).as(coordinates(component)).isNotEmpty().isSubsetOf(PERMISSIVE);
            });
  }

  @Test
  void theNoticeRepeatsWhatNoticesOfLibrariesSay() throws IOException {
    String notice = Files.readString(NOTICE);
    List<String> copyrights = new ArrayList<>();
    for (Path library : LauncherClassPath.ofTheJob()) {
      for (String file : List.of("NOTICE", "META-INF/NOTICE", "META-INF/NOTICE.txt")) {
        found("(?m)^(Copyright .*?)\\s*$", text(library, file)).forEach(copyrights::add);
      }
    }

    assertThat(copyrights).hasSizeGreaterThan(10);
    assertThat(notice).contains(copyrights);
  }

  @ParameterizedTest
  @ValueSource(strings = {"LICENSE", "NOTICE"})
  void theJarHasThisProjectsPapers(String file) throws IOException {
    assertThat(text(JobJar.FILE, "META-INF/" + file)).isEqualTo(Files.readString(Path.of(file)));
  }

  @Test
  void theJarHasEveryLicenceThatTheNoticeNames() throws IOException {
    Set<String> named =
        found("(LICENSE\\.[\\w-]+)", Files.readString(NOTICE))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> inTheJar =
        entries(JobJar.FILE).stream()
            .filter(entry -> entry.matches("META-INF/licenses/.+"))
            .map(entry -> entry.substring(entry.lastIndexOf('/') + 1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(inTheJar).isEqualTo(named).isNotEmpty();
  }

  private static Stream<JsonNode> components() throws IOException {
    assumeThat(JobJar.BILL_OF_MATERIALS).as("which Maven leaves out where it is offline").exists();
    JsonNode components =
        new ObjectMapper().readTree(JobJar.BILL_OF_MATERIALS.toFile()).get("components");
    assertThat(components).isNotEmpty();
    return components.valueStream();
  }

  private static String coordinates(JsonNode component) {
    return "%s:%s:%s"
        .formatted(
            component.get("group").asText(),
            component.get("name").asText(),
            component.get("version").asText());
  }

  /** Of a file in Maven's repository: {@code …/repository/org/group/artifact/version/file.jar}. */
  private static String coordinates(Path library) {
    Path version = library.getParent();
    Path artifact = version.getParent();
    Path group = artifact.getParent();
    for (Path at = group; at != null; at = at.getParent()) {
      if (at.getFileName().toString().equals("repository")) {
        return "%s:%s:%s"
            .formatted(
                at.relativize(group).toString().replace(group.getFileSystem().getSeparator(), "."),
                artifact.getFileName(),
                version.getFileName());
      }
    }
    throw new AssertionError("not in a repository of Maven: " + library);
  }

  private static Stream<String> found(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map((MatchResult r) -> r.group(1));
  }

  private static Set<String> libraryClasses(Path jar) throws IOException {
    return entries(jar).stream()
        .filter(entry -> entry.endsWith(".class") && !entry.endsWith("module-info.class"))
        .filter(entry -> !entry.startsWith("dev/reinstate/"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> entries(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
    }
  }

  /** Empty if the jar has no such file. */
  private static String text(Path jar, String name) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      ZipEntry entry = file.getEntry(name);
      if (entry == null) {
        return "";
      }
      try (InputStream in = file.getInputStream(entry)) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }
}
