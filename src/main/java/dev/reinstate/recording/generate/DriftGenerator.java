package dev.reinstate.recording.generate;

import dev.reinstate.recording.DelayedStream;
import dev.reinstate.recording.RecordingInfo;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/**
 * Makes a recording of drift: images of one key, whose classes are known a fixed number of events
 * later. Half way, three fifths of the pixels change places, from one event to the next: random
 * ones, and the same from then on.
 *
 * <p>Groups are {@code before} and {@code after} that.
 *
 * @param images to draw from, at random
 * @param delay of the classes, in events, at least 1
 * @param events in all, at least 1
 * @param seed decides all that is random
 */
public record DriftGenerator(LabelledRows images, int delay, long events, long seed)
    implements Generator {

  static final String KEY = "images";

  private static final double SHARE_THAT_MOVES = 0.6;

  /**
   * @throws IllegalArgumentException saying which number is wrong and what is allowed
   */
  public DriftGenerator {
    RangeCheck.check("delay", delay, 1, Integer.MAX_VALUE);
    RangeCheck.check("events", events, 1, Long.MAX_VALUE);
  }

  @Override
  public RecordingInfo generate(Path folder, LongConsumer progress) {
    int classes = Math.max(2, Arrays.stream(images.labels()).max().getAsInt() + 1);
    RecordingInfo info =
        images.recordingInfo(
            "drift",
            "images of one key and their classes; half way, most pixels change places",
            classes);
    Random random = new Random(new SplittableRandom(seed).nextLong());
    int[] places = places(random);
    try (DelayedStream stream = new DelayedStream(folder, info, delay, progress)) {
      for (long event = 0; event < events; event++) {
        int row = random.nextInt(images.size());
        float[] image = images.features()[row];
        boolean after = event >= events / 2;
        stream.append(
            KEY,
            after ? moved(image, places) : image,
            images.labels()[row],
            after ? "after" : "before",
            null);
      }
      return stream.finish();
    }
  }

  /** Where each pixel comes from after the drift. */
  private int[] places(Random random) {
    int moving = (int) Math.round(SHARE_THAT_MOVES * images.width());
    int[] chosen = Arrays.copyOf(Permutation.of(images.width(), random), moving);
    int[] order = Permutation.of(moving, random);
    int[] places = new int[images.width()];
    Arrays.setAll(places, i -> i);
    for (int i = 0; i < moving; i++) {
      places[chosen[i]] = chosen[order[i]];
    }
    return places;
  }

  private static float[] moved(float[] image, int[] places) {
    float[] moved = new float[image.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = image[places[i]];
    }
    return moved;
  }
}
