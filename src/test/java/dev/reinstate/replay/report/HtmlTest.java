package dev.reinstate.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlTest {

  @Test
  void textMeansNothingButItself() {
    assertThat(Html.text("<b a='1' c=\"2\">&\u0000\n"))
        .isEqualTo("&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;  ");
    assertThat(Html.text("Zürich 🛬")).isEqualTo("Zürich 🛬");
  }

  @Test
  void durationsHaveTheirTwoLargestUnits() {
    assertThat(Html.duration(0)).isEqualTo("0 ms");
    assertThat(Html.duration(59_999)).isEqualTo("59 s");
    assertThat(Html.duration(105 * 60_000)).isEqualTo("1 h 45 min");
    assertThat(Html.duration(33 * 3_600_000L)).isEqualTo("1 d 9 h");
    assertThat(Html.duration(2 * 86_400_000L)).isEqualTo("2 d");
    assertThat(Html.duration(-5_000)).isEqualTo("−5 s");
  }
}
