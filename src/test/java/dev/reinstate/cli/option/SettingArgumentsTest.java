package dev.reinstate.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.recording.RecordingInfo;
import dev.reinstate.stream.config.SettingsException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SettingArgumentsTest {

  private static final RecordingInfo RECORDING =
      new RecordingInfo("numbers", "", 64, null, Target.VALUE, 0, 0, 0);

  private static List<ReplaySetting> swept(String sweep, String... job) {
    SettingArguments arguments =
        CommandLine.populateCommand(new SettingArguments(), "--sweep", sweep);
    return arguments.all(CommandLine.populateCommand(new JobArguments(), job), RECORDING);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "memory.cache-bytes=67108864,1 kb",
        "memory.cache-bytes=1 kb,64 mb",
        "order.idle-timeout=30 s,1 s",
        "order.idle-timeout=1 s,30000 ms",
        "network.code.size=8,16",
      })
  void theCurrentValueIsRecognisedHoweverItIsWritten(String sweep) {
    assertThat(swept(sweep)).hasSize(2).extracting(ReplaySetting::name).contains("current");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spaces.all.sample=0.125,1",
        "spaces.all.sample=.125,1",
        "spaces.all.key=,key",
      })
  void theCurrentValueOfASpaceIsRecognised(String sweep) {
    assertThat(swept(sweep, "--set", "spaces.all.key=", "--set", "spaces.all.sample=1.25e-1"))
        .hasSize(2)
        .extracting(ReplaySetting::name)
        .contains("current");
  }

  @Test
  void aSpaceThatTheCurrentJobDoesNotHaveIsNotTheCurrentOne() {
    assertThat(swept("spaces.all.sample=1,.5"))
        .extracting(ReplaySetting::name)
        .containsExactly("current", "spaces.all.sample=1", "spaces.all.sample=.5");
  }

  @Test
  void aDeprecatedKeyIsSweptUnderItsCurrentOne() {
    assertThat(swept("order.idle-after=1 s,30 s"))
        .extracting(ReplaySetting::name)
        .containsExactly("current", "order.idle-timeout=1 s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--sweep", "--set-candidate"})
  void aWrongKeyIsSaidToBeOfTheOptionThatHasIt(String option) {
    SettingArguments arguments =
        CommandLine.populateCommand(new SettingArguments(), option, "memory.kk=16");

    assertThatThrownBy(() -> arguments.all(new JobArguments(), RECORDING))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(option)
        .hasMessageContaining("memory.kk");
  }
}
