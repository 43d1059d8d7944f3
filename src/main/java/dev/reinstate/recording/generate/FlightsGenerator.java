package dev.reinstate.recording.generate;

import dev.reinstate.event.EventOrder;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.recording.RecordingInfo;
import dev.reinstate.recording.RecordingWriter;
import dev.reinstate.recording.file.DataFile;
import dev.reinstate.recording.file.RecordingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Makes a recording of flights: will this one be more than 15 minutes late? An observation is a
 * departure, its key the origin, its id the number of its row in the file, from 1. Its one
 * feedback, with the id {@code arrival}, comes when the flight arrives: 30 minutes + distance / 500
 * mph + delay after departure. The same file makes the same recording, byte for byte.
 */
public final class FlightsGenerator {

  private static final String BUNDLED = "flights-2001-01.csv.gz";
  private static final String FEEDBACK_ID = "arrival";

  private FlightsGenerator() {}

  /**
   * Writes the recording of a CSV file with the columns date, delay, distance, origin, destination.
   *
   * @param csv the file, plain or gzip; date is ISO local time taken for UTC, delay in minutes,
   *     distance in miles
   * @param folder where to write
   * @throws RecordingException if the file is wrong, naming the line, or the folder cannot be
   *     written
   */
  public static RecordingInfo generate(Path csv, Path folder) {
    return generate(DataFile.at(csv), folder);
  }

  /** Writes the recording of the flights that Reinstate brings along: ten days of January 2001. */
  public static RecordingInfo generateBundled(Path folder) {
    return generate(DataFile.bundled(BUNDLED), folder);
  }

  private static RecordingInfo generate(DataFile csv, Path folder) {
    List<Flight> flights = csv.read(new FlightsCsv(csv.name())::read);
    RecordingInfo info =
        RecordingInfo.ofClasses(
            "flights",
            "US departures by origin; class 1: more than 15 minutes late, known at arrival",
            FlightFeatures.SIZE,
            2);
    try (RecordingWriter writer = new RecordingWriter(folder, info)) {
      flights.sort(Comparator.comparing(Flight::departure));
      FlightFeatures features = new FlightFeatures();
      List<Feedback> feedback = new ArrayList<>(flights.size());
      for (Flight flight : flights) {
        writer.observation(observation(flight, features));
        feedback.add(feedback(flight));
      }
      feedback.sort(EventOrder.INSTANCE);
      feedback.forEach(writer::feedback);
      return writer.finish();
    }
  }

  private static Observation observation(Flight flight, FlightFeatures features) {
    return new Observation(
        flight.origin(), id(flight), flight.departureMillis(), features.of(flight));
  }

  private static Feedback feedback(Flight flight) {
    return new Feedback(
        flight.origin(),
        FEEDBACK_ID,
        id(flight),
        flight.arrivalMillis(),
        flight.departureMillis(),
        flight.late() ? 1 : 0,
        1f,
        Feedback.Origin.NONE);
  }

  private static String id(Flight flight) {
    return Integer.toString(flight.row());
  }
}
