package dev.reinstate.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reinstate.recording.Recording;
import dev.reinstate.recording.file.RecordingException;
import dev.reinstate.recording.generate.RecallGenerator;
import dev.reinstate.replay.summary.RunSummary;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.stream.config.JobFile;
import dev.reinstate.stream.config.SettingsReader;
import dev.reinstate.training.InitialModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An autoencoder that knows a recording's observations before any feedback. */
class PretrainingTest {

  private static final int EVENTS = 4_000;

  @TempDir static Path temp;

  private static Recording recording;

  @BeforeAll
  static void generate() {
    new RecallGenerator(16, EVENTS, 1).generate(temp.resolve("recall"), written -> {});
    recording = Recording.open(temp.resolve("recall"));
  }

  private static LearnerSettings settings(String... sets) {
    Map<String, String> given =
        JobFile.with(JobFile.read(Path.of("jobs", "recall.yaml")), List.of(sets));
    given.put("observation.size", "32");
    given.put("prediction.classes", "2");
    given.put("network.code.kind", "autoencoder");
    given.putIfAbsent("training.autoencoder.batch", "128");
    return SettingsReader.read(given).learner();
  }

  private static Pretraining.Result pretrain(LearnerSettings settings, int steps) {
    return new Pretraining(settings, InitialModel.SEEDED, steps).train(recording, done -> {});
  }

  @Test
  void theErrorOnOtherObservationsFallsBelowTheGate() {
    LearnerSettings settings = settings();
    Pretraining.Result result = pretrain(settings, 200);

    assertThat(result.heldOut()).isEqualTo(EVENTS / 10);
    assertThat(result.observations()).isEqualTo(EVENTS - EVENTS / 10);
    assertThat(result.errorBefore()).isGreaterThan(.9);
    assertThat(result.errorAfter()).isBetween(0., settings.training().autoencoderGate() / 2);
    assertThat(result.ready()).isTrue();
    assertThat(result.model().model(settings).ready()).isTrue();
    assertThat(result.model().trainer(settings).autoencoderError()).isBetween(0., .4);
  }

  @Test
  void aReplayThatStartsFromItLearnsFromTheFirstBatchOn() {
    LearnerSettings settings = settings("training.autoencoder.batch=16");
    Recording part = recording.first(500);
    RunSummary anew =
        new PlainEngine(settings, InitialModel.SEEDED).replay("anew", part, done -> {}).build();
    RunSummary started =
        new PlainEngine(settings, pretrain(settings, 600).model())
            .replay("started", part, done -> {})
            .build();

    // 64 feedbacks make a batch, and 16 observations come before the first
    assertThat(started.learningFrom()).isBetween(64L, 64L + 2 * 16);
    assertThat(anew.learningFrom()).isNull();
    assertThat(started.updates()).isGreaterThanOrEqualTo(6);
  }

  @Test
  void moreTrainingGoesOnFromWhatThereIs() {
    LearnerSettings settings = settings();
    Pretraining.Result first = pretrain(settings, 60);
    Pretraining.Result second =
        new Pretraining(settings, first.model(), 60).train(recording, done -> {});
    assertThat(second.errorBefore()).isEqualTo(first.errorAfter());
    assertThat(second.errorAfter()).isLessThan(first.errorAfter());
  }

  @Test
  void theSeedDecidesEveryBit() {
    byte[] one = pretrain(settings(), 10).model().parameters();
    assertThat(pretrain(settings(), 10).model().parameters()).isEqualTo(one);
    assertThat(pretrain(settings("seed=2"), 10).model().parameters()).isNotEqualTo(one);
  }

  @Test
  void progressEndsWhereItSaid() {
    Pretraining pretraining = new Pretraining(settings(), InitialModel.SEEDED, 3);
    List<Long> seen = new ArrayList<>();
    pretraining.train(recording, seen::add);
    assertThat(seen).isSorted().last().isEqualTo(pretraining.work(recording));
    assertThat(pretraining.work(recording)).isEqualTo(EVENTS + 3 * 128);
  }

  @Test
  void oneObservationIsTooFew() {
    assertThatThrownBy(
            () ->
                new Pretraining(settings(), InitialModel.SEEDED, 1)
                    .train(recording.first(1), done -> {}))
        .isInstanceOf(RecordingException.class)
        .hasMessage(
            "%s has 1 observations; expected at least 2, one to train on and one to judge by"
                .formatted(recording.folder()));
  }
}
