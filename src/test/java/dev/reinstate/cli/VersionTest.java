package dev.reinstate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class VersionTest {

  @Test
  void isThePoms() throws Exception {
    StringWriter out = new StringWriter();
    Reinstate.commandLine().setOut(new PrintWriter(out)).execute("--version");

    assertThat(out.toString().strip()).isEqualTo("reinstate " + Version.number());
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains("<artifactId>reinstate</artifactId>\n  <version>" + Version.number());
  }

  @Test
  void isTheChangelogsNewest() throws Exception {
    String released = Version.number().replace("-SNAPSHOT", "");

    assertThat(Files.readAllLines(Path.of("CHANGELOG.md")))
        .filteredOn(line -> line.startsWith("## "))
        .first()
        .asString()
        .startsWith("## " + released + " - ");
  }
}
