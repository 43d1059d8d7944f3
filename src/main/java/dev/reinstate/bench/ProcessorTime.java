package dev.reinstate.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Processor time of this JVM from a moment on: of all its threads, the compiler's and the garbage
 * collector's among them.
 */
final class ProcessorTime {

  private static final double NANOS_PER_MICRO = 1e3;

  private final long start = nanos();

  /** Microseconds until now for each of so many. */
  double microsPer(long count) {
    return (nanos() - start) / NANOS_PER_MICRO / count;
  }

  private static long nanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
