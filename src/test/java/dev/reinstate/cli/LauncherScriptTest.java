package dev.reinstate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The script {@code reinstate} names its main class in words, which no compiler looks at. */
class LauncherScriptTest {

  private static final Pattern MAIN_CLASS = Pattern.compile("(dev\\.reinstate\\.\\S+) \"\\$@\"");

  @Test
  void startsAClassThatHasAMain() throws IOException {
    Matcher started = MAIN_CLASS.matcher(Files.readString(Path.of("reinstate")));
    assertThat(started.find()).isTrue();
    assertThatCode(() -> Class.forName(started.group(1)).getMethod("main", String[].class))
        .doesNotThrowAnyException();
  }
}
