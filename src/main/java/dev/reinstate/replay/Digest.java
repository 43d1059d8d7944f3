package dev.reinstate.replay;

import dev.reinstate.learner.Credit;
import dev.reinstate.learner.Credit.MemoryCredit;
import dev.reinstate.learner.Feedback;
import dev.reinstate.learner.LearnerOutput;
import dev.reinstate.learner.Prediction;
import dev.reinstate.learner.Rejection;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over all that a learner gives out, in order: two runs that agree in every bit have the
 * same digest, on every machine. Covers every field but where rejected feedback was read, so that
 * the job and the plain engine can be compared. All NaNs are one.
 */
public final class Digest implements LearnerOutput {

  private static final int PREDICTION = 1;
  private static final int CREDIT = 2;
  private static final int REJECTED = 3;

  private final MessageDigest sha256;
  private final DataOutputStream out;

  public Digest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    out =
        new DataOutputStream(
            new BufferedOutputStream(
                new DigestOutputStream(OutputStream.nullOutputStream(), sha256)));
  }

  @Override
  public void prediction(Prediction prediction) {
    write(
        () -> {
          out.writeByte(PREDICTION);
          text(prediction.key());
          text(prediction.observationId());
          out.writeLong(prediction.time());
          out.writeLong(prediction.modelVersion());
          floats(prediction.output());
          out.writeInt(prediction.memoryIds().length);
          for (String id : prediction.memoryIds()) {
            text(id);
          }
          floats(prediction.weights());
          out.writeInt(prediction.readable());
        });
  }

  @Override
  public void credit(Credit credit) {
    write(
        () -> {
          out.writeByte(CREDIT);
          text(credit.key());
          text(credit.feedbackId());
          text(credit.observationId());
          out.writeLong(credit.time());
          text(credit.mode());
          out.writeLong(credit.modelVersion());
          out.writeDouble(credit.loss());
          out.writeDouble(credit.target());
          out.writeInt(credit.memories().size());
          for (MemoryCredit memory : credit.memories()) {
            memory(memory);
          }
        });
  }

  private void memory(MemoryCredit memory) throws IOException {
    text(memory.memoryId());
    out.writeLong(memory.memoryTime());
    out.writeFloat(memory.weight());
    out.writeFloat(memory.credit());
    out.writeFloat(memory.leaveOneOut());
    out.writeFloat(memory.gradientNorm());
    out.writeFloat(memory.reinstatementError());
    out.writeBoolean(memory.evicted());
  }

  @Override
  public void rejected(Feedback feedback, Rejection reason, String message) {
    write(
        () -> {
          out.writeByte(REJECTED);
          text(feedback.key());
          text(feedback.feedbackId());
          text(feedback.observationId());
          out.writeLong(feedback.time());
          out.writeLong(feedback.observationTime());
          out.writeDouble(feedback.target());
          out.writeFloat(feedback.weight());
          text(reason.name());
          text(message);
        });
  }

  /** The digest of all so far, 64 hexadecimal digits. */
  public String hex() {
    write(out::flush);
    try {
      return HexFormat.of().formatHex(((MessageDigest) sha256.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("this Java's SHA-256 cannot be copied", e);
    }
  }

  private void text(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private void floats(float[] values) throws IOException {
    out.writeInt(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  private static void write(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw new UncheckedIOException("a digest writes nowhere", e);
    }
  }

  private interface Writing {
    void run() throws IOException;
  }
}
