package dev.reinstate.recording.generate;

import dev.reinstate.recording.DelayedStream;
import dev.reinstate.recording.RecordingInfo;
import java.nio.file.Path;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/**
 * Makes a recording of recall: cues, distractors and junctions. An event shows a type beside a
 * context, in noise; there are 8 types and 5 contexts, each a random pattern of 16 numbers of
 * length 4. An episode has
 *
 * <pre>
 *   4 cues         of different types, in context 0, each with a random outcome, 0 or 1
 *   16 distractors of random types, in random contexts from 2 to 4, with random outcomes
 *   4 junctions    of the cues' types in random order, in context 1, each with its cue's outcome
 * </pre>
 *
 * <p>so that a junction can be predicted by whoever compares types and ignores contexts, and
 * nothing else can be predicted at all.
 *
 * <p>A key is an episode. As many episodes as {@code episodes} run side by side and take turns, one
 * event each. When one has come to its end, a new one takes its place. An event's outcome is known
 * just before its place's next event, {@code episodes} events later. The first episodes begin
 * somewhere in their middle, so that not all are at the same step.
 *
 * <p>Groups are {@code cue}, {@code distractor} and {@code junction}; a junction's cause is its
 * cue. A junction whose cue was before the beginning of the recording is in no group.
 *
 * @param episodes that run side by side, from 1 to a million: the delay of outcomes, in events
 * @param events in all, at least 1
 * @param seed decides all that is random, the patterns included
 */
public record RecallGenerator(int episodes, long events, long seed) implements Generator {

  static final int TYPES = 8;
  static final int CONTEXTS = 5;
  static final int PATTERN_SIZE = 16;
  static final int CUES = 4;
  static final int DISTRACTORS = 16;
  static final int LENGTH = CUES + DISTRACTORS + CUES;
  static final double NOISE = 0.5;

  private static final double PATTERN_LENGTH = 4;
  private static final int CUE_CONTEXT = 0;
  private static final int JUNCTION_CONTEXT = 1;
  private static final int DISTRACTOR_CONTEXT = 2;

  /**
   * @throws IllegalArgumentException saying which number is wrong and what is allowed
   */
  public RecallGenerator {
    RangeCheck.check("episodes", episodes, 1, MAX_EPISODES);
    RangeCheck.check("events", events, 1, Long.MAX_VALUE);
  }

  @Override
  public RecordingInfo generate(Path folder, LongConsumer progress) {
    RecordingInfo info =
        RecordingInfo.ofClasses(
            "recall",
            ("cues, distractors, and junctions whose outcome is their cue's; %d episodes of %d"
                    + " events run side by side")
                .formatted(episodes, LENGTH),
            2 * PATTERN_SIZE,
            2);
    try (DelayedStream stream = new DelayedStream(folder, info, episodes, progress)) {
      new Run(stream).write();
      return stream.finish();
    }
  }

  /** One writing of the recording. */
  private final class Run {

    private final DelayedStream stream;
    private final Random random = new Random(new SplittableRandom(seed).nextLong());
    private final float[][] types = patterns(TYPES);
    private final float[][] contexts = patterns(CONTEXTS);
    private int begun;

    private Run(DelayedStream stream) {
      this.stream = stream;
    }

    private float[][] patterns(int count) {
      float[][] patterns = new float[count][PATTERN_SIZE];
      for (float[] pattern : patterns) {
        double squares = 0;
        for (int i = 0; i < PATTERN_SIZE; i++) {
          pattern[i] = (float) random.nextGaussian();
          squares += pattern[i] * pattern[i];
        }
        for (int i = 0; i < PATTERN_SIZE; i++) {
          pattern[i] *= (float) (PATTERN_LENGTH / Math.sqrt(squares));
        }
      }
      return patterns;
    }

    private void write() {
      Episode[] running = new Episode[episodes];
      for (int place = 0; place < episodes; place++) {
        running[place] = new Episode(random.nextInt(LENGTH));
      }
      for (long event = 0; event < events; event++) {
        int place = (int) (event % episodes);
        if (running[place].step == LENGTH) {
          running[place] = new Episode(0);
        }
        running[place].next();
      }
    }

    private final class Episode {

      private final String key = "episode-" + ++begun;
      private final int[] cueTypes = Permutation.of(TYPES, random);
      private final int[] asked = Permutation.of(CUES, random);
      private final int[] cueOutcomes = new int[CUES];
      private final String[] cueIds = new String[CUES];
      private int step;

      /**
       * @param step that it begins with
       */
      private Episode(int step) {
        this.step = step;
        for (int cue = 0; cue < CUES; cue++) {
          cueOutcomes[cue] = random.nextInt(2);
        }
      }

      private void next() {
        if (step < CUES) {
          cueIds[step] = stream.nextId();
          stream.append(key, event(cueTypes[step], CUE_CONTEXT), cueOutcomes[step], "cue", null);
        } else if (step < CUES + DISTRACTORS) {
          int context = DISTRACTOR_CONTEXT + random.nextInt(CONTEXTS - DISTRACTOR_CONTEXT);
          stream.append(
              key, event(random.nextInt(TYPES), context), random.nextInt(2), "distractor", null);
        } else {
          junction(asked[step - CUES - DISTRACTORS]);
        }
        step++;
      }

      private void junction(int cue) {
        float[] features = event(cueTypes[cue], JUNCTION_CONTEXT);
        if (cueIds[cue] == null) {
          stream.append(key, features, cueOutcomes[cue]);
        } else {
          stream.append(key, features, cueOutcomes[cue], "junction", cueIds[cue]);
        }
      }

      private float[] event(int type, int context) {
        float[] features = new float[2 * PATTERN_SIZE];
        for (int i = 0; i < PATTERN_SIZE; i++) {
          features[i] = types[type][i] + (float) (NOISE * random.nextGaussian());
          features[PATTERN_SIZE + i] =
              contexts[context][i] + (float) (NOISE * random.nextGaussian());
        }
        return features;
      }
    }
  }
}
