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
 * SHA-256 over all predictions and all credits: two runs that agree in every bit have the same
 * digest, on every machine. Predictions are taken in their order and credits in theirs; how the two
 * interleave depends on how events are gathered into micro-batches, and does not count. Every field
 * is covered. All NaNs are one.
 */
public final class Digest implements LearnerOutput {

  private final Hash predictions = new Hash();
  private final Hash credits = new Hash();

  @Override
  public void prediction(Prediction prediction) {
    predictions.write(
        out -> {
          text(prediction.key(), out);
          text(prediction.observationId(), out);
          out.writeLong(prediction.time());
          out.writeLong(prediction.modelVersion());
          floats(prediction.output(), out);
          out.writeInt(prediction.memoryIds().length);
          for (String id : prediction.memoryIds()) {
            text(id, out);
          }
          floats(prediction.weights(), out);
          out.writeInt(prediction.readable());
        });
  }

  @Override
  public void credit(Credit credit) {
    credits.write(
        out -> {
          text(credit.key(), out);
          text(credit.feedbackId(), out);
          text(credit.observationId(), out);
          out.writeLong(credit.time());
          text(credit.mode(), out);
          out.writeLong(credit.modelVersion());
          out.writeDouble(credit.loss());
          out.writeDouble(credit.target());
          out.writeInt(credit.memories().size());
          for (MemoryCredit memory : credit.memories()) {
            memory(memory, out);
          }
        });
  }

  private static void memory(MemoryCredit memory, DataOutputStream out) throws IOException {
    text(memory.memoryId(), out);
    out.writeLong(memory.memoryTime());
    out.writeFloat(memory.weight());
    out.writeFloat(memory.credit());
    out.writeFloat(memory.leaveOneOut());
    out.writeFloat(memory.gradientNorm());
    out.writeFloat(memory.reinstatementError());
    out.writeBoolean(memory.evicted());
  }

  @Override
  public void rejected(Feedback feedback, Rejection reason, String message) {}

  /** The digest of all so far, 64 hexadecimal digits. */
  public String hex() {
    MessageDigest both = Hash.sha256();
    both.update(predictions.soFar());
    both.update(credits.soFar());
    return HexFormat.of().formatHex(both.digest());
  }

  private static void text(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void floats(float[] values, DataOutputStream out) throws IOException {
    out.writeInt(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  /** One of the two hashes. */
  private static final class Hash {

    private final MessageDigest digest = sha256();
    private final DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(
                new DigestOutputStream(OutputStream.nullOutputStream(), digest)));

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }

    private void write(Writing writing) {
      try {
        writing.to(out);
      } catch (IOException e) {
        throw new UncheckedIOException("a digest writes nowhere", e);
      }
    }

    private byte[] soFar() {
      write(DataOutputStream::flush);
      try {
        return ((MessageDigest) digest.clone()).digest();
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException("this Java's SHA-256 cannot be copied", e);
      }
    }
  }
}
