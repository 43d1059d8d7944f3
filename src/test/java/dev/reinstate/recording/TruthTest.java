package dev.reinstate.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reinstate.event.Observation;
import dev.reinstate.recording.file.RecordingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TruthTest {

  private static final RecordingInfo INFO = RecordingInfo.ofClasses("one", "", 1, 2);

  @TempDir Path temp;

  /** Any text: quotes, line breaks and signs of all planes included. */
  @Property(tries = 100)
  void anyTruthComesBack(
      @ForAll @Size(max = 8) @UniqueElements List<@NotBlank String> ids,
      @ForAll @NotBlank String group,
      @ForAll @StringLength(min = 1) String cause)
      throws IOException {
    Path folder = Files.createTempDirectory("truth");
    Path file = folder.resolve("truth.jsonl");
    Map<String, Truth> truths = new HashMap<>();
    try (TruthWriter writer = new TruthWriter(file)) {
      for (String id : ids) {
        Truth truth =
            switch (truths.size() % 4) {
              case 0 -> new Truth(id, group, List.of());
              case 1 -> new Truth(id, null, "c" + cause + id);
              case 2 -> new Truth(id, group, List.of("c" + cause + id, cause + id));
              default -> new Truth(id, group, cause + id);
            };
        truths.put(id, truth);
        writer.append(truth);
      }
    }
    try {
      assertThat(Files.exists(file)).isEqualTo(!ids.isEmpty());
      if (!ids.isEmpty()) {
        assertThat(new TruthReader(file).read()).isEqualTo(truths);
      }
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  @Test
  void isALineOfJsonForEachObservation() throws IOException {
    Path folder = temp.resolve("recording");
    try (RecordingWriter writer = new RecordingWriter(folder, INFO)) {
      writer.observation(new Observation("a", "1", 1, new float[] {0}));
      writer.truth(new Truth("7", "junction", "3"));
      writer.truth(new Truth("3", "cue", List.of()));
      writer.truth(new Truth("8", null, List.of("3", "7")));
      writer.finish();
    }

    assertThat(folder.resolve("truth.jsonl"))
        .hasContent(
            """
            {"observationId":"7","group":"junction","cause":"3"}
            {"observationId":"3","group":"cue"}
            {"observationId":"8","causes":["3","7"]}
            """);
    assertThat(Recording.open(folder).truth())
        .containsOnlyKeys("3", "7", "8")
        .containsEntry("7", new Truth("7", "junction", "3"));
  }

  @Test
  void aRecordingNeedsNone() throws IOException {
    Path folder = temp.resolve("recording");
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("truth.jsonl"), "of a recording that was cut short");
    try (RecordingWriter writer = new RecordingWriter(folder, INFO)) {
      writer.finish();
    }

    assertThat(folder.resolve("truth.jsonl")).doesNotExist();
    assertThat(Recording.open(folder).truth()).isEmpty();
  }

  @Test
  void whatItDoesNotKnowIsLeftAlone() throws IOException {
    Path file = temp.resolve("truth.jsonl");
    Files.writeString(
        file,
        """
        {"observationId": "1", "group": null, "cause": "0", "by": "hand"}

        {"group": "g", "observationId": "2", "causes": []}""");

    assertThat(new TruthReader(file).read())
        .isEqualTo(Map.of("1", new Truth("1", null, "0"), "2", new Truth("2", "g", List.of())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"group": "g"}                            | observationId is missing or empty; expected
          {"observationId": 7, "group": "g"}        | observationId is 7; expected a string
          {"observationId": "", "group": "g"}       | observationId is missing or empty; expected
          {"observationId": "2"}                    | neither group nor cause is there; expected
          {"observationId": "2", "group": " "}      | group is blank; expected a name
          {"observationId": "2", "group": ["g"]}    | group is ["g"]; expected a string
          {"observationId": "2", "cause": ""}       | cause is empty; expected
          {"observationId": "2", "cause": 1}        | cause is 1; expected a string
          {"observationId": "2", "cause": "2"}      | cause is the observation itself; expected
          {"observationId": "2", "causes": "1"}     | causes is "1"; expected a list
          {"observationId": "2", "causes": ["1", 3]} | one of causes is 3; expected a string
          {"observationId": "2", "causes": ["1", ""]} | cause is empty; expected
          {"observationId": "1", "group": "h"}      | observation "1" was there before; expected
          ["2"]                                     | is ["2"]; expected a JSON object
          {"observationId": "2", "group"            | is not JSON
          {"observationId": "2", "group": "g"} {}   | is not JSON
          """)
  void aWrongLineIsNamed(String line, String message) throws IOException {
    Path file = temp.resolve("truth.jsonl");
    Files.writeString(file, "{\"observationId\": \"1\", \"group\": \"g\"}\n" + line + "\n");

    assertThatThrownBy(() -> new TruthReader(file).read())
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("truth.jsonl, line 2: " + message);
  }
}
