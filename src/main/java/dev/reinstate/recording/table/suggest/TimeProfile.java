package dev.reinstate.recording.table.suggest;

import dev.reinstate.recording.table.TimeFormat;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which formats the texts of a column are times in, and what these times are like. */
final class TimeProfile {

  /** Given to times that have no zone of their own; no text is in this very zone. */
  private static final ZoneId NONE = ZoneId.of("UTC");

  private static final int FIRST_YEAR = 1900;
  private static final int FIRST_YEAR_OF_NUMBERS = 1990;
  private static final int LAST_YEAR = 2099;

  private static final long HASH_FACTOR = 0x9E37_79B9_7F4A_7C15L;

  /** Share of texts that may be no times. */
  private static final double WRONG = 0.01;

  private static final List<String> DATES =
      List.of(
          "yyyy-MM-dd",
          "yyyy/MM/dd",
          "yyyy.MM.dd",
          "dd.MM.yyyy",
          "d.M.yyyy",
          "dd/MM/yyyy",
          "MM/dd/yyyy",
          "d/M/yyyy",
          "M/d/yyyy",
          "dd-MM-yyyy",
          "MM-dd-yyyy",
          "d-M-yyyy",
          "M-d-yyyy",
          "d/M/yy",
          "M/d/yy",
          "d.M.yy",
          "d-MMM-yyyy",
          "d-MMM-yy",
          "d MMM yyyy",
          "d MMMM yyyy",
          "MMM d, yyyy",
          "MMMM d, yyyy",
          "EEE, d MMM yyyy");

  private static final List<String> TIMES =
      List.of(
          "",
          "HH:mm",
          "HH:mm:ss",
          "HH:mm:ss.SSS",
          "HH:mm:ss.SSSSSS",
          "HH:mm:ss[.SSSSSS]",
          "H:mm",
          "H:mm:ss",
          "h:mm a",
          "h:mm:ss a");

  private static final List<String> ZONES = List.of("", "X", "XXX", "XX", " XXX", " XX", " VV");

  /** Of logs and of programs that print times as they are. */
  private static final List<String> OTHERS =
      List.of("d/MMM/yyyy:HH:mm:ss XX", "EEE MMM d HH:mm:ss XX yyyy", "EEE MMM d HH:mm:ss VV yyyy");

  private static final List<TimeFormat> NUMBERS =
      List.of(
          TimeFormat.of("yyyyMMdd"),
          TimeFormat.of("yyyyMMddHHmm"),
          TimeFormat.of("yyyyMMddHHmmss"),
          TimeFormat.of("seconds"),
          TimeFormat.of("milliseconds"),
          TimeFormat.of("microseconds"),
          TimeFormat.of("nanoseconds"));

  private static final List<TimeFormat> TEXTS = texts();

  private @Nullable List<Candidate> candidates;

  private static List<TimeFormat> texts() {
    List<TimeFormat> formats = new ArrayList<>();
    formats.add(TimeFormat.of(TimeFormat.ISO));
    for (String date : DATES) {
      for (String between : List.of(" ", "'T'")) {
        for (String time : TIMES) {
          for (String zone : time.isEmpty() ? List.of("") : ZONES) {
            formats.add(TimeFormat.of(time.isEmpty() ? date : date + between + time + zone));
          }
        }
      }
    }
    OTHERS.forEach(other -> formats.add(TimeFormat.of(other)));
    return formats;
  }

  /** A format that all texts so far were times in, but for a few. */
  static final class Candidate {

    private final TimeFormat format;
    private long right;
    private long wrong;
    private long backwards;
    private long last = Long.MIN_VALUE;
    private long first = Long.MAX_VALUE;
    private long latest = Long.MIN_VALUE;

    /** Of all times in their order: formats with the same one read the same times. */
    private long hash;

    private boolean ofDay;
    private boolean zoned;

    private Candidate(TimeFormat format) {
      this.format = format;
    }

    private void add(String text) {
      ZonedDateTime time = time(text);
      int from = format.isNumber() ? FIRST_YEAR_OF_NUMBERS : FIRST_YEAR;
      if (time != null && time.getYear() >= from && time.getYear() <= LAST_YEAR) {
        add(time);
      } else {
        wrong++;
      }
    }

    private @Nullable ZonedDateTime time(String text) {
      if (!format.fits(text)) {
        return null;
      }
      try {
        return format.isNumber()
            ? format.ofNumber(Double.parseDouble(text), NONE)
            : format.ofText(text, NONE);
      } catch (DateTimeException | NumberFormatException e) {
        return null;
      }
    }

    private void add(ZonedDateTime time) {
      right++;
      zoned |= time.getZone() != NONE;
      ofDay |= !time.toLocalTime().equals(LocalTime.MIDNIGHT);
      long millis = time.toInstant().toEpochMilli();
      backwards += millis < last ? 1 : 0;
      last = millis;
      first = Math.min(first, millis);
      latest = Math.max(latest, millis);
      hash = HASH_FACTOR * hash + millis;
    }

    private boolean isPossible() {
      return wrong <= 2 + WRONG * right;
    }

    private boolean isLikely() {
      return right > 0 && wrong <= WRONG * right;
    }

    TimeFormat format() {
      return format;
    }

    /** The time that a text says, milliseconds since the epoch; null where it says none. */
    @Nullable Long millis(String text) {
      ZonedDateTime time = time(text);
      return time == null ? null : (Long) time.toInstant().toEpochMilli();
    }

    /** Share of the times that are earlier than the one before. */
    double backwards() {
      return (double) backwards / right;
    }

    /** From the first to the last, in milliseconds. */
    long span() {
      return latest - first;
    }

    /** Whether some time is not midnight. */
    boolean ofDay() {
      return ofDay;
    }

    /** Whether some time names its zone, or is a number. */
    boolean zoned() {
      return zoned || format.isNumber();
    }
  }

  /**
   * @param text not empty
   * @param isNumber whether the text is a number
   */
  void add(String text, boolean isNumber) {
    if (candidates == null) {
      candidates = new ArrayList<>();
      (isNumber ? NUMBERS : TEXTS).forEach(format -> candidates.add(new Candidate(format)));
      candidates.removeIf(candidate -> !accepts(candidate, text));
      return;
    }
    for (Candidate candidate : candidates) {
      candidate.add(text);
    }
    candidates.removeIf(candidate -> !candidate.isPossible());
  }

  private static boolean accepts(Candidate candidate, String text) {
    candidate.add(text);
    return candidate.right > 0;
  }

  /** The formats that are likely, the simplest first: several where they read other times. */
  List<Candidate> likely() {
    if (candidates == null) {
      return List.of();
    }
    long fewest = candidates.stream().mapToLong(candidate -> candidate.wrong).min().orElse(0);
    List<Candidate> likely =
        candidates.stream()
            .filter(candidate -> candidate.isLikely() && candidate.wrong == fewest)
            .toList();
    if (likely.isEmpty()) {
      return likely;
    }
    Candidate simplest = likely.get(0);
    List<Candidate> different = new ArrayList<>(List.of(simplest));
    likely.stream()
        .filter(other -> other.hash != simplest.hash)
        .findFirst()
        .ifPresent(different::add);
    return different.size() == 1 ? different : ordered(different);
  }

  /** Rows are mostly in the order of their times: a format in which they are is the right one. */
  private static List<Candidate> ordered(List<Candidate> two) {
    List<Candidate> inOrder =
        two.stream().filter(candidate -> candidate.backwards() <= WRONG).toList();
    return inOrder.size() == 1 ? inOrder : two;
  }
}
