package dev.reinstate.learner;

import dev.reinstate.FuzzedDecoder;
import dev.reinstate.FuzzedFiles;
import dev.reinstate.GoldenBytes;
import dev.reinstate.model.Model;
import dev.reinstate.model.ModelPayload;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.RehearsalSettings;
import dev.reinstate.state.HeapState;
import dev.reinstate.state.RehearsalFormat;
import dev.reinstate.state.Rehearsed;
import dev.reinstate.state.RehearsedObservation;
import dev.reinstate.state.session.SubtaskShare;
import dev.reinstate.training.ModelFile;
import dev.reinstate.training.Rehearsal;
import dev.reinstate.training.SavedModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/** What reads the learner's state beside keys, models on their topic, and model files. */
public final class LearnerDecoders {

  /** Magic bytes, format and length of a model file. */
  private static final int HEADER = 13;

  private LearnerDecoders() {}

  private interface Writing {
    void to(DataOutput out) throws IOException;
  }

  private interface Reading {
    void from(DataInput in) throws IOException;
  }

  public static List<FuzzedDecoder> all() {
    TestSettings test = new TestSettings();
    test.rehearsal = new RehearsalSettings(2, 60_000, 1 << 16, 1 << 16);
    test.autoencoderRehearsal = 2;
    World world = new World(test.build());
    world.process(World.pairs("k", 0, 20));
    LearnerSettings settings = world.settings;
    return List.of(
        state("learner", out -> world.learner.snapshot().write(out), LearnerSnapshot::read),
        state(
            "rehearsed feedback",
            out ->
                RehearsalFormat.write(
                    new Rehearsed(
                        "k",
                        1,
                        1,
                        new float[] {0.5f, 0.5f},
                        new double[] {1, 0},
                        new float[] {2, 3},
                        new byte[12],
                        new float[4]),
                    out),
            RehearsalFormat::readFeedback),
        state(
            "rehearsed observations",
            out -> RehearsalFormat.write(new RehearsedObservation("k", new float[4]), out),
            RehearsalFormat::readObservation),
        state(
            "former rehearsal",
            out -> out.write(GoldenBytes.in("v1/rehearsal").readAllBytes()),
            in -> rehearsal(settings).saved().restoreFormer(in, SubtaskShare.ALL)),
        state(
            "pending ages",
            world.learner::savePendingAges,
            in -> new World(settings).learner.restorePendingAges(in)),
        state("model", world.model::save, in -> new Model(settings).restore(in)),
        state(
            "trainer",
            out -> world.trainer.save(out, true),
            in -> new World(settings).trainer.restore(in)),
        state(
            "published model",
            out -> out.write(new ModelPayload(true, new float[] {1, 2}).toBytes()),
            in -> ModelPayload.of(((DataInputStream) in).readAllBytes())),
        modelFile(settings, world));
  }

  private static Rehearsal rehearsal(LearnerSettings settings) {
    return new Rehearsal(settings, new HeapState().rehearsed());
  }

  private static FuzzedDecoder state(String name, Writing writing, Reading reading) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      writing.to(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new FuzzedDecoder(
        "state: " + name,
        IOException.class,
        List.of(bytes.toByteArray()),
        input -> reading.from(new DataInputStream(new ByteArrayInputStream(input))));
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
