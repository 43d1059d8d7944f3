package dev.reinstate.recording.table;

import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.recording.RecordingInfo;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a row becomes an observation and its feedback: the content of a mapping file.
 *
 * @param keys columns of the observation's other keys, by the names of those
 * @param id column of the observation's id, or null: the number of the row, from 1
 * @param missing texts of cells that are missing
 * @param target column of the target; where its cell is missing no feedback came
 * @param feedbackId id of every feedback
 * @param due when the default feedback of an observation takes effect; null: it does not say
 */
public record Mapping(
    String name,
    String description,
    Dialect dialect,
    Key key,
    Map<String, String> keys,
    @Nullable String id,
    ObservationTime time,
    MissingTexts missing,
    List<Feature> features,
    String target,
    Label label,
    String feedbackId,
    FeedbackTime feedbackTime,
    @Nullable FeedbackTime due) {

  /**
   * Reads a mapping file.
   *
   * @throws MappingException if it cannot be read or is wrong
   */
  public static Mapping read(Path file) {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (CharacterCodingException e) {
      throw new MappingException("the mapping file %s is not UTF-8".formatted(file));
    } catch (IOException e) {
      throw new MappingException("the mapping file %s cannot be read: %s".formatted(file, e));
    }
  }

  static Mapping parse(String yaml, String name) {
    Section file = Section.of(yaml, name);
    ObservationTime time = ObservationTime.of(file);
    Section target =
        file.section("target", "{column: paid, as: value, delay: {unit: days, plus: 30}}");
    Mapping mapping =
        new Mapping(
            file.text("name"),
            file.text("description", ""),
            Dialect.of(file),
            Key.of(file),
            file.has("keys") ? file.textsByName("keys", "{device: device_id}") : Map.of(),
            file.text("id", null),
            time,
            new MissingTexts(file.textsIfAny("missing")),
            file.sections("features", "{column: amount, as: number}").stream()
                .map(Feature::of)
                .toList(),
            target.text("column"),
            Label.of(target),
            target.text("id", "label"),
            FeedbackTime.of(target),
            FeedbackTime.dueOf(target));
    target.done();
    file.done();
    return mapping;
  }

  /** All columns that it asks for. */
  Set<String> columns() {
    Set<String> columns = new TreeSet<>(key.columns());
    columns.addAll(time.columns());
    columns.add(target);
    if (id != null) {
      columns.add(id);
    }
    features.forEach(feature -> columns.add(feature.column()));
    columns.addAll(keys.values());
    columns.addAll(feedbackTime.columns());
    if (due != null) {
      columns.addAll(due.columns());
    }
    return columns;
  }

  RecordingInfo info() {
    return new RecordingInfo(name, description, size(), null, label.kind(), label.classes(), 0, 0);
  }

  private int size() {
    return features.stream().mapToInt(Feature::size).sum();
  }

  /**
   * @param number of the row, from 1
   */
  Observation observation(Row raw, long number) throws BadRowException {
    Row row = missing.in(raw);
    float[] x = new float[size()];
    int at = 0;
    for (Feature feature : features) {
      feature.write(row, x, at);
      at += feature.size();
    }
    Observation observation =
        new Observation(
            key.of(row),
            id == null ? Long.toString(number) : row.cell(id).required(),
            time.of(row, number),
            x,
            keys(row),
            Observation.NO_FEEDBACK_DUE);
    return due == null || lacks(row, due.columns())
        ? observation
        : observation.withFeedbackDue(due.of(row, observation.time()));
  }

  /** Those that the row has: a payment by card may have no device. */
  private Map<String, String> keys(Row row) {
    Map<String, String> of = new HashMap<>();
    keys.forEach(
        (name, column) -> {
          Cell cell = row.cell(column);
          if (!cell.missing()) {
            of.put(name, cell.text());
          }
        });
    return of;
  }

  private static boolean lacks(Row row, Collection<String> columns) {
    return columns.stream().anyMatch(column -> row.cell(column).missing());
  }

  /**
   * @param observation of the same row
   * @return the feedback, or null where none came
   */
  @Nullable Feedback feedback(Row raw, Observation observation) throws BadRowException {
    Row row = missing.in(raw);
    Cell cell = row.cell(target);
    if (cell.missing()) {
      return null;
    }
    return new Feedback(
        observation.key(),
        feedbackId,
        observation.observationId(),
        feedbackTime.of(row, observation.time()),
        observation.time(),
        label.of(cell),
        1,
        Feedback.Origin.NONE);
  }
}
