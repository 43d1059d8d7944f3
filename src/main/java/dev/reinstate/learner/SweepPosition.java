package dev.reinstate.learner;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How far the background refresh of stored embeddings has got; kept in savepoints.
 *
 * @param key whose memories were looked at last; empty: none were
 * @param slot where it goes on in this key; {@link #DONE}: with the next key
 */
public record SweepPosition(String key, int slot) {

  static final int DONE = -1;

  static final SweepPosition START = new SweepPosition("", DONE);

  void write(DataOutput out) throws IOException {
    out.writeUTF(key);
    out.writeInt(slot);
  }

  static SweepPosition read(DataInput in) throws IOException {
    return new SweepPosition(in.readUTF(), in.readInt());
  }
}
