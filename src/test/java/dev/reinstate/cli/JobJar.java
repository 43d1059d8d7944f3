package dev.reinstate.cli;

import java.nio.file.Path;

/** The job's jar, as {@code mvn package} leaves it, and its bill of materials beside it. */
final class JobJar {

  static final Path FILE = target("-job.jar");
  static final Path BILL_OF_MATERIALS = target("-job.cdx.json");

  private JobJar() {}

  private static Path target(String suffix) {
    return Path.of("target", "reinstate-" + Version.number() + suffix);
  }
}
