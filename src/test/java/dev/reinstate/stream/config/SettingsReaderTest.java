package dev.reinstate.stream.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reinstate.compute.ComputeSettings;
import dev.reinstate.compute.Device;
import dev.reinstate.compute.Similarity;
import dev.reinstate.credit.gradient.CreditMode;
import dev.reinstate.credit.outcome.Target;
import dev.reinstate.memory.Eviction;
import dev.reinstate.settings.CodeKind;
import dev.reinstate.settings.CreditRead;
import dev.reinstate.settings.CreditSettings;
import dev.reinstate.settings.FeatureSettings;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.MemorySettings;
import dev.reinstate.settings.MissingFeatures;
import dev.reinstate.settings.PredictionSettings;
import dev.reinstate.settings.Prior;
import dev.reinstate.settings.RefreshPolicy;
import dev.reinstate.settings.RepeatPolicy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {

  private static Map<String, String> settings(String... keysAndValues) {
    Map<String, String> settings = new HashMap<>();
    settings.put("observation.size", "25");
    settings.put("prediction.target", "class");
    settings.put("prediction.classes", "2");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      settings.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return settings;
  }

  @Test
  void whatIsNotSetHasItsDefault() {
    JobSettings job = SettingsReader.read(settings());
    LearnerSettings learner = job.learner();
    assertThat(learner.observationSize()).isEqualTo(25);
    assertThat(learner.prediction())
        .isEqualTo(new PredictionSettings(Target.CLASS, 2, Prior.KEY_RATE));
    assertThat(learner.memory())
        .isEqualTo(
            new MemorySettings(
                1000,
                16,
                Similarity.UNIT_DOT,
                0.2,
                0.01,
                true,
                RefreshPolicy.BOTH,
                256,
                Duration.ofDays(7).toMillis(),
                Eviction.OLDEST,
                Duration.ofDays(3650).toMillis()));
    assertThat(learner.networks().embeddingHidden()).containsExactly(32);
    assertThat(learner.networks().codeKind()).isEqualTo(CodeKind.DIRECT);
    assertThat(learner.networks().codeSize()).isEqualTo(25);
    assertThat(learner.features().standardise()).isTrue();
    assertThat(learner.reads().ownFeatures()).hasSize(25);
    assertThat(learner.reads().codeHead()).isTrue();
    assertThat(learner.reads().rates()).isTrue();
    assertThat(learner.credit())
        .isEqualTo(new CreditSettings(CreditMode.REINSTATED, CreditRead.RECORDED, 1));
    assertThat(learner.training().batch()).isEqualTo(8);
    assertThat(learner.feedback().repeat()).isEqualTo(RepeatPolicy.REPLACE);
    assertThat(job.placement()).isEqualTo(JobSettings.Placement.SHARED);
    assertThat(job.order().by()).isEqualTo(JobSettings.By.ARRIVAL);
    assertThat(job.kafka().exactlyOncePredictions()).isTrue();
    assertThat(job.kafka().topicsPrefix()).isEqualTo("reinstate");
    assertThat(job.flink()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "64, true, auto, DIRECT, 64",
    "65, true, auto, AUTOENCODER, 16",
    "65, true, direct, DIRECT, 65",
    "4, false, auto, AUTOENCODER, 16",
    "4, true, autoencoder, AUTOENCODER, 16"
  })
  void smallObservationsAreTheirOwnCodes(
      String size, String standardise, String kind, CodeKind expected, int codeSize) {
    Map<String, String> given =
        settings(
            "observation.size", size,
            "features.standardise", standardise,
            "network.code.kind", kind);
    LearnerSettings learner = SettingsReader.read(given).learner();
    assertThat(learner.networks().codeKind()).isEqualTo(expected);
    assertThat(learner.networks().codeSize()).isEqualTo(codeSize);
    assertThat(learner.reads().ownFeatures())
        .hasSize(expected == CodeKind.DIRECT ? Integer.parseInt(size) : 0);
  }

  @Test
  void whatIsNotStandardisedCannotBeItsOwnCode() {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(
            () ->
                SettingsReader.read(
                    settings("features.standardise", "false", "network.code.kind", "direct")))
        .withMessageContaining("network.code.kind")
        .withMessageContaining("autoencoder where features.standardise is false");
  }

  @Test
  void indicatorsCountAsNumbersOfACode() {
    LearnerSettings learner =
        SettingsReader.read(settings("features.missing-indicators", "[3, 7]")).learner();
    assertThat(learner.inputSize()).isEqualTo(27);
    assertThat(learner.networks().codeSize()).isEqualTo(27);
    assertThat(learner.reads().ownFeatures()).hasSize(27);
    LearnerSettings named =
        SettingsReader.read(
                settings(
                    "features.missing-indicators", "[3, 7]", "prediction.own-features", "[0, 26]"))
            .learner();
    assertThat(named.reads().ownFeatures()).containsExactly(0, 26);
  }

  @Test
  void ratesNeedALinearCombination() {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(
            () ->
                SettingsReader.read(
                    settings("prediction.combination", "none", "prediction.rates", "true")))
        .withMessageContaining("prediction.rates")
        .withMessageContaining("false where prediction.combination is none");
    JobSettings job = SettingsReader.read(settings("prediction.combination", "none"));
    assertThat(job.learner().readForm().rates()).isZero();
    job = SettingsReader.read(settings("prediction.rates", "true"));
    assertThat(job.learner().readForm().rates()).isEqualTo(2);
  }

  @Test
  void aRegressionNeedsOwnFeaturesAndALinearCombination() {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(
            () ->
                SettingsReader.read(
                    settings("prediction.own-features", "", "prediction.regression", "true")))
        .withMessageContaining("prediction.regression")
        .withMessageContaining(
            "false where prediction.combination is none or prediction.own-features empty");
    assertThat(regression("prediction.own-features", "")).isFalse();
    assertThat(regression("prediction.combination", "none")).isFalse();
    assertThat(regression("prediction.own-features", "[0, 3]")).isTrue();
    assertThat(regression("prediction.regression", "false")).isFalse();
  }

  private static boolean regression(String... changes) {
    return SettingsReader.read(settings(changes)).learner().readForm().regression();
  }

  @Test
  void networksAreComputedAsSettingsSay() {
    assertThat(SettingsReader.read(settings()).learner().compute()).isEqualTo(ComputeSettings.JAVA);
    assertThat(
            SettingsReader.read(settings("compute.device", "cuda:2", "compute.threads", "3"))
                .learner()
                .compute())
        .isEqualTo(new ComputeSettings(ComputeSettings.Engine.JAVA, Device.cuda(2), 3));
  }

  @Test
  void settingsThatAreGivenHold() {
    JobSettings job =
        SettingsReader.read(
            settings(
                "network.embedding.hidden", "64;32",
                "network.code.hidden", "",
                "memory.codec-at-write", "false",
                "memory.refresh", "none",
                "feedback.horizon", "90 min",
                "order.by", "event-time",
                "training.placement", "inline",
                "seed", "-7",
                "kafka.properties.security.protocol", "SSL",
                "flink.state.backend.type", "rocksdb"));
    LearnerSettings learner = job.learner();
    assertThat(learner.networks().embeddingHidden()).containsExactly(64, 32);
    assertThat(learner.networks().codeHidden()).isEmpty();
    assertThat(learner.memory().codecAtWrite()).isFalse();
    assertThat(learner.memory().refresh()).isEqualTo(RefreshPolicy.NONE);
    assertThat(learner.feedback().horizon()).isEqualTo(5_400_000);
    assertThat(learner.seed()).isEqualTo(-7);
    assertThat(job.order().by()).isEqualTo(JobSettings.By.EVENT_TIME);
    assertThat(job.placement()).isEqualTo(JobSettings.Placement.INLINE);
    assertThat(job.kafka().properties()).containsExactly(Map.entry("security.protocol", "SSL"));
    assertThat(job.flink()).containsExactly(Map.entry("state.backend.type", "rocksdb"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "observation.size | 0 | a whole number from 1",
        "observation.size | many | a whole number from 1",
        "features.standardise | maybe | true, false",
        "features.missing | zero | mean, refuse",
        "features.missing-indicators | 3;25 | all, or numbers and ranges from 0 to 24",
        "features.missing-indicators | -1 | all, or numbers and ranges from 0 to 24",
        "features.missing-indicators | 9-3 | all, or numbers and ranges from 0 to 24",
        "prediction.own-features | 0-2147483646 | all, or numbers and ranges from 0 to 24",
        "prediction.rates | some | true, false",
        "training.read-rate | 0 | a number above 0",
        "prediction.own-features | some | all, or numbers and ranges from 0 to 24",
        "prediction.target | label | class, reward, value",
        "prediction.classes | 1 | a whole number from 2",
        "compute.provider | cuda | java, nd4j, torch",
        "compute.device | gpu | auto, cpu, cuda, cuda:N",
        "compute.threads | 0 | 1 to 1024",
        "prediction.prior | key_rate | key-rate, uniform",
        "memory.capacity | 1 | a whole number from 2",
        "memory.k | 1 | 2 to memory.capacity (1000); a read of 1 has no gradient",
        "memory.k | 1001 | 2 to memory.capacity (1000)",
        "memory.temperature | 0 | a number above 0",
        "memory.temperature | NaN | a number above 0",
        "memory.temperature | Infinity | a number above 0",
        "memory.similarity | dot | cosine, negative-squared-distance, scaled-dot, unit-dot",
        "memory.epsilon | 0 | above 0 and below 1",
        "memory.epsilon | 1 | above 0 and below 1",
        "memory.codec-at-write | maybe | true, false",
        "memory.refresh | sometimes | both, none, sweep, touch",
        "memory.sweep-per-batch | 0 | 1 to 65536",
        "memory.sweep-per-batch | 65537 | 1 to 65536",
        "memory.sweep-idle | 0 s | a duration above 0",
        "memory.expire-after | 0 s | a duration above 0",
        "memory.expire-after | long | a duration above 0",
        "memory.expire-after | 99999999 d | at most 36500 d",
        "network.embedding.hidden | 8;0 | whole numbers from 1",
        "network.embedding.hidden | wide | whole numbers from 1",
        "network.embedding.size | 1 | 2 to 65535",
        "network.embedding.size | 65536 | 2 to 65535 where network.embedding.bits is 8",
        "network.embedding.bits | 16 | 8, 32",
        "network.code.hidden | -3 | whole numbers from 1",
        "network.code.size | 0 | 1 to 65535 where network.code.bits is 8",
        "network.code.bits | 2 | 8, 32",
        "credit.mode | thawed | direct, exact, frozen, hybrid, query-only, reinstated, target",
        "credit.read | twice | recorded, repeated",
        "credit.target-alpha | 0.5 | a number from 1",
        "credit.target-alpha | Infinity | a number from 1",
        "feedback.horizon | 0 ms | a duration above 0",
        "feedback.early-wait | 0 ms | a duration above 0",
        "feedback.repeat | twice | ignore, replace",
        "training.placement | remote | inline, shared",
        "training.batch | 0 | a whole number from 1",
        "training.optimiser | lamb | adam, sgd",
        "training.learning-rate | -1 | a number above 0",
        "training.clip-norm | 0 | 'a number above 0, at most 1.0E15'",
        "training.clip-norm | 1e16 | 'a number above 0, at most 1.0E15'",
        "training.publish-interval | soon | a duration",
        "training.autoencoder.batch | 0 | a whole number from 1",
        "training.autoencoder.learning-rate | 0 | a number above 0",
        "training.autoencoder.gate | 1.1 | above 0, at most 1",
        "order.by | size | arrival, event-time",
        "order.max-out-of-orderness | some | a duration",
        "order.idle-timeout | 0 s | a duration above 0",
        "order.max-drift | 0 s | a duration above 0",
        "batch.size | 0 | a whole number from 1",
        "batch.linger | x | a duration",
        "kafka.group-id | ' ' | a name",
        "kafka.transaction-timeout | 0 s | a duration above 0",
        "topics.prefix | '' | a name",
        "predictions.delivery | maybe-once | exactly-once, at-least-once",
        "limits.id-bytes | 8193 | 1 to 8192 bytes, as a number or a memory size",
        "limits.id-bytes | 9 kb | 1 to 8192 bytes",
        "limits.id-bytes | 0 | 1 to 8192 bytes",
        "memory.cache-bytes | -1 | a memory size, such as '64 mb', or a number of bytes",
        "memory.cache-bytes | 64 megs | a memory size",
        "training.rehearsal-bytes | 1.5 mb | a memory size",
        "training.autoencoder.rehearsal-bytes | 99999999 tb | a memory size",
        "seed | one | a whole number",
      })
  void anImpossibleValueIsNamedWithItsKeyAndWhatIsAllowed(
      String key, String value, String allowed) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> SettingsReader.read(settings(key, value)))
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .startsWith(key + ":")
                    .contains("'" + value + "' is not allowed", allowed));
  }

  @ParameterizedTest
  @CsvSource({"observation.size", "prediction.target", "prediction.classes"})
  void whatMustBeSetIsNamedWhereItIsMissing(String key) {
    Map<String, String> settings = settings();
    settings.remove(key);
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> SettingsReader.read(settings))
        .withMessageStartingWith(key + " is not set; allowed: ");
  }

  @Test
  void missingFeaturesCountAsTheirMean() {
    FeatureSettings features = SettingsReader.read(settings()).learner().features();
    assertThat(features.standardise()).isTrue();
    assertThat(features.missing()).isEqualTo(MissingFeatures.MEAN);
    assertThat(features.indicators()).isEmpty();
    features =
        SettingsReader.read(
                settings(
                    "features.standardise", "false",
                    "features.missing", "refuse",
                    "features.missing-indicators", "9;0-2;1"))
            .learner()
            .features();
    assertThat(features.standardise()).isFalse();
    assertThat(features.missing()).isEqualTo(MissingFeatures.REFUSE);
    assertThat(features.indicators()).containsExactly(0, 1, 2, 9);
  }

  @Test
  void rawObservationsMustNotBeTooLargeToKeep() {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(
            () ->
                SettingsReader.read(settings("credit.mode", "exact", "observation.size", "16384")))
        .withMessage(
            "observation.size: '16384' is not allowed; allowed: 1 to 16383 where credit.mode is"
                + " exact, which keeps observations as they are");
    JobSettings job = SettingsReader.read(settings("observation.size", "16384"));
    assertThat(job.learner().observationSize()).isEqualTo(16384);
    assertThat(job.learner().codeBytes()).isEqualTo(16);
    job = SettingsReader.read(settings("credit.mode", "exact"));
    assertThat(job.learner().codeBytes()).isEqualTo(101);
  }

  @ParameterizedTest
  @CsvSource({"3 kb, 3072", "3072, 3072", "3072 bytes, 3072", "0, 0"})
  void bytesAreMemorySizesOrNumbers(String size, long bytes) {
    JobSettings job =
        SettingsReader.read(
            settings(
                "memory.cache-bytes", size,
                "training.rehearsal-bytes", size,
                "training.autoencoder.rehearsal-bytes", size,
                "limits.id-bytes", bytes == 0 ? "1" : size));
    assertThat(job.cacheBytes()).isEqualTo(bytes);
    assertThat(job.learner().rehearsal().bytes()).isEqualTo(bytes);
    assertThat(job.learner().rehearsal().observationBytes()).isEqualTo(bytes);
    assertThat(job.kafka().maxIdBytes()).isEqualTo(Math.max(1, bytes));
  }

  @Test
  void classesAreNotAskedForWhereThereAreNone() {
    Map<String, String> settings = settings("prediction.target", "reward");
    settings.remove("prediction.classes");
    assertThat(SettingsReader.read(settings).learner().prediction().classes()).isZero();
  }
}
