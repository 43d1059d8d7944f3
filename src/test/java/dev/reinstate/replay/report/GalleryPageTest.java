package dev.reinstate.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.recording.RecordingInfo;
import dev.reinstate.replay.report.Gallery.Picture;
import dev.reinstate.replay.report.Gallery.Piece;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class GalleryPageTest {

  private static final RecordingInfo INFO =
      new RecordingInfo("n", "", 4, List.of(2, 2), Target.CLASS, 2, 1, 1, List.of(1));

  /** The others are as bright as they would be without it. */
  @Test
  void aPixelThatIsMissingIsBlack() throws IOException {
    float[] pixels = {10, Float.NaN, 20, 15};
    Piece piece =
        new Piece(
            "k", new Picture("o", pixels, null, 1.0), 0, new float[] {0, 1}, 1, 1, List.of(), 0);

    Matcher image =
        Pattern.compile("base64,([^\"]+)\"").matcher(GalleryPage.of(INFO, List.of(piece)));

    assertThat(image.find()).isTrue();
    Raster raster =
        ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(image.group(1))))
            .getRaster();
    assertThat(raster.getSample(0, 0, 0)).isZero();
    assertThat(raster.getSample(1, 0, 0)).isZero();
    assertThat(raster.getSample(0, 1, 0)).isEqualTo(255);
    assertThat(raster.getSample(1, 1, 0)).isEqualTo(128);
  }
}
