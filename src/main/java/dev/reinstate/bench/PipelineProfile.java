package dev.reinstate.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Watches what this JVM's threads are busy with. Make it before there is anything to watch: the
 * first recording in a JVM changes classes of the JDK, and the JVM then throws away all that it has
 * compiled.
 */
public final class PipelineProfile implements AutoCloseable {

  private static final Duration PERIOD = Duration.ofMillis(10);
  private static final String JAVA = "jdk.ExecutionSample";
  private static final String NATIVE = "jdk.NativeMethodSample";
  private static final double NANOS_PER_SECOND = 1e9;

  private final Recording recording = new Recording();
  private Instant from;
  private long start;
  private ProcessorTime processor;

  /** Watches; all counts until told otherwise. */
  public PipelineProfile() {
    recording.enable(JAVA).withPeriod(PERIOD);
    recording.enable(NATIVE).withPeriod(PERIOD);
    recording.start();
    start();
  }

  /** What has been done so far does not count. */
  public void start() {
    from = Instant.now();
    start = System.nanoTime();
    processor = new ProcessorTime();
  }

  /**
   * Ends.
   *
   * @param file to be written and read, in a folder of the caller's
   * @param observations worked on since the start
   * @param feedback worked on since the start
   */
  public PipelineReport end(Path file, long observations, long feedback) throws IOException {
    double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
    double micros = processor.microsPer(observations);
    recording.stop();
    recording.dump(file);
    return new PipelineReport(
        observations, observations / seconds, feedback / seconds, micros, shares(file));
  }

  private Map<String, Double> shares(Path file) throws IOException {
    long[] samples = new long[PipelinePart.values().length];
    long all = 0;
    try (RecordingFile events = new RecordingFile(file)) {
      while (events.hasMoreEvents()) {
        RecordedEvent event = events.readEvent();
        if (event.getStartTime().isBefore(from)
            || event.getStackTrace() == null
            || !isBusy(event)) {
          continue;
        }
        PipelinePart part =
            PipelinePart.of(
                event.getStackTrace().getFrames(), event.getThread("sampledThread").getJavaName());
        samples[part.ordinal()]++;
        all++;
      }
    }
    Map<String, Double> shares = new TreeMap<>();
    for (PipelinePart part : PipelinePart.values()) {
      shares.put(part.label(), all == 0 ? 0 : (double) samples[part.ordinal()] / all);
    }
    return shares;
  }

  /**
   * Of threads in native code, most wait for the network; RocksDB's compute. Other events are those
   * of other recordings in this JVM.
   */
  private static boolean isBusy(RecordedEvent event) {
    if (event.getEventType().getName().equals(JAVA)) {
      return true;
    }
    List<RecordedFrame> frames = event.getStackTrace().getFrames();
    return event.getEventType().getName().equals(NATIVE)
        && !frames.isEmpty()
        && frames.get(0).getMethod().getType().getName().startsWith("org.rocksdb");
  }

  @Override
  public void close() {
    recording.close();
  }
}
