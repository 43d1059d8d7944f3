package dev.reinstate.recording.generate;

import dev.reinstate.recording.file.RecordingException;
import dev.reinstate.recording.file.TextReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** Reads flights from CSV: date, delay, distance, origin, destination. */
public final class FlightsCsv {

  private static final String HEADER = "date,delay,distance,origin,destination";
  private static final int COLUMNS = 5;

  private final String name;

  /**
   * @param name of the file, for messages
   */
  public FlightsCsv(String name) {
    this.name = name;
  }

  /**
   * @throws RecordingException naming the line that is wrong and what was expected
   */
  List<Flight> read(InputStream csv) throws IOException {
    BufferedReader lines = new BufferedReader(TextReader.utf8(csv, name));
    String header = lines.readLine();
    if (header == null || !header.strip().equals(HEADER)) {
      throw wrong(1, "the columns are " + header + "; expected " + HEADER);
    }
    List<Flight> flights = new ArrayList<>();
    String line;
    while ((line = lines.readLine()) != null) {
      int row = flights.size() + 1;
      flights.add(flight(row, line));
    }
    return flights;
  }

  private Flight flight(int row, String line) {
    int lineNumber = row + 1;
    String[] cells = line.split(",", -1);
    if (cells.length != COLUMNS) {
      throw wrong(lineNumber, "%d columns; expected %s".formatted(cells.length, HEADER));
    }
    int distance = whole(lineNumber, "distance", cells[2], "miles");
    if (distance < 0) {
      throw wrong(lineNumber, "distance is " + distance + "; expected 0 miles or more");
    }
    return new Flight(
        row,
        date(lineNumber, cells[0]),
        whole(lineNumber, "delay", cells[1], "minutes"),
        distance,
        airport(lineNumber, "origin", cells[3]),
        airport(lineNumber, "destination", cells[4]));
  }

  private LocalDateTime date(int line, String cell) {
    try {
      return LocalDateTime.parse(cell);
    } catch (DateTimeParseException e) {
      throw wrong(line, "date is \"" + cell + "\"; expected a time such as 2001-01-31T23:59");
    }
  }

  private int whole(int line, String column, String cell, String unit) {
    try {
      return Integer.parseInt(cell);
    } catch (NumberFormatException e) {
      throw wrong(
          line, "%s is \"%s\"; expected a whole number of %s".formatted(column, cell, unit));
    }
  }

  private String airport(int line, String column, String cell) {
    if (cell.isBlank()) {
      throw wrong(line, column + " is empty; expected an airport such as SFO");
    }
    return cell;
  }

  private RecordingException wrong(int line, String message) {
    return new RecordingException("%s, line %d: %s".formatted(name, line, message));
  }
}
