package dev.reinstate.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.reinstate.GoldenBytes;
import dev.reinstate.format.Floats;
import dev.reinstate.learner.TestSettings;
import dev.reinstate.learner.World;
import dev.reinstate.model.Model;
import dev.reinstate.settings.CodeKind;
import dev.reinstate.settings.FeatureSettings;
import dev.reinstate.settings.HeadCombination;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.MissingFeatures;
import dev.reinstate.settings.ReadSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * Bytes of every format of models, trainers and model files are read as what they were written
 * from, and those of the newest are written as they were.
 */
class ModelFormatsTest {

  private static final double ERROR = 0.24;

  /** Small networks with given parameters, so that the bytes hang on no arithmetic. */
  private static World small() {
    TestSettings settings = new TestSettings();
    settings.observationSize = 2;
    settings.hidden = new int[0];
    settings.size = 2;
    settings.codeSize = 1;
    settings.batch = 1_000;
    settings.autoencoderBatch = 1_000;
    World world = new World(settings.build());
    world.model.loadEmbedding(3, counting(world.model.embedding().parameterCount(), 1));
    world.model.loadAutoencoder(4, counting(world.model.autoencoder().parameterCount(), 50), true);
    return world;
  }

  private static float[] counting(int size, int from) {
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = from + i;
    }
    return numbers;
  }

  /** The same with direct codes, and a scale that 20 observations have taught. */
  private static World standardised() {
    TestSettings settings = new TestSettings();
    settings.observationSize = 2;
    settings.hidden = new int[0];
    settings.size = 2;
    settings.codeSize = 2;
    settings.codeKind = CodeKind.DIRECT;
    settings.features = new FeatureSettings(true, MissingFeatures.REFUSE, new int[0]);
    settings.batch = 1_000;
    World world = new World(settings.build());
    world.model.loadEmbedding(3, counting(world.model.embedding().parameterCount(), 1));
    for (int i = 0; i < 20; i++) {
      world.trainer.observe(new float[] {i % 4, 100}, 1);
    }
    world.trainer.loadObservedInto(world.model);
    return world;
  }

  @Test
  void models() throws IOException {
    GoldenBytes.assertWritten("v3/model", small().model::save);
    Model model = new Model(small().settings);
    model.restore(GoldenBytes.in("v3/model"));
    assertWhole(model);
  }

  @Test
  void aModelOfFormat2IsTheSame() throws IOException {
    Model model = new Model(small().settings);
    model.restore(GoldenBytes.in("v2/model"));
    assertWhole(model);
  }

  @Test
  void whatIsKnownOfFeatures() throws IOException {
    World world = standardised();
    GoldenBytes.assertWritten("v3/model-standardised", world.model::save);
    GoldenBytes.assertWritten("v6/trainer-standardised", out -> world.trainer.save(out, true));
    SavedModel saved = SavedModel.of(world.settings, world.model, world.trainer);
    GoldenBytes.assertWritten(
        "v4/model-file-standardised", out -> out.write(ModelFile.bytes(saved)));

    Model model = new Model(world.settings);
    model.restore(GoldenBytes.in("v3/model-standardised"));
    float[] parameters = world.model.standardiser().parameters();
    assertThat(model.standardiser().parameters()).containsExactly(parameters);
    Trainer trainer = new Trainer(world.settings, model);
    trainer.restore(GoldenBytes.in("v6/trainer-standardised"));
    assertThat(trainer.standardiserParameters()).containsExactly(parameters);
    SavedModel read =
        ModelFile.read(GoldenBytes.file("v4/model-file-standardised"), world.settings);
    assertThat(read.trainer(world.settings).standardiserParameters()).containsExactly(parameters);
  }

  /** Codes of before they had scales are x̃/4, with the mean and deviation that were saved. */
  @Test
  void whatWasKnownOfFeaturesBeforeCodesHadScales() throws IOException {
    float[] parameters = {1.5f, 100, 1.118034f, 0, 0, 1.5f, 100, 4 * 1.118034f, 1};
    World world = standardised();
    Model model = new Model(world.settings);
    model.restore(GoldenBytes.in("v2/model-standardised"));
    assertThat(model.standardiserVersion()).isEqualTo(1);
    assertThat(model.standardiser().parameters()).containsExactly(parameters);
    Trainer trainer = new Trainer(world.settings, model);
    trainer.restore(GoldenBytes.in("v5/trainer-standardised"));
    assertThat(trainer.standardiserParameters()).containsExactly(parameters);
    assertThat(trainer.observationsUntilStep()).isEqualTo(12);
    SavedModel read =
        ModelFile.read(GoldenBytes.file("v3/model-file-standardised"), world.settings);
    assertThat(read.trainer(world.settings).standardiserParameters()).containsExactly(parameters);
  }

  @Test
  void aModelOfFormat1StandardisedNothing() throws IOException {
    Model model = new Model(small().settings);
    model.restore(GoldenBytes.in("v1/model"));
    assertWhole(model);
  }

  private static void assertWhole(Model model) {
    assertThat(model.version()).isEqualTo(3);
    assertThat(model.autoencoderVersion()).isEqualTo(4);
    assertThat(model.ready()).isTrue();
    float[] parameters = new float[6];
    model.embedding().readParameters(parameters);
    assertThat(parameters).containsExactly(counting(6, 1));
    parameters = new float[model.autoencoder().parameterCount()];
    model.autoencoder().readParameters(parameters);
    assertThat(parameters).containsExactly(counting(parameters.length, 50));
  }

  @Test
  void modelFiles() throws IOException {
    World world = small();
    giveError(world.trainer);
    SavedModel saved = SavedModel.of(world.settings, world.model, world.trainer);
    GoldenBytes.assertWritten("v4/model-file", out -> out.write(ModelFile.bytes(saved)));
    SavedModel read = ModelFile.read(GoldenBytes.file("v4/model-file"), world.settings);
    assertThat(read).usingRecursiveComparison().isEqualTo(saved);
    assertThat(read.trainer(world.settings).autoencoderError()).isEqualTo(ERROR);
  }

  @Test
  void aModelFileOfFormat3IsTheSame() throws IOException {
    World world = small();
    SavedModel read = ModelFile.read(GoldenBytes.file("v3/model-file"), world.settings);
    assertThat(read.model(world.settings).learned()).containsExactly(world.model.learned());
    assertThat(read.trainer(world.settings).autoencoderError()).isEqualTo(ERROR);
  }

  /** What was no setting when the file was written was as it had always been. */
  @Test
  void aModelFileOfBeforeThereWasACodeHeadHasNone() {
    TestSettings settings = new TestSettings();
    settings.observationSize = 2;
    settings.hidden = new int[0];
    settings.size = 2;
    settings.codeSize = 1;
    settings.reads =
        new ReadSettings(
            1, false, 0, 3_600_000, false, HeadCombination.NONE, new int[0], true, false, false);
    assertThatIOException()
        .isThrownBy(() -> ModelFile.read(GoldenBytes.file("v2/model-file"), settings.build()))
        .withMessageEndingWith("another job: memory.code-head false (expected true)");
  }

  @Test
  void aModelFileOfFormat2StandardisedNothing() throws IOException {
    World world = small();
    SavedModel read = ModelFile.read(GoldenBytes.file("v2/model-file"), world.settings);
    assertThat(read.model(world.settings).learned()).containsExactly(world.model.learned());
    assertThat(read.trainer(world.settings).autoencoderError()).isEqualTo(ERROR);
  }

  @Test
  void aModelFileOfFormat1HasSumsOfSquaresForAScale() throws IOException {
    World world = small();
    SavedModel read = ModelFile.read(GoldenBytes.file("v1/model-file"), world.settings);
    assertThat(read.model(world.settings).learned()).containsExactly(world.model.learned());
    assertThat(read.trainer(world.settings).autoencoderError()).isEqualTo(ERROR);
  }

  /** An autoencoder's error of 6 where the features' variance is 30 − 1² − 2². */
  private static void giveError(Trainer trainer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    Floats.write(new double[] {1, 2, 30, 6}, out);
    out.writeLong(9);
    trainer.restoreObserved(in(bytes.toByteArray()), 1);
  }

  @Test
  void trainers() throws IOException {
    World world = small();
    Trainer trainer = new Trainer(world.settings, world.model);
    trainer.add(new GradientSum(new float[6], 1_000), 0);
    assertThat(trainer.stepEmbedding()).isTrue();
    trainer.add(new GradientSum(counting(6, 200), 7), 0);
    giveError(trainer);
    trainer.observe(new float[] {1, 2}, 1);
    GoldenBytes.assertWritten("v6/trainer", out -> trainer.save(out, true));
    assertIsWhole(restored("v6/trainer"), trainer.autoencoderError());
    assertIsWhole(restored("v5/trainer"), trainer.autoencoderError());
  }

  @Test
  void aTrainerOfFormat4StandardisedNothing() throws IOException {
    assertIsWhole(restored("v4/trainer"), restored("v5/trainer").autoencoderError());
  }

  @Test
  void aTrainerOfFormat3HasSumsOfSquaresForAScale() throws IOException {
    assertIsWhole(restored("v3/trainer"), ERROR);
  }

  private static void assertIsWhole(Trainer restored, double error) {
    assertSame(restored);
    assertThat(restored.version()).isEqualTo(1);
    assertThat(restored.feedback()).isEqualTo(1_007);
    assertThat(restored.ready()).isTrue();
    assertThat(restored.autoencoderError()).isEqualTo(error);
  }

  /** The steps of the error were those of the autoencoder. */
  @Test
  void aTrainerOfFormat2HasNotCountedTheStepsOfItsError() throws IOException {
    Trainer restored = restored("v2/trainer");
    assertSame(restored);
    assertThat(restored.version()).isEqualTo(1);
    assertThat(restored.feedback()).isEqualTo(1_007);
    assertThat(restored.ready()).isFalse();
    assertThat(restored.autoencoderError()).isNaN();
  }

  /** It counts from then on, like the books of learners that had no such count either. */
  @Test
  void aTrainerOfFormat1HasNotCountedFeedback() throws IOException {
    Trainer restored = restored("v1/trainer");
    assertSame(restored);
    assertThat(restored.version()).isZero();
    assertThat(restored.feedback()).isZero();
    restored.add(new GradientSum(new float[6], 993), 0);
    assertThat(restored.stepEmbedding()).isTrue();
    assertThat(restored.feedback()).isEqualTo(993);
  }

  private static Trainer restored(String file) throws IOException {
    LearnerSettings settings = small().settings;
    Trainer restored = new Trainer(settings, new Model(settings));
    restored.restore(GoldenBytes.in(file));
    return restored;
  }

  private static void assertSame(Trainer restored) {
    assertThat(restored.embeddingParameters()).containsExactly(counting(6, 1));
    assertThat(restored.autoencoderParameters()).containsExactly(counting(7, 50));
    assertThat(restored.embeddingSum().count()).isEqualTo(7);
    assertThat(restored.embeddingSum().sum()).containsExactly(counting(6, 200));
    assertThat(restored.observationsUntilStep())
        .isEqualTo(small().settings.training().autoencoderBatch() - 1);
  }

  @Test
  void aModelOfOtherNetworksIsRefused() throws IOException {
    assertRefused(
        "holds a vector of 6 numbers where the networks configured have 76",
        () -> new Model(new TestSettings().build()).restore(GoldenBytes.in("v1/model")));
  }

  @Test
  void formatsOfNewerVersionsAreRefused() {
    World world = small();
    byte[] newer = new byte[100];
    newer[0] = 4;
    assertRefused("model has format 4", () -> world.model.restore(in(newer)));
    newer[0] = 7;
    assertRefused("trainer's state has format 7", () -> world.trainer.restore(in(newer)));
    newer[0] = 0;
    assertRefused("trainer's state has format 0", () -> world.trainer.restore(in(newer)));
  }

  private static void assertRefused(
      String words, org.assertj.core.api.ThrowableAssert.ThrowingCallable reading) {
    assertThatIOException().isThrownBy(reading).withMessageContaining(words);
  }

  private static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}
