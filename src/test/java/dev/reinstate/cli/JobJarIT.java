package dev.reinstate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What the job's jar holds: the job and its libraries, no benchmarks. */
class JobJarIT {

  @Test
  void holdsTheJobAndNoBenchmarks() throws IOException {
    List<String> entries;
    try (JarFile jar = new JarFile("target/reinstate-0.1.0-job.jar")) {
      entries = jar.stream().map(ZipEntry::getName).toList();
    }
    assertThat(entries)
        .contains(
            "dev/reinstate/stream/MemoryJob.class", "dev/reinstate/memory/VectorDotKernel.class")
        .noneMatch(
            entry ->
                entry.startsWith("dev/reinstate/bench/")
                    || entry.startsWith("org/openjdk/jmh/")
                    || entry.equals("META-INF/BenchmarkList"));
  }
}
