package dev.reinstate.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.Event;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.recording.Recording;
import dev.reinstate.recording.RecordingInfo;
import dev.reinstate.recording.Truth;
import dev.reinstate.recording.generate.Generator;
import dev.reinstate.recording.stream.EventStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A generated recording, read back. */
public final class RecordedTask {

  public final RecordingInfo info;
  public final List<Event> events = new ArrayList<>();
  public final List<Observation> observations = new ArrayList<>();
  public final Map<String, Integer> labels = new HashMap<>();
  public final Map<String, Truth> truths;

  public RecordedTask(Generator generator, Path folder) {
    generator.generate(folder, written -> {});
    Recording recording = Recording.open(folder);
    info = recording.info();
    truths = recording.truth();
    try (EventStream<Event> stream = recording.events()) {
      stream.forEachRemaining(events::add);
    }
    for (Event event : events) {
      if (event instanceof Observation observation) {
        observations.add(observation);
      } else {
        labels.put(event.observationId(), (int) ((Feedback) event).target());
      }
    }
  }

  public int label(Observation observation) {
    return labels.get(observation.observationId());
  }

  public String group(Observation observation) {
    Truth truth = truths.get(observation.observationId());
    return truth == null ? null : truth.group();
  }

  /** The only cause, or null. */
  public String cause(Observation observation) {
    List<String> causes = causes(observation);
    assertThat(causes).hasSizeLessThan(2);
    return causes.isEmpty() ? null : causes.get(0);
  }

  public List<String> causes(Observation observation) {
    Truth truth = truths.get(observation.observationId());
    return truth == null ? List.of() : truth.causes();
  }

  /** Observations of each key, in order. */
  public Map<String, List<Observation>> byKey() {
    Map<String, List<Observation>> byKey = new LinkedHashMap<>();
    for (Observation observation : observations) {
      byKey.computeIfAbsent(observation.key(), key -> new ArrayList<>()).add(observation);
    }
    return byKey;
  }

  /** Each observation's feedback comes right before the observation so many later. */
  public void assertDelay(int delay) {
    Map<String, Integer> numbers = new HashMap<>();
    int seen = 0;
    String lastFeedback = null;
    for (Event event : events) {
      if (event instanceof Observation) {
        numbers.put(event.observationId(), seen);
        if (seen >= delay) {
          assertThat(lastFeedback).isNotNull();
          assertThat(numbers).containsEntry(lastFeedback, seen - delay);
        }
        lastFeedback = null;
        seen++;
      } else {
        assertThat(seen < observations.size() ? lastFeedback : null).isNull();
        lastFeedback = event.observationId();
      }
    }
    assertThat(labels).hasSize(observations.size());
    assertThat(events).hasSize(2 * observations.size());
  }

  /** Observations that are as many apart as run side by side are of one key, until it ends. */
  public void assertTurns(int sideBySide) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < observations.size(); i++) {
      Integer place = places.putIfAbsent(observations.get(i).key(), i % sideBySide);
      assertThat(place == null || place == i % sideBySide).isTrue();
    }
  }
}
