package dev.reinstate.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.learner.TestSettings;
import dev.reinstate.learner.World;
import dev.reinstate.model.Model;
import dev.reinstate.settings.CodeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that cannot be used says what is wrong with it and what is expected. */
class ModelFileTest {

  @TempDir private Path folder;

  private final TestSettings settings = new TestSettings();
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("last.model");
    World world = new World(settings.build());
    ModelFile.write(SavedModel.of(world.settings, world.model, world.trainer), file);
  }

  private void assertRefused(String message) {
    assertThatIOException()
        .isThrownBy(() -> ModelFile.read(file, settings.build()))
        .withMessageContaining(file.toString())
        .withMessageContaining(message);
  }

  @Test
  void aFileThatIsWrittenAgainIsReplaced() throws IOException {
    World world = new World(settings.build());
    world.process(World.pairs("k", 0, 20));
    SavedModel newer = SavedModel.of(world.settings, world.model, world.trainer);
    ModelFile.write(newer, file);
    assertThat(ModelFile.read(file, settings.build()).parameters()).isEqualTo(newer.parameters());
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFileThatIsNotThere() throws IOException {
    Files.delete(file);
    assertRefused(
        "there is no file %s; expected a model file, as 'pretrain' and 'replay --save-model' write"
            .formatted(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "REIN", "memory.k: 16, and more of a job file"})
  void aFileOfSomethingElse(String content) throws IOException {
    Files.writeString(file, content);
    assertRefused("is no model file; expected a model file, as 'pretrain' and");
  }

  @Test
  void aFileThatIsCutOffAnywhere() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int length = 8; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertRefused("is cut off: it has %,d bytes; expected ".formatted(length));
    }
  }

  @Test
  void aFileThatGoesOnAfterItsEnd() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    assertRefused("is damaged: its content does not have its length and checksum");
  }

  @Test
  void aFileWithAnotherByteAnywhereInItsContent() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int at = 13; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 4;
      Files.write(file, damaged);
      assertRefused("is damaged");
    }
  }

  @Test
  void aFileOfANewerVersion() throws IOException {
    byte[] newer = Files.readAllBytes(file);
    newer[8] = 5;
    Files.write(file, newer);
    assertRefused("has format 5; this version reads formats 1 to 4");
  }

  @Test
  void aModelOfAnotherShapeNamesAllThatDiffers() {
    settings.observationSize = 5;
    settings.hidden = new int[] {8, 6};
    assertRefused(
        "was made for another job: network.code.hidden [8] (expected [8, 6]),"
            + " network.embedding.hidden [8] (expected [8, 6]), observation.size 4 (expected 5)");
  }

  @Test
  void directCodesHaveNoSizeOfTheirOwn() throws IOException {
    settings.codeKind = CodeKind.DIRECT;
    write();
    settings.observationSize = 5;
    settings.codeSize = 5;
    assertRefused("was made for another job: observation.size 4 (expected 5)");

    Map<String, String> saved = new TreeMap<>(Model.shape(settings.build()));
    saved.put("network.code.size", "5");
    saved.put("network.code.hidden", "[32]");
    assertThat(Model.savedShape(saved)).isEqualTo(Model.shape(settings.build()));
  }

  @Test
  void aModelForAnotherTarget() {
    settings.target = Target.VALUE;
    assertRefused(
        "prediction.classes 2 (expected not set), prediction.target class (expected value)");
  }

  @Test
  void whatIsNoMatterOfTheParametersMayDiffer() throws IOException {
    settings.capacity = 100;
    settings.k = 10;
    settings.batch = 2;
    settings.codecAtWrite = false;
    assertThat(ModelFile.read(file, settings.build())).isNotNull();
  }

  @Test
  void aPlaceWhereNothingCanBeWritten() throws IOException {
    Path nowhere = folder.resolve("no/such/folder.model");
    SavedModel model = ModelFile.read(file, settings.build());
    assertThatIOException()
        .isThrownBy(() -> ModelFile.write(model, nowhere))
        .withMessageContaining("the model file %s cannot be written".formatted(nowhere));
  }
}
