package dev.reinstate.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ExcerptTest {

  @Test
  void whatIsShortStaysWhole() {
    String id = "é".repeat(Excerpt.ID);
    assertThat(Excerpt.ofId(id)).isSameAs(id);
    assertThat(Excerpt.ofMessage("")).isEmpty();
  }

  @Test
  void whatIsLongIsCutAndSaysHowLongItWas() {
    assertThat(Excerpt.ofId("x".repeat(8192)))
        .isEqualTo("x".repeat(Excerpt.ID) + "… (8,192 characters)");
    assertThat(Excerpt.ofMessage("x".repeat(100_000))).hasSizeLessThan(Excerpt.MESSAGE + 30);
  }

  @Test
  void noCharacterIsCutInHalf() {
    String cut = Excerpt.ofId("x" + "😀".repeat(Excerpt.ID));
    assertThat(new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(cut);
    assertThat(cut).startsWith("x😀").endsWith("😀… (161 characters)");
  }

  @Test
  void aLineStaysALine() {
    assertThat(Excerpt.ofId("ATL\n12:00:00 ERROR\u001b[2J\u0085\u2028\\"))
        .isEqualTo("ATL\\u000a12:00:00 ERROR\\u001b[2J\\u0085\\u2028\\");
    assertThat(Excerpt.ofMessage("\n".repeat(3_000))).doesNotContain("\n").endsWith("characters)");
  }
}
