package dev.reinstate.recording.file;

/**
 * Refuses what would not fit into memory before it is there: a small file, zipped, may hold any
 * number of rows.
 */
public final class HeapBudget {

  /** Of the heap, what rows may take. */
  private static final double SHARE = .75;

  private static final int MEGABYTE = 1 << 20;

  private HeapBudget() {}

  /**
   * @param bytes about how many are needed
   * @param name of the file that they are of, for messages
   * @throws RecordingException if that is more than there can be
   */
  public static void require(long bytes, String name) {
    long max = (long) (SHARE * Runtime.getRuntime().maxMemory());
    if (bytes > max) {
      throw new RecordingException(
          "%s: takes more than %,d MB in memory; this process has at most %,d MB for it"
              .formatted(name, bytes / MEGABYTE, max / MEGABYTE));
    }
  }
}
