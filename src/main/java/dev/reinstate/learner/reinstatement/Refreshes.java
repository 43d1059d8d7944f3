package dev.reinstate.learner.reinstatement;

import dev.reinstate.memory.ExternalMemory;
import dev.reinstate.memory.StoredVector;
import dev.reinstate.state.VectorFormat;
import dev.reinstate.state.session.KeySession;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** Recomputed embeddings that wait for the next training step, after which reads may see them. */
public final class Refreshes {

  /**
   * One embedding.
   *
   * @param key of the memory
   * @param slot of the memory
   * @param id what it is called
   * @param version of the model that computed it
   */
  public record Refresh(String key, int slot, String id, StoredVector embedding, long version) {

    public void write(DataOutput out) throws IOException {
      out.writeUTF(key);
      out.writeInt(slot);
      out.writeUTF(id);
      VectorFormat.write(embedding, out);
      out.writeLong(version);
    }

    public static Refresh read(DataInput in) throws IOException {
      return new Refresh(
          in.readUTF(), in.readInt(), in.readUTF(), VectorFormat.read(in), in.readLong());
    }
  }

  private final List<Refresh> waiting = new ArrayList<>();

  public void add(Refresh refresh) {
    waiting.add(refresh);
  }

  public List<Refresh> waiting() {
    return waiting;
  }

  /**
   * Drops those of what is forgotten.
   *
   * @param forgotten says of the key and the id of a memory whether it is
   */
  public void forget(BiPredicate<String, String> forgotten) {
    waiting.removeIf(refresh -> forgotten.test(refresh.key(), refresh.id()));
  }

  /**
   * Writes them over the stale embeddings of the memories that are still held, and drops them.
   *
   * @return how many embeddings were written
   */
  public int apply(Function<String, KeySession> sessions) {
    int refreshed = 0;
    String key = null;
    ExternalMemory memory = null;
    for (Refresh refresh : waiting) {
      if (!refresh.key().equals(key)) {
        // many that follow one another are of one key
        key = refresh.key();
        memory = sessions.apply(key).memory();
      }
      if (memory.holds(refresh.slot(), refresh.id())
          && memory.version(refresh.slot()) < refresh.version()) {
        memory.refreshEmbedding(refresh.slot(), refresh.embedding(), refresh.version());
        refreshed++;
      }
    }
    waiting.clear();
    return refreshed;
  }
}
