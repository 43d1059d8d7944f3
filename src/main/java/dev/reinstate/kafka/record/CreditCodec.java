package dev.reinstate.kafka.record;

import dev.reinstate.avro.MemoryCredit;
import dev.reinstate.event.Credit;
import org.jspecify.annotations.Nullable;

/** Credits as values of the credits topic. An instance belongs to one thread. */
public final class CreditCodec implements TopicCodec<Credit> {

  private final SingleObject<dev.reinstate.avro.Credit> format =
      new SingleObject<>(dev.reinstate.avro.Credit.class);

  @Override
  public String key(Credit credit) {
    return credit.key();
  }

  @Override
  public byte[] encode(Credit credit) {
    return format.encode(credit);
  }

  /**
   * The topic does not carry the target, which the feedback has: it comes back as NaN.
   *
   * @param value the topic's bytes, or null
   * @throws MalformedRecordException if they are no credit
   */
  public Credit decode(byte @Nullable [] value) throws MalformedRecordException {
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
        memory.getEvicted(),
        memory.getRead());
  }
}
