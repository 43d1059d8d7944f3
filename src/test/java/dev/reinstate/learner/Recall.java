package dev.reinstate.learner;

import dev.reinstate.event.Event;
import dev.reinstate.event.Observation;
import dev.reinstate.event.Prediction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A stream that cannot be predicted without learning what to compare: an event shows a type beside
 * a context. Each episode has cues, whose outcomes are random, then distractors, then junctions,
 * where each cue's type comes again in another context, with its cue's outcome. Every event's
 * outcome comes just before the episode's next event; many episodes run side by side.
 */
public final class Recall {

  public static final int SIZE = 12;
  private static final int HALF = SIZE / 2;
  private static final int TYPES = 5;
  private static final int CONTEXTS = 5;
  private static final int CUES = 3;
  private static final int DISTRACTORS = 6;
  private static final int EVENTS = 2 * CUES + DISTRACTORS;

  public final List<Event> events = new ArrayList<>();
  final Map<String, Integer> outcomes = new HashMap<>();
  final Set<String> junctions = new HashSet<>();

  private final Random random;
  private final float[][] types;
  private final float[][] contexts;
  private long time;

  public Recall(int episodesAtOnce, int rounds, long seed) {
    random = new Random(seed);
    types = patterns(TYPES);
    contexts = patterns(CONTEXTS);
    for (int round = 0; round < rounds; round++) {
      List<Episode> episodes = new ArrayList<>();
      for (int i = 0; i < episodesAtOnce; i++) {
        episodes.add(new Episode("e" + round + "-" + i));
      }
      for (int step = 0; step <= EVENTS; step++) {
        for (Episode episode : episodes) {
          episode.step(step);
        }
      }
    }
  }

  private float[][] patterns(int count) {
    float[][] patterns = new float[count][HALF];
    for (float[] pattern : patterns) {
      double length = 0;
      for (int i = 0; i < HALF; i++) {
        pattern[i] = (float) random.nextGaussian();
        length += pattern[i] * pattern[i];
      }
      for (int i = 0; i < HALF; i++) {
        pattern[i] *= (float) (2.5 / Math.sqrt(length));
      }
    }
    return patterns;
  }

  private final class Episode {
    private final String key;
    private final List<Integer> cues = new ArrayList<>();
    private final List<Integer> asked;
    private final int[] cueOutcomes = new int[TYPES];
    private String before;
    private int outcomeBefore;

    private Episode(String key) {
      this.key = key;
      for (int type = 0; type < TYPES; type++) {
        cues.add(type);
        cueOutcomes[type] = random.nextInt(2);
      }
      Collections.shuffle(cues, random);
      asked = new ArrayList<>(cues.subList(0, CUES));
      Collections.shuffle(asked, random);
    }

    private void step(int step) {
      time++;
      if (before != null) {
        events.add(World.feedback(key, "f", before, time, outcomeBefore));
      }
      if (step == EVENTS) {
        return;
      }
      String id = Integer.toString(step);
      if (step < CUES) {
        observe(id, cues.get(step), 0, cueOutcomes[cues.get(step)]);
      } else if (step < CUES + DISTRACTORS) {
        observe(id, random.nextInt(TYPES), 2 + random.nextInt(3), random.nextInt(2));
      } else {
        int type = asked.get(step - CUES - DISTRACTORS);
        observe(id, type, 1, cueOutcomes[type]);
        junctions.add(key + "/" + id);
      }
    }

    private void observe(String id, int type, int context, int outcome) {
      float[] features = new float[SIZE];
      for (int i = 0; i < SIZE; i++) {
        float pattern = i < HALF ? types[type][i] : contexts[context][i - HALF];
        features[i] = pattern + (float) (0.2 * random.nextGaussian());
      }
      events.add(new Observation(key, id, time, features));
      before = id;
      outcomeBefore = outcome;
      outcomes.put(key + "/" + id, outcome);
    }
  }

  /** Share of right predictions at the last third of junctions. */
  double accuracy(List<Prediction> predictions) {
    List<Prediction> scored =
        predictions.stream()
            .filter(p -> junctions.contains(p.key() + "/" + p.observationId()))
            .toList();
    int from = scored.size() * 2 / 3;
    double right = 0;
    for (Prediction p : scored.subList(from, scored.size())) {
      int said = p.output()[1] > p.output()[0] ? 1 : 0;
      right += said == outcomes.get(p.key() + "/" + p.observationId()) ? 1 : 0;
    }
    return right / (scored.size() - from);
  }
}
