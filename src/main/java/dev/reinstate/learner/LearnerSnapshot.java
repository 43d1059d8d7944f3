package dev.reinstate.learner;

import dev.reinstate.learner.Books.Count;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a learner holds beside keyed state.
 *
 * @param books its counts
 * @param learningFrom observations that had come when the first update showed; 0 before
 * @param known statistics of the values of all keys
 * @param refreshes embeddings that wait for the next step
 */
public record LearnerSnapshot(
    Map<Count, Long> books, long learningFrom, double[] known, List<Refreshes.Refresh> refreshes) {

  private static final int FORMAT = 1;

  /** Writes it; counts go by their names, so that later versions may add some. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    out.writeInt(books.size());
    for (Map.Entry<Count, Long> entry : books.entrySet()) {
      out.writeUTF(entry.getKey().name());
      out.writeLong(entry.getValue());
    }
    out.writeLong(learningFrom);
    Floats.write(known, out);
    out.writeInt(refreshes.size());
    for (Refreshes.Refresh refresh : refreshes) {
      out.writeUTF(refresh.key());
      out.writeInt(refresh.slot());
      out.writeUTF(refresh.id());
      VectorFormat.write(refresh.embedding(), out);
      out.writeLong(refresh.version());
    }
  }

  public static LearnerSnapshot read(DataInput in) throws IOException {
    int format = in.readUnsignedByte();
    if (format != FORMAT) {
      throw new IOException(
          "the learner's state has format %d; this version reads format %d"
              .formatted(format, FORMAT));
    }
    Map<Count, Long> books = new EnumMap<>(Count.class);
    int counts = in.readInt();
    for (int i = 0; i < counts; i++) {
      books.put(Count.valueOf(in.readUTF()), in.readLong());
    }
    long learningFrom = in.readLong();
    double[] known = Floats.readDoubles(in);
    int waiting = in.readInt();
    List<Refreshes.Refresh> refreshes = new ArrayList<>(waiting);
    for (int i = 0; i < waiting; i++) {
      refreshes.add(
          new Refreshes.Refresh(
              in.readUTF(), in.readInt(), in.readUTF(), VectorFormat.read(in), in.readLong()));
    }
    return new LearnerSnapshot(books, learningFrom, known, refreshes);
  }
}
