package dev.reinstate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Feedback.Origin;
import dev.reinstate.event.Observation;
import dev.reinstate.recording.RecordingInfo;
import dev.reinstate.recording.RecordingWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayReportTest {

  private static final Pattern CANVAS = Pattern.compile("<canvas id=\"([^\"]+)\"[^>]*>");
  private static final Pattern DRAWN = Pattern.compile("data-drawn=\"(\\d+)\"");
  private static final Pattern DATA =
      Pattern.compile(
          "<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);
  private static final String HOSTILE = "</script><img src=x onerror=alert(1)>\"'&|";

  @TempDir static Path temp;
  private static Path images;
  private static Path hostile;

  @BeforeAll
  static void replay() throws IOException {
    generate("label-binding", "--episodes", "20", "--events", "600");
    images = Files.createDirectory(temp.resolve("images")).resolve("report.html");
    run(
        temp.resolve("label-binding"),
        images,
        // learning starts at once, with whatever codes there are
        "--set",
        "training.autoencoder.gate=1",
        "--set-candidate",
        "credit.mode=direct",
        "--sweep",
        "credit.mode=reinstated,frozen");
    recordHostile(temp.resolve("hostile-recording"));
    hostile = Files.createDirectory(temp.resolve("hostile")).resolve("report.html");
    run(temp.resolve("hostile-recording"), hostile);
  }

  @Test
  void theFilesBesideItHaveTheSameFigures() throws IOException {
    JsonNode summary = new ObjectMapper().readTree(images.resolveSibling("summary.json").toFile());
    String markdown = Files.readString(images.resolveSibling("summary.md"));
    String page = Files.readString(images);

    assertThat(summary.at("/runs")).hasSize(3);
    String logLoss = "%.4f".formatted(summary.at("/runs/0/initial/logLoss").asDouble());
    assertThat(markdown)
        .contains("| current | " + logLoss + " |")
        .contains("| candidate | current |");
    assertThat(page).contains("<b>" + logLoss + "</b>");
    assertThat(page).contains("<h2>Sweep</h2>", "<h2>Gallery</h2>", "<h2>Credits</h2>");
  }

  @Test
  void theGalleryHasEachObservationAsItCameAndReinstated() throws IOException {
    String page = Files.readString(images);
    assertThat(count(page, "class=\"piece\"")).isEqualTo(8);
    assertThat(count(page, "alt=\"original\"")).isGreaterThan(8);
    assertThat(count(page, "alt=\"reinstated\"")).isGreaterThan(8);
  }

  @Test
  void itNeedsNothingFromOutside() throws IOException {
    String page = Files.readString(images);
    assertThat(page).contains("default-src 'none'").contains("(c) 2025 Chart.js Contributors");
    String withoutScripts = page.replaceAll("(?s)<script.*?</script>", "");
    assertThat(withoutScripts)
        .doesNotContainPattern("(?i)(src|href)\\s*=\\s*\"(?!data:)")
        .doesNotContain("<link", "@import", "url(");
    assertThat(page.length()).as("characters").isLessThan(600_000);
  }

  @Test
  void namesMeanNothingButThemselves() throws IOException {
    String page = Files.readString(hostile);
    assertThat(page).doesNotContain("<img src=x").contains("&lt;/script&gt;&lt;img src=x");
    Matcher data = DATA.matcher(page);
    assertThat(data.find()).isTrue();
    assertThat(new ObjectMapper().readTree(data.group(1)).at("/curves")).hasSize(2);
    assertThat(Files.readString(hostile.resolveSibling("summary.md"))).doesNotContain("<img");
  }

  @Test
  void aPlaceThatDoesNotExistIsRefused() {
    Executed executed =
        Executed.command(
            "replay", "--recording", temp, "--report", temp.resolve("no").resolve("report.html"));
    assertThat(executed.code()).isEqualTo(2);
    assertThat(executed.err()).contains("a file that ends in .html, in a folder that exists");
  }

  @Test
  void everyPlotHasDataInABrowserAndTheConsoleIsEmpty() throws Exception {
    Chromium chromium = chromium();
    for (int width : List.of(1200, 390)) {
      for (Path report : List.of(images, hostile)) {
        Chromium.Page page = chromium.open(report, width);

        assertThat(page.console()).isEmpty();
        List<String> canvases =
            CANVAS.matcher(page.dom()).results().map(MatchResult::group).toList();
        assertThat(canvases).hasSizeGreaterThanOrEqualTo(6);
        assertThat(canvases).allSatisfy(canvas -> assertThat(drawn(canvas)).isPositive());
        assertThat(page.dom()).contains("data-charts=\"" + canvases.size() + "\"");
        assertThat(page.dom()).doesNotContain("<img src=\"x\"");
      }
    }
  }

  @Test
  void aBrokenPageWouldBeNoticed() throws Exception {
    Chromium chromium = chromium();
    Path broken = temp.resolve("broken.html");
    Files.writeString(broken, "<!DOCTYPE html><script>throw new Error('broken')</script>");

    assertThat(chromium.open(broken, 800).console())
        .anySatisfy(line -> assertThat(line).contains("broken"));
    Files.writeString(
        broken, Files.readString(images).replace("'use strict';", "'use strict'; alert(1);"));
    assertThat(chromium.open(broken, 800).console())
        .as("the policy runs no other script")
        .anySatisfy(line -> assertThat(line).contains("Content Security Policy"));
  }

  private static Chromium chromium() {
    var chromium = Chromium.installed(temp);
    assumeTrue(chromium.isPresent(), "no Chromium on the PATH: the report is not rendered");
    return chromium.get();
  }

  private static int drawn(String canvas) {
    Matcher drawn = DRAWN.matcher(canvas);
    return drawn.find() ? Integer.parseInt(drawn.group(1)) : -1;
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private static void generate(String task, String... more) {
    Object[] arguments = new Object[4 + more.length];
    Object[] first = {"generate", task, "--out", temp.resolve(task)};
    System.arraycopy(first, 0, arguments, 0, 4);
    System.arraycopy(more, 0, arguments, 4, more.length);
    assertThat(Executed.command(arguments).code()).isZero();
  }

  private static void run(Path recording, Path report, String... more) {
    Object[] arguments = new Object[7 + more.length];
    Object[] first = {
      "replay", "--recording", recording, "--job", "jobs/label-binding.yaml", "--report", report
    };
    System.arraycopy(first, 0, arguments, 0, 7);
    System.arraycopy(more, 0, arguments, 7, more.length);
    Executed executed = Executed.command(arguments);
    assertThat(executed.code()).as(executed.err()).isZero();
  }

  private static void recordHostile(Path folder) {
    RecordingInfo info = RecordingInfo.ofClasses(HOSTILE, HOSTILE, 2, 2);
    try (RecordingWriter writer = new RecordingWriter(folder, info)) {
      for (int i = 0; i < 200; i++) {
        String key = HOSTILE + i % 3;
        String id = HOSTILE + i;
        long time = 60_000L * i;
        writer.observation(new Observation(key, id, time, new float[] {i % 2, i % 3}));
        writer.feedback(new Feedback(key, "f", id, time + 30_000, time, i % 2, 1, Origin.NONE));
      }
      writer.finish();
    }
  }
}
