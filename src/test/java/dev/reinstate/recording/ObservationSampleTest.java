package dev.reinstate.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reinstate.event.Observation;
import dev.reinstate.recording.stream.EventStream;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ObservationSampleTest {

  /** Observations whose two features are their number. */
  private static ObservationSample sample(int observations, int max, long seed) {
    Iterator<Observation> all =
        IntStream.range(0, observations)
            .mapToObj(i -> new Observation("k", "o" + i, i, new float[] {i, i}))
            .iterator();
    EventStream<Observation> stream =
        new EventStream<>() {
          @Override
          public boolean hasNext() {
            return all.hasNext();
          }

          @Override
          public Observation next() {
            return all.next();
          }

          @Override
          public void close() {}
        };
    return ObservationSample.of(stream, 2, max, new Random(seed), read -> {});
  }

  private static float[] heldOut(ObservationSample sample) {
    float[] x = new float[2 * sample.heldOut()];
    sample.copyHeldOut(0, sample.heldOut(), x);
    return x;
  }

  @Test
  void whatIsHeldOutIsNotDrawn() {
    ObservationSample sample = sample(100, 1_000, 1);
    assertThat(sample.heldOut()).isEqualTo(10);
    assertThat(sample.training()).isEqualTo(90);

    Set<Float> held = new HashSet<>();
    for (float value : heldOut(sample)) {
      held.add(value);
    }
    assertThat(held).hasSize(10);
    float[] drawn = new float[2 * 5_000];
    sample.draw(5_000, new Random(2), drawn);
    Set<Float> seen = new HashSet<>();
    for (int row = 0; row < 5_000; row++) {
      assertThat(drawn[2 * row + 1]).isEqualTo(drawn[2 * row]);
      seen.add(drawn[2 * row]);
    }
    assertThat(seen).hasSize(90).doesNotContainAnyElementsOf(held);
  }

  /** Neither the early nor the late ones are preferred, in what is kept and what is held out. */
  @Test
  void allOfAStreamAreEquallyLikely() {
    double kept = 0;
    double held = 0;
    int runs = 200;
    float[] x = new float[2 * 200];
    for (int run = 0; run < runs; run++) {
      ObservationSample sample = sample(1_000, 50, run);
      assertThat(sample.heldOut() + sample.training()).isEqualTo(50);
      sample.draw(200, new Random(run), x);
      kept += mean(x);
      held += mean(heldOut(sample));
    }
    assertThat(kept / runs).isCloseTo(499.5, within(15.));
    assertThat(held / runs).isCloseTo(499.5, within(45.));
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  @Test
  void aSmallStreamHoldsOneOut() {
    ObservationSample sample = sample(2, 1_000, 1);
    assertThat(sample.heldOut()).isEqualTo(1);
    assertThat(sample.training()).isEqualTo(1);
  }
}
