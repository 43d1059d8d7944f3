package dev.reinstate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Imports go one way: compute ← memory, credit ← learner ← stream, replay ← kafka, cluster ← bench,
 * cli.
 */
class ArchitectureTest {

  private static final String ROOT = "dev.reinstate.";
  private static final String AVRO = ROOT + "avro..";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("dev.reinstate");

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }

  @Test
  void computeKnowsNobody() {
    check(uses("compute"));
  }

  @Test
  void memoryKnowsCompute() {
    check(uses("memory", "compute"));
  }

  @Test
  void creditKnowsCompute() {
    check(uses("credit", "compute"));
  }

  @Test
  void learnerKnowsWhatItPutsTogether() {
    check(uses("learner", "compute", "memory", "credit"));
  }

  @Test
  void streamKnowsTheLearner() {
    check(uses("stream", "learner", "compute", "memory", "credit"));
  }

  @Test
  void replayKnowsTheLearnerAndTheSchemas() {
    check(uses("replay", "learner", "compute", "memory", "credit", "avro"));
  }

  @Test
  void kafkaKnowsAllButTheCommands() {
    check(uses("kafka", "stream", "replay", "learner", "compute", "memory", "credit", "avro"));
  }

  @Test
  void clusterKnowsTheJobAndReplay() {
    check(uses("cluster", "stream", "replay", "learner", "compute", "memory", "credit"));
  }

  @Test
  void benchKnowsAllButTheCommands() {
    check(
        uses(
            "bench", "kafka", "stream", "replay", "learner", "compute", "memory", "credit",
            "avro"));
  }

  @Test
  void onlyBenchmarksUseJmh() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "bench..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.openjdk.jmh.."));
  }

  @Test
  void nobodyKnowsTheCommands() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "cli.."));
  }

  @Test
  void theLearnerAndReplayRunWithoutFlinkAndKafka() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(packages("compute", "memory", "credit", "learner", "replay"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.flink..", "org.apache.kafka.."));
  }

  @Test
  void onlyEnginesUseNativeLibraries() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "compute.nd4j", ROOT + "compute.torch")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.nd4j..", "org.bytedeco.."));
  }

  @Test
  void onlyCommandsReplayReportsAndTheJobFileUseJackson() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "cli..", ROOT + "bench..", ROOT + "replay..", AVRO)
            .and()
            .haveNameNotMatching("dev\\.reinstate\\.stream\\.JobFile(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson.."));
  }

  /** By itself Flink listens on all interfaces. */
  @Test
  void onlyOnePlaceSaysWhatLocalClustersListenOn() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.reinstate.stream.LocalFlink")
            .should()
            .callMethodWhere(
                JavaCall.Predicates.target(
                    HasName.Predicates.nameStartingWith("createLocalEnvironment"))));
  }

  @Test
  void thereAreNoCycles() {
    check(SlicesRuleDefinition.slices().matching(ROOT + "(*)..").should().beFreeOfCycles());
  }

  @Test
  void everyClassIsInAPackageOfTheLayout() {
    check(classes().should().resideOutsideOfPackage("dev.reinstate"));
  }

  @Test
  void everyPackageSaysWhatItIsFor() {
    Set<String> packages = new TreeSet<>();
    for (JavaClass javaClass : CLASSES) {
      String name = javaClass.getPackageName();
      if (!name.equals("dev.reinstate.avro") && !name.endsWith(".jmh_generated")) {
        packages.add(name);
      }
    }
    assertThat(packages).contains("dev.reinstate.compute", "dev.reinstate.cli");
    assertThat(packages)
        .allSatisfy(
            name ->
                assertThat(Files.exists(sources().resolve(name.replace('.', '/')).resolve(INFO)))
                    .as("%s of %s", INFO, name)
                    .isTrue());
  }

  private static final String INFO = "package-info.java";

  private static Path sources() {
    return Path.of("src", "main", "java");
  }

  /** Of this project's packages, the layer depends on itself and the ones named. */
  private static ArchRule uses(String layer, String... others) {
    Set<String> all =
        new TreeSet<>(
            Set.of(
                "compute", "memory", "credit", "learner", "stream", "replay", "kafka", "cluster",
                "bench", "cli", "avro"));
    all.remove(layer);
    all.removeAll(Set.of(others));
    return noClasses()
        .that()
        .resideInAPackage(ROOT + layer + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages(all.toArray(String[]::new)));
  }

  private static String[] packages(String... names) {
    String[] packages = new String[names.length];
    for (int i = 0; i < names.length; i++) {
      packages[i] = ROOT + names[i] + "..";
    }
    return packages;
  }
}
