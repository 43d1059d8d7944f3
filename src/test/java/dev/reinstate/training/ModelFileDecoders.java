package dev.reinstate.training;

import dev.reinstate.FuzzedDecoder;
import dev.reinstate.FuzzedFiles;
import dev.reinstate.learner.TestSettings;
import dev.reinstate.learner.World;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.RehearsalSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/** What reads model files. */
public final class ModelFileDecoders {

  /** Magic bytes, format and length of a model file. */
  private static final int HEADER = 13;

  private ModelFileDecoders() {}

  public static List<FuzzedDecoder> all() {
    TestSettings test = new TestSettings();
    test.rehearsal = new RehearsalSettings(2, 60_000, 1 << 16, 1 << 16);
    test.autoencoderRehearsal = 2;
    World world = new World(test.build());
    world.process(World.pairs("k", 0, 20));
    return List.of(modelFile(world.settings, world));
  }

  /** The content, sealed with its length and checksum again, which would keep all else out. */
  private static FuzzedDecoder modelFile(LearnerSettings settings, World world) {
    try {
      Path file = FuzzedFiles.folder("model").resolve("fuzzed.model");
      byte[] whole = ModelFile.bytes(SavedModel.of(settings, world.model, world.trainer));
      byte[] content = Arrays.copyOfRange(whole, HEADER, whole.length - Integer.BYTES);
      return new FuzzedDecoder(
          "model files",
          IOException.class,
          List.of(content),
          input -> {
            CRC32 crc = new CRC32();
            crc.update(input);
            Files.write(
                file,
                ByteBuffer.allocate(HEADER + input.length + Integer.BYTES)
                    .put(whole, 0, HEADER - Integer.BYTES)
                    .putInt(input.length)
                    .put(input)
                    .putInt((int) crc.getValue())
                    .array());
            ModelFile.read(file, settings);
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
