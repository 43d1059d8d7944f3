package dev.reinstate.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.recording.RecordingInfo;
import dev.reinstate.stream.config.SettingsException;
import dev.reinstate.stream.config.SettingsReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class JobArgumentsTest {

  private static final RecordingInfo OF_CLASSES = RecordingInfo.ofClasses("five", "", 64, 5);
  private static final RecordingInfo OF_VALUES =
      new RecordingInfo("numbers", "", 64, null, Target.VALUE, 0, 0, 0);

  @Test
  void theRecordingSaysWhatTheSettingsLeaveOpen() {
    assertThat(given(OF_CLASSES))
        .isEqualTo(
            Map.of(
                "observation.size", "64", "prediction.target", "class", "prediction.classes", "5"));
    assertThat(given(OF_VALUES))
        .isEqualTo(Map.of("observation.size", "64", "prediction.target", "value"));
  }

  @Test
  void whatTheRecordingLacksGetsAnIndicator() {
    RecordingInfo recording =
        new RecordingInfo("some", "", 64, null, Target.VALUE, 0, 9, 0, List.of(2, 5));
    assertThat(SettingsReader.read(given(recording)).learner().features().indicators())
        .containsExactly(2, 5);
    assertThat(given(recording, "features.missing-indicators=[7]"))
        .containsEntry("features.missing-indicators", "[7]");
    assertThat(given(recording, "features.missing=refuse"))
        .doesNotContainKey("features.missing-indicators");
  }

  @Test
  void settingsGoBeforeTheRecording() {
    assertThat(given(OF_CLASSES, "prediction.classes=10"))
        .containsEntry("prediction.classes", "10");
    assertThat(given(OF_CLASSES, "prediction.target=reward"))
        .containsEntry("prediction.target", "reward")
        .doesNotContainKey("prediction.classes");
    assertThat(given(OF_CLASSES, "observation.size=64")).containsEntry("observation.size", "64");
  }

  @Test
  void settingsThatContradictTheRecordingAreRefused() {
    assertRefused(
        OF_CLASSES,
        "observation.size=25",
        "observation.size: '25' does not fit the recording 'five'; allowed: 64, or leave it out");
    assertRefused(
        OF_CLASSES,
        "prediction.classes=4",
        "prediction.classes: '4' does not fit the recording 'five'; allowed: a whole number from 5");
    assertRefused(
        OF_VALUES,
        "prediction.target=class",
        "prediction.target: 'class' does not fit the recording 'numbers'; allowed: value, reward");
  }

  @Test
  void whatIsNoNumberIsLeftToTheReader() {
    Map<String, String> given = given(OF_CLASSES, "prediction.classes=many");

    assertThatThrownBy(() -> SettingsReader.read(given))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("prediction.classes: 'many' is not allowed");
  }

  private static void assertRefused(RecordingInfo recording, String set, String message) {
    assertThatThrownBy(() -> given(recording, set))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(message);
  }

  private static Map<String, String> given(RecordingInfo recording, String... sets) {
    JobArguments arguments = new JobArguments();
    List<String> words = new ArrayList<>();
    for (String set : sets) {
      words.addAll(List.of("--set", set));
    }
    CommandSpec command =
        CommandSpec.create().addMixin("job", CommandSpec.forAnnotatedObject(arguments));
    new CommandLine(command).parseArgs(words.toArray(String[]::new));
    return arguments.given(recording);
  }
}
