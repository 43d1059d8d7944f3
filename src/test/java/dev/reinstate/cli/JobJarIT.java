package dev.reinstate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What the job's jar holds: the job and its libraries, no benchmarks. */
class JobJarIT {



  @Test
  void holdsTheJobAndNoBenchmarks() throws IOException {
    assertThat(entries(JobJar.FILE))
        .contains(
            "dev/reinstate/stream/MemoryJob.class", "dev/reinstate/memory/VectorDotKernel.class")
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

  /** Without logging, which the cluster brings, and without what only some Java versions read. */
  private static Set<String> libraryClasses(Path jar) throws IOException {
    return entries(jar).stream()
        .filter(entry -> entry.endsWith(".class") && !entry.endsWith("module-info.class"))
        .filter(entry -> !entry.startsWith("dev/reinstate/") && !entry.startsWith("org/slf4j/"))
        .filter(entry -> !entry.startsWith("javax/annotation/"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> entries(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(ZipEntry::getName).toList();
    }
  }
}
