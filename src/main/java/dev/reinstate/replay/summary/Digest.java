package dev.reinstate.replay.summary;

import dev.reinstate.event.Credit;
import dev.reinstate.event.Event;
import dev.reinstate.event.LearnerOutput;
import dev.reinstate.event.Prediction;
import dev.reinstate.event.Rejection;
import dev.reinstate.format.Sha256;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * SHA-256 over all predictions and all credits: two runs that agree in every bit have the same
 * digest, on every machine. Predictions are taken in their order and credits in theirs; how the two
 * interleave depends on how events are gathered into micro-batches, and does not count. Every field
 * is covered. All NaNs are one.
 */
public final class Digest implements LearnerOutput {

  private final FieldHash predictions = new FieldHash();
  private final FieldHash credits = new FieldHash();

  @Override
  public void prediction(Prediction prediction) {
    prediction.fields(predictions);
  }

  @Override
  public void credit(Credit credit) {
    credit.fields(credits);
  }

  @Override
  public void rejected(Event event, Rejection reason, String message) {}

  /** The digest of all so far, 64 hexadecimal digits. */
  public String hex() {
    MessageDigest both = Sha256.digest();
    both.update(predictions.soFar());
    both.update(credits.soFar());
    return HexFormat.of().formatHex(both.digest());
  }
}
