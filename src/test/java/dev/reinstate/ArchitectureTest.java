package dev.reinstate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Imports go one way, between any two packages; each says in its package-info which it imports. */
class ArchitectureTest {

  private static final String ROOT = "dev.reinstate.";
  private static final String AVRO = ROOT + "avro..";

  private static final JavaClasses CLASSES = ProductClasses.ALL;

  private static final String INFO = "package-info.java";
  private static final Pattern IMPORTS = Pattern.compile("<p>Imports [^.]*(\\.[a-z0-9][^.]*)*\\.");
  private static final Pattern NAME = Pattern.compile("\\{@code ([a-z0-9.]+)}");

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }

  /** What a package may import stands in its package-info. */
  @ParameterizedTest
  @MethodSource("packageNames")
  void packagesImportWhatTheySay(String name) throws IOException {
    Set<String> imports = new TreeSet<>();
    for (JavaClass javaClass : CLASSES) {
      if (javaClass.getPackageName().equals(name)) {
        for (Dependency dependency : javaClass.getDirectDependenciesFromSelf()) {
          imports.add(dependency.getTargetClass().getBaseComponentType().getPackageName());
        }
      }
    }
    imports.removeIf(
        other ->
            !other.startsWith(ROOT) || other.equals(name) || other.equals(ROOT + "annotation"));
    assertThat(imports).as("%s imports", name).isEqualTo(said(name));
  }

  private static Set<String> said(String name) throws IOException {
    String info = Files.readString(info(name)).replaceAll("\\s+\\*?\\s*", " ");
    Matcher imports = IMPORTS.matcher(info);
    assertThat(imports.find()).as("%s of %s says what it imports", INFO, name).isTrue();
    return NAME.matcher(imports.group())
        .results()
        .map(found -> ROOT + found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static Set<String> packageNames() {
    Set<String> names = new TreeSet<>();
    for (JavaClass javaClass : CLASSES) {
      String name = javaClass.getPackageName();
      if (!name.equals("dev.reinstate.avro") && !name.endsWith(".jmh_generated")) {
        names.add(name);
      }
    }
    return names;
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
            .resideInAnyPackage(
                packages(
                    "format",
                    "compute",
                    "memory",
                    "credit",
                    "event",
                    "settings",
                    "model",
                    "training",
                    "state",
                    "learner",
                    "recording",
                    "evaluation",
                    "replay"))
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
            .resideOutsideOfPackages(
                ROOT + "cli..",
                ROOT + "bench..",
                ROOT + "replay..",
                ROOT + "recording..",
                ROOT + "evaluation..",
                AVRO)
            .and()
            .haveNameNotMatching("dev\\.reinstate\\.stream\\.config\\.JobFile(\\$.*)?")
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
            .doNotHaveFullyQualifiedName("dev.reinstate.stream.config.LocalFlink")
            .should()
            .callMethodWhere(
                JavaCall.Predicates.target(
                    HasName.Predicates.nameStartingWith("createLocalEnvironment"))));
  }

  @Test
  void thereAreNoCycles() {
    check(SlicesRuleDefinition.slices().matching(ROOT + "(**)").should().beFreeOfCycles());
  }

  /** Apart from those of the schemas, and from the one that savepoints of 0.1 look for. */
  @Test
  void classesOfOneNameArePrivateToTheirPackages() {
    Set<String> names = packageNames();
    Map<String, List<JavaClass>> byName =
        CLASSES.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(type -> names.contains(type.getPackageName()))
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .filter(type -> !type.getFullName().equals(ROOT + "stream.FormatSerializer"))
            .collect(Collectors.groupingBy(JavaClass::getSimpleName));
    byName.values().removeIf(types -> types.size() == 1);
    assertThat(byName.values())
        .allSatisfy(
            types ->
                assertThat(types)
                    .noneMatch(type -> type.getModifiers().contains(JavaModifier.PUBLIC)));
  }

  @Test
  void everyClassIsInAPackageOfTheLayout() {
    check(classes().should().resideOutsideOfPackage("dev.reinstate"));
  }

  @Test
  void everyPackageIsLookedAt() {
    assertThat(packageNames()).hasSizeGreaterThan(30).contains(ROOT + "compute", ROOT + "cli");
  }

  private static Path info(String name) {
    return Path.of("src", "main", "java").resolve(name.replace('.', '/')).resolve(INFO);
  }

  private static String[] packages(String... names) {
    String[] packages = new String[names.length];
    for (int i = 0; i < names.length; i++) {
      packages[i] = ROOT + names[i] + "..";
    }
    return packages;
  }
}
