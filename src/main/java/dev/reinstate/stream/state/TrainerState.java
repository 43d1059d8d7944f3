package dev.reinstate.stream.state;

import dev.reinstate.training.Trainer;
import java.io.IOException;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** What the trainer's operator keeps: an attempt and its trainer, in one element of a list. */
public final class TrainerState {

  /** The uid of the operator, which every savepoint has. */
  static final String UID = "trainer";

  /** Names and types are in every savepoint. */
  public static final ListStateDescriptor<byte[]> DESCRIPTOR =
      new ListStateDescriptor<>("trainer", BytePrimitiveArraySerializer.INSTANCE);

  private TrainerState() {}

  /**
   * @param attempt that its models are published under
   */
  public static byte[] save(Trainer trainer, long attempt) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(1024);
    out.writeLong(attempt);
    // it does not hear of what is forgotten
    trainer.save(out, false);
    return out.getCopyOfBuffer();
  }

  /**
   * Lets a trainer go on from what {@link #save} gave.
   *
   * @return the attempt that its models were published under
   */
  public static long restore(Trainer trainer, byte[] saved) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(saved);
    long attempt = in.readLong();
    trainer.restore(in);
    return attempt;
  }
}
