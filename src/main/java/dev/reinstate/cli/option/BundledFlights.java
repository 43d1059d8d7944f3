package dev.reinstate.cli.option;

import dev.reinstate.recording.Recording;
import dev.reinstate.recording.generate.FlightsGenerator;
import dev.reinstate.stream.config.JobFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The flights that Reinstate brings along, and the job that predicts them. */
public final class BundledFlights {

  private static final String JOB = "/jobs/flights.yaml";

  private BundledFlights() {}

  /**
   * The job's settings.
   *
   * @param sets settings that go before its own, as key=value
   */
  public static Map<String, String> settings(List<String> sets) throws IOException {
    try (InputStream in = BundledFlights.class.getResourceAsStream(JOB)) {
      String job = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return JobFile.with(JobFile.parse(job, JOB), sets);
    }
  }

  /**
   * Writes the recording.
   *
   * @param folder where to write
   * @param first how many observations to take, with their feedback; null: all
   */
  public static Recording record(Path folder, Long first) {
    Path recording = folder.resolve("flights");
    FlightsGenerator.generateBundled(recording);
    Recording whole = Recording.open(recording);
    return first == null ? whole : whole.first(first);
  }
}
