package dev.reinstate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A part of a page that a test writes: between two marks, compared or, on request, replaced. */
public final class WrittenByTest {

  private WrittenByTest() {}

  /**
   * Asserts that a page has a text between its marks, or with {@code -Ddocs.write=true} writes it.
   *
   * @param test that knows the text
   */
  public static void assertUpToDate(Path file, String begin, String end, String text, Class<?> test)
      throws IOException {
    String page = Files.readString(file);
    int from = page.indexOf(begin);
    int to = page.indexOf(end);
    assertThat(from).as("place of '%s' in %s", begin.trim(), file).isNotNegative();
    assertThat(to).as("place of '%s' in %s", end.trim(), file).isGreaterThan(from);
    String current = page.substring(0, from + begin.length()) + text + page.substring(to);
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(file, current);
    } else {
      assertThat(page)
          .as(
              "%s; write it anew with: mvn test -Dtest=%s -Ddocs.write=true",
              file, test.getSimpleName())
          .isEqualTo(current);
    }
  }
}
