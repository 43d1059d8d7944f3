package dev.reinstate.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RobustScaleTest {

  private final Random random = new Random(3);
  private final RobustScale scale = new RobustScale(16, 1024);

  private void gaussian(int count) {
    for (int i = 0; i < count; i++) {
      double x = random.nextGaussian();
      scale.add(x * x);
    }
  }

  @Test
  void nothingIsBeyondWhatIsNotKnown() {
    gaussian(RobustScale.FIRST - 1);
    assertThat(scale.isKnown()).isFalse();
    assertThat(scale.isBeyond(1e300)).isFalse();
    assertThat(scale.isBeyond(Double.POSITIVE_INFINITY)).isTrue();
    assertThat(scale.isBeyond(Double.NaN)).isTrue();
    gaussian(1);
    assertThat(scale.isKnown()).isTrue();
  }

  @Test
  void zerosTellNothing() {
    for (int i = 0; i < 100; i++) {
      scale.add(0);
    }
    assertThat(scale.isKnown()).isFalse();
  }

  @Test
  void itIsTheMeanSquare() {
    gaussian(20_000);
    assertThat(scale.limit() / 256).isCloseTo(1, Offset.offset(0.1));
  }

  @Test
  void anExtremeMovesItLittle() {
    scale.add(1e70);
    gaussian(2_000);
    scale.add(1e70);
    assertThat(scale.isBeyond(1e4)).isTrue();
    assertThat(scale.isBeyond(100)).isFalse();
    assertThat(scale.limit() / 256).isLessThan(2);
  }

  @Test
  void extremesThatKeepComingAreNoneSoon() {
    gaussian(5_000);
    int beyond = 0;
    for (int i = 0; i < 1_000; i++) {
      beyond += scale.isBeyond(1e8) ? 1 : 0;
      scale.add(1e8);
    }
    assertThat(beyond).isBetween(10, 100);
  }

  @Test
  void itGoesOnFromWhatWasSaved() throws IOException {
    for (int before : new int[] {0, 5, RobustScale.FIRST, 300}) {
      RobustScale saved = new RobustScale(16, 1024);
      RobustScale restored = new RobustScale(16, 1024);
      for (int i = 0; i < before; i++) {
        saved.add(random.nextDouble());
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      saved.save(new DataOutputStream(bytes));
      restored.restore(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
      for (int i = 0; i < 50; i++) {
        double square = random.nextDouble();
        saved.add(square);
        restored.add(square);
      }
      assertThat(restored.limit()).isEqualTo(saved.limit());
    }
  }
}
