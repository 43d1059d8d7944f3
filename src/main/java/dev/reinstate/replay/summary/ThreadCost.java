package dev.reinstate.replay.summary;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/** Adds up what parts of a thread's work cost. It is used by that thread until the work is done. */
public final class ThreadCost {

  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
  private static final double NANOS_A_MICRO = 1e3;

  private final boolean measured =
      THREADS != null
          && THREADS.isCurrentThreadCpuTimeSupported()
          && THREADS.isThreadCpuTimeEnabled()
          && THREADS.isThreadAllocatedMemorySupported()
          && THREADS.isThreadAllocatedMemoryEnabled();
  private long nanos;
  private long bytes;

  /** Does a part of the work. */
  public void of(Runnable work) {
    change(-1);
    work.run();
    change(1);
  }

  private void change(int sign) {
    if (measured) {
      nanos += sign * THREADS.getCurrentThreadCpuTime();
      bytes += sign * THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
  }

  /** Microseconds for each of so many events; null where that is not known. */
  public @Nullable Double microsPer(long events) {
    return measured && events > 0 ? nanos / NANOS_A_MICRO / events : null;
  }

  /** Bytes for each of so many events; null where that is not known. */
  public @Nullable Double bytesPer(long events) {
    return measured && events > 0 ? (double) bytes / events : null;
  }
}
