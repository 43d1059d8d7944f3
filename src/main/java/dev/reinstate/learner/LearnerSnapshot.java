package dev.reinstate.learner;

import dev.reinstate.learner.Books.Count;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
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
 * @param swept where the sweep stands
 */
public record LearnerSnapshot(
    Map<Count, Long> books,
    long learningFrom,
    double[] known,
    List<Refreshes.Refresh> refreshes,
    SweepPosition swept) {

  /** Format 1 did not hold where the sweep stands. */
  private static final int FORMAT = 2;

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
    out.writeUTF(swept.key());
    out.writeInt(swept.slot());
  }

  public static LearnerSnapshot read(DataInput in) throws IOException {
    int format = in.readUnsignedByte();
    if (format < 1 || format > FORMAT) {
      throw new IOException(
          "the learner's state has format %d; this version reads formats 1 to %d"
              .formatted(format, FORMAT));
    }
    Map<Count, Long> books = new EnumMap<>(Count.class);
    int counts = in.readInt();
    for (int i = 0; i < counts; i++) {
      books.put(readCount(in), in.readLong());
    }
    long learningFrom = in.readLong();
    double[] known = Floats.readDoubles(in);
    List<Refreshes.Refresh> refreshes = Counted.list(in, LearnerSnapshot::readRefresh);
    SweepPosition swept =
        format == 1 ? SweepPosition.START : new SweepPosition(in.readUTF(), in.readInt());
    return new LearnerSnapshot(books, learningFrom, known, refreshes, swept);
  }

  private static Count readCount(DataInput in) throws IOException {
    String name = in.readUTF();
    try {
      return Count.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "the learner's state has a count '%s', which this version does not know".formatted(name),
          e);
    }
  }

  private static Refreshes.Refresh readRefresh(DataInput in) throws IOException {
    return new Refreshes.Refresh(
        in.readUTF(), in.readInt(), in.readUTF(), VectorFormat.read(in), in.readLong());
  }
}
