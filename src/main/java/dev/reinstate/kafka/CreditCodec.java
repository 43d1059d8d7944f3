package dev.reinstate.kafka;

import dev.reinstate.avro.MemoryCredit;
import dev.reinstate.learner.Credit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Credits as values of the credits topic. An instance belongs to one thread. */
public final class CreditCodec implements Codec<Credit> {

  private final SingleObject<dev.reinstate.avro.Credit> format =
      new SingleObject<>(dev.reinstate.avro.Credit.class);

  @Override
  public String key(Credit credit) {
    return credit.key();
  }

  @Override
  public byte[] encode(Credit credit) {
    List<MemoryCredit> memories = new ArrayList<>(credit.memories().size());
    for (Credit.MemoryCredit memory : credit.memories()) {
      memories.add(
          new MemoryCredit(
              memory.memoryId(),
              Instant.ofEpochMilli(memory.memoryTime()),
              memory.weight(),
              memory.credit(),
              memory.leaveOneOut(),
              memory.gradientNorm(),
              memory.reinstatementError(),
              memory.evicted()));
    }
    return format.encode(
        new dev.reinstate.avro.Credit(
            credit.key(),
            credit.feedbackId(),
            credit.observationId(),
            Instant.ofEpochMilli(credit.time()),
            credit.mode(),
            credit.modelVersion(),
            credit.loss(),
            memories));
  }

  /**
   * The topic does not carry the target, which the feedback has: it comes back as NaN.
   *
   * @param value the topic's bytes, or null
   * @throws MalformedRecordException if they are no credit
   */
  public Credit decode(byte[] value) throws MalformedRecordException {
    dev.reinstate.avro.Credit record = format.decode(value);
    return new Credit(
        record.getKey(),
        record.getFeedbackId(),
        record.getObservationId(),
        record.getTime().toEpochMilli(),
        record.getMode(),
        record.getModelVersion(),
        record.getLoss(),
        Double.NaN,
        record.getMemories().stream().map(CreditCodec::memory).toList());
  }

  private static Credit.MemoryCredit memory(MemoryCredit memory) {
    return new Credit.MemoryCredit(
        memory.getMemoryId(),
        memory.getMemoryTime().toEpochMilli(),
        memory.getWeight(),
        memory.getCredit(),
        memory.getLeaveOneOut(),
        memory.getGradientNorm(),
        memory.getReinstatementError(),
        memory.getEvicted());
  }
}
