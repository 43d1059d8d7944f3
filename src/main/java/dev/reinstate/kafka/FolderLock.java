package dev.reinstate.kafka;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Says that a folder is in use, to this JVM and to others. Kafka locks its folders too, but after
 * it has begun to write its metadata there: a second broker could harm the first before it gave up.
 */
final class FolderLock implements AutoCloseable {

  private static final String FILE = ".in-use";

  private final FileChannel file;

  private FolderLock(FileChannel file) {
    this.file = file;
  }

  /**
   * Takes a folder.
   *
   * @throws IllegalStateException if it is taken
   */
  static FolderLock take(Path folder) throws IOException {
    FileChannel file =
        FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isTaken(file)) {
      return new FolderLock(file);
    }
    file.close();
    throw new IllegalStateException("another broker uses it");
  }

  /** Tries to lock the file, which lasts until it is closed. */
  private static boolean isTaken(FileChannel file) throws IOException {
    try {
      FileLock lock = file.tryLock();
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      // the lock goes with the JVM at the latest
    }
  }
}
