package dev.reinstate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * Imports go one way: compute ← memory, credit ← learner ← stream, replay ← kafka, cluster ← bench,
 * cli.
 */
@AnalyzeClasses(packages = "dev.reinstate", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String ROOT = "dev.reinstate.";
  private static final String AVRO = ROOT + "avro..";

  @ArchTest static final ArchRule COMPUTE_KNOWS_NOBODY = uses("compute");

  @ArchTest static final ArchRule MEMORY_KNOWS_COMPUTE = uses("memory", "compute");

  @ArchTest static final ArchRule CREDIT_KNOWS_COMPUTE = uses("credit", "compute");

  @ArchTest
  static final ArchRule LEARNER_KNOWS_WHAT_IT_PUTS_TOGETHER =
      uses("learner", "compute", "memory", "credit");

  @ArchTest
  static final ArchRule STREAM_KNOWS_THE_LEARNER =
      uses("stream", "learner", "compute", "memory", "credit");

  @ArchTest
  static final ArchRule REPLAY_KNOWS_THE_LEARNER_AND_THE_SCHEMAS =
      uses("replay", "learner", "compute", "memory", "credit", "avro");

  @ArchTest
  static final ArchRule KAFKA_KNOWS_ALL_BUT_THE_COMMANDS =
      uses("kafka", "stream", "replay", "learner", "compute", "memory", "credit", "avro");

  @ArchTest
  static final ArchRule CLUSTER_KNOWS_THE_JOB_AND_REPLAY =
      uses("cluster", "stream", "replay", "learner", "compute", "memory", "credit");

  @ArchTest
  static final ArchRule BENCH_KNOWS_ALL_BUT_THE_COMMANDS =
      uses("bench", "kafka", "stream", "replay", "learner", "compute", "memory", "credit", "avro");

  @ArchTest
  static final ArchRule ONLY_BENCHMARKS_USE_JMH =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "bench..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.openjdk.jmh..");

  @ArchTest
  static final ArchRule NOBODY_KNOWS_THE_COMMANDS =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + "cli..");

  @ArchTest
  static final ArchRule THE_LEARNER_AND_REPLAY_RUN_WITHOUT_FLINK_AND_KAFKA =
      noClasses()
          .that()
          .resideInAnyPackage(packages("compute", "memory", "credit", "learner", "replay"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..");

  @ArchTest
  static final ArchRule ONLY_ENGINES_USE_NATIVE_LIBRARIES =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + "compute.nd4j", ROOT + "compute.torch")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.nd4j..", "org.bytedeco..");

  @ArchTest
  static final ArchRule ONLY_COMMANDS_REPLAY_AND_THE_JOB_FILE_USE_JACKSON =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + "cli..", ROOT + "replay..", AVRO)
          .and()
          .haveNameNotMatching("dev\\.reinstate\\.stream\\.JobFile(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml.jackson..");

  /** By itself Flink listens on all interfaces. */
  @ArchTest
  static final ArchRule ONLY_ONE_PLACE_SAYS_WHAT_LOCAL_CLUSTERS_LISTEN_ON =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.reinstate.stream.LocalFlink")
          .should()
          .callMethodWhere(
              JavaCall.Predicates.target(
                  HasName.Predicates.nameStartingWith("createLocalEnvironment")));

  @ArchTest
  static final ArchRule THERE_ARE_NO_CYCLES =
      SlicesRuleDefinition.slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule EVERY_CLASS_IS_IN_A_PACKAGE_OF_THE_LAYOUT =
      classes().should().resideOutsideOfPackage("dev.reinstate");

  @ArchTest
  static void everyPackageSaysWhatItIsFor(JavaClasses classes) {
    Set<String> packages = new TreeSet<>();
    for (JavaClass javaClass : classes) {
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
