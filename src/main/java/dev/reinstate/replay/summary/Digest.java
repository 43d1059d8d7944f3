package dev.reinstate.replay.summary;

import dev.reinstate.event.Credit;
import dev.reinstate.event.Credit.MemoryCredit;
import dev.reinstate.event.Event;
import dev.reinstate.event.LearnerOutput;
import dev.reinstate.event.Prediction;
import dev.reinstate.event.Rejection;
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
    predictions.add(prediction.key());
    predictions.add(prediction.observationId());
    predictions.add(prediction.time());
    predictions.add(prediction.modelVersion());
    predictions.add(prediction.output());
    predictions.add(prediction.memoryIds().length);
    for (String id : prediction.memoryIds()) {
      predictions.add(id);
    }
    predictions.add(prediction.weights());
    predictions.add(prediction.readable());
  }

  @Override
  public void credit(Credit credit) {
    credits.add(credit.key());
    credits.add(credit.feedbackId());
    credits.add(credit.observationId());
    credits.add(credit.time());
    credits.add(credit.mode());
    credits.add(credit.modelVersion());
    credits.add(credit.loss());
    credits.add(credit.target());
    credits.add(credit.memories().size());
    for (MemoryCredit memory : credit.memories()) {
      credits.add(memory.memoryId());
      credits.add(memory.memoryTime());
      credits.add(memory.weight());
      credits.add(memory.credit());
      credits.add(memory.leaveOneOut());
      credits.add(memory.gradientNorm());
      credits.add(memory.reinstatementError());
      credits.add(memory.evicted());
    }
  }

  @Override
  public void rejected(Event event, Rejection reason, String message) {}

  /** The digest of all so far, 64 hexadecimal digits. */
  public String hex() {
    MessageDigest both = FieldHash.sha256();
    both.update(predictions.soFar());
    both.update(credits.soFar());
    return HexFormat.of().formatHex(both.digest());
  }
}
