package dev.reinstate.learner;

import dev.reinstate.FuzzedDecoder;
import dev.reinstate.GoldenBytes;
import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.RehearsalSettings;
import dev.reinstate.state.HeapState;
import dev.reinstate.state.RehearsalFormat;
import dev.reinstate.state.Rehearsed;
import dev.reinstate.state.RehearsedObservation;
import dev.reinstate.state.session.SubtaskShare;
import dev.reinstate.training.Rehearsal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** What reads the learner's state beside keys. */
public final class LearnerDecoders {

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
                        new float[] {0.75f, 0.25f},
                        new int[] {0, 2},
                        new double[] {1, 0},
                        new float[] {2, 3},
                        new byte[12],
                        new float[4],
                        new int[] {5, -6}),
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
        state(
            "pending classes",
            world.learner::savePendingClasses,
            in -> new World(settings).learner.restorePendingClasses(in)),
        state("model", world.model::save, in -> new Model(settings).restore(in)),
        state(
            "trainer",
            out -> world.trainer.save(out, true),
            in -> new World(settings).trainer.restore(in)));
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
}
