package dev.reinstate.training;

import dev.reinstate.format.CountedInput;
import dev.reinstate.format.FormatNumber;
import dev.reinstate.state.Rehearsable;
import dev.reinstate.state.session.SubtaskShare;
import java.io.DataInput;
import java.io.IOException;
import java.util.List;

/** How former versions wrote a whole sample, of whatever keys. */
final class SampleFormat {

  private static final int FORMAT = 1;

  private SampleFormat() {}

  /**
   * Lets a sample go on from what was written, as far as it is of the keys of a subtask, with as
   * large a part of the counts.
   */
  static <T extends Rehearsable> void read(
      DataInput in, CountedInput.Reader<T> reader, SubtaskShare share, Sample<T> into)
      throws IOException {
    FormatNumber.read(in, FORMAT, "what is rehearsed");
    SampleCounts counts = SampleCounts.read(in);
    List<T> items = CountedInput.list(in, reader);
    List<T> own = items.stream().filter(item -> share.has(item.key())).toList();
    boolean all = own.size() == items.size();
    into.restore(all ? counts : counts.times((double) own.size() / items.size()));
    own.forEach(into::restore);
  }
}
