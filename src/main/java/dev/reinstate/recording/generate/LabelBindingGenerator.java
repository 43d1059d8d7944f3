package dev.reinstate.recording.generate;

import dev.reinstate.recording.DelayedStream;
import dev.reinstate.recording.RecordingInfo;
import java.nio.file.Path;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import java.util.function.LongUnaryOperator;

/**
 * Makes a recording of label binding: in each episode some classes get labels at random, so that a
 * label means nothing but in its episode. What can be learnt is which images are alike.
 *
 * <p>A key is an episode. As many episodes as {@code episodes} run side by side and take turns, one
 * event each. When one has come to its end, a new one takes its place, with other classes in
 * another order of labels. Each event shows a random image of a random class of its episode. Its
 * label is known just before its place's next event, {@code episodes} events later; or, where
 * delays change, after a time of its own, from a quarter to four times that, and longer as the
 * recording goes on: the middle moves from half to twice. The first episodes are cut to random
 * lengths from 2, so that not all begin at once.
 *
 * <p>Groups are {@code first}, the first image of its class in an episode, whose label nobody can
 * know, and {@code non-first}. A cause is given where there is but one: the second image of a class
 * has the first as its cause, later ones could have any of those before.
 *
 * @param images to draw from, at random
 * @param episodes that run side by side, from 1 to a million: the delay of labels, in events
 * @param length of an episode in events, at least 2
 * @param ways labels of an episode, from 2 to the number of classes
 * @param events in all, at least 1
 * @param changing whether delays change
 * @param seed decides all that is random
 */
public record LabelBindingGenerator(
    LabelledRows images,
    int episodes,
    int length,
    int ways,
    long events,
    boolean changing,
    long seed)
    implements Generator {

  private static final int MIN_LENGTH = 2;

  /**
   * @throws IllegalArgumentException saying which number is wrong and what is allowed
   */
  public LabelBindingGenerator {
    RangeCheck.check("episodes", episodes, 1, MAX_EPISODES);
    RangeCheck.check("length", length, MIN_LENGTH, Integer.MAX_VALUE);
    RangeCheck.check("ways", ways, 2, images.byClass().length);
    RangeCheck.check("events", events, 1, Long.MAX_VALUE);
  }

  @Override
  public RecordingInfo generate(Path folder, LongConsumer progress) {
    RecordingInfo info =
        images.recordingInfo(
            "label-binding",
            ("%d of the classes have a label each, at random in each episode of %d events;"
                    + " %d episodes run side by side")
                .formatted(ways, length, episodes),
            ways);
    try (DelayedStream stream = new DelayedStream(folder, info, delays(), progress)) {
      new Run(stream).write();
      return stream.finish();
    }
  }

  private LongUnaryOperator delays() {
    if (!changing) {
      return event -> episodes;
    }
    // not the generator of images, which stay the same
    SplittableRandom random = new SplittableRandom(seed + 1);
    return event -> {
      double middle = 2.0 * event / events - 1;
      double spread = 2 * random.nextDouble() - 1;
      return Math.max(1, Math.round(episodes * StrictMath.pow(2, middle + spread)));
    };
  }

  /** One writing of the recording. */
  private final class Run {

    private final DelayedStream stream;
    private final Random random = new Random(new SplittableRandom(seed).nextLong());
    private final int[][] rowsByClass = images.byClass();
    private int begun;

    private Run(DelayedStream stream) {
      this.stream = stream;
    }

    private void write() {
      Episode[] running = new Episode[episodes];
      for (int place = 0; place < episodes; place++) {
        running[place] = new Episode(MIN_LENGTH + random.nextInt(length - MIN_LENGTH + 1));
      }
      for (long event = 0; event < events; event++) {
        int place = (int) (event % episodes);
        if (running[place].left == 0) {
          running[place] = new Episode(length);
        }
        running[place].next();
      }
    }

    private final class Episode {

      private final String key = "episode-" + ++begun;
      private final int[] classes = Permutation.of(rowsByClass.length, random);
      private final int[] labels = Permutation.of(ways, random);
      private final int[] seen = new int[ways];
      private final String[] firstIds = new String[ways];
      private int left;

      private Episode(int events) {
        left = events;
      }

      private void next() {
        int way = random.nextInt(ways);
        int[] candidates = rowsByClass[classes[way]];
        float[] image = images.features()[candidates[random.nextInt(candidates.length)]];
        if (seen[way] == 0) {
          firstIds[way] = stream.nextId();
          stream.append(key, image, labels[way], "first", null);
        } else {
          String cause = seen[way] == 1 ? firstIds[way] : null;
          stream.append(key, image, labels[way], "non-first", cause);
        }
        seen[way]++;
        left--;
      }
    }
  }
}
