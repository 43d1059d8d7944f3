package dev.reinstate.replay.report;

import static dev.reinstate.replay.report.Html.format;
import static dev.reinstate.replay.report.Html.text;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Credit.MemoryCredit;
import dev.reinstate.recording.RecordingInfo;
import dev.reinstate.replay.report.Gallery.Picture;
import dev.reinstate.replay.report.Gallery.Piece;
import dev.reinstate.replay.report.Gallery.Read;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** The gallery as HTML, its images in the page. A pixel that is missing is black. */
final class GalleryPage {

  private static final int WHITE = 255;

  private final RecordingInfo recording;
  private final float black;
  private final float white;

  /**
   * @param recording with a shape
   */
  private GalleryPage(RecordingInfo recording, List<Piece> pieces) {
    this.recording = recording;
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    for (Piece piece : pieces) {
      for (float pixel : piece.query().raw()) {
        if (!Float.isNaN(pixel)) {
          min = Math.min(min, pixel);
          max = Math.max(max, pixel);
        }
      }
    }
    black = min;
    white = max > min ? max : min + 1;
  }

  static String of(RecordingInfo recording, List<Piece> pieces) {
    GalleryPage page = new GalleryPage(recording, pieces);
    StringBuilder html = new StringBuilder();
    pieces.forEach(piece -> page.piece(piece, html));
    return html.toString();
  }

  private void piece(Piece piece, StringBuilder html) {
    html.append(
        format(
            "<div class=\"piece\"><p>Key %s, %s UTC: predicted %s. Its feedback came %s later:"
                + " <b>%s</b>.</p>\n<div class=\"images\">\n<div class=\"image query\">%s<br>"
                + "<b>query</b> %s<br>original, reinstated</div>\n",
            text(piece.key()),
            Html.time(piece.time()),
            said(piece.output()),
            Html.duration(piece.feedbackTime() - piece.time()),
            label(piece.target()),
            images(piece.query()),
            text(piece.query().id())));
    if (piece.reads().isEmpty()) {
      html.append("<p class=\"soft\">There was no memory yet to read.</p>\n");
    }
    for (Read read : piece.reads()) {
      MemoryCredit credit = read.credit();
      html.append(
          format(
              "<div class=\"image\">%s<br>%s%s<br>%sweight %.2f<br>credit <span class=\"%s\">%+.3f"
                  + "</span></div>\n",
              images(read.picture()),
              read.picture().target() == null ? "" : label(read.picture().target()) + ", ",
              text(read.picture().id()),
              credit.read().isEmpty() ? "" : text(credit.read()) + "<br>",
              credit.weight(),
              credit.credit() < 0 ? "worse" : "better",
              credit.credit()));
    }
    int more = piece.readCount() - piece.reads().size();
    html.append("</div>\n");
    if (more > 0) {
      html.append(format("<p class=\"soft\">and %,d more with less weight</p>\n", more));
    }
    html.append("</div>\n");
  }

  private String said(float[] output) {
    if (recording.target() != Target.CLASS) {
      return format("%.3f", output[0]);
    }
    int best = 0;
    for (int c = 1; c < output.length; c++) {
      best = output[c] > output[best] ? c : best;
    }
    return format("class %d with %.2f", best, output[best]);
  }

  private String label(double target) {
    return recording.target() == Target.CLASS
        ? format("class %d", (int) target)
        : format("%.3g", target);
  }

  private String images(Picture picture) {
    return image(picture.raw(), "original", "no longer kept")
        + image(picture.reinstated(), "reinstated", "no longer a memory");
  }

  private String image(float @Nullable [] pixels, String name, String missing) {
    if (pixels == null) {
      return format("<span class=\"none\">%s</span>", missing);
    }
    return format("<img alt=\"%s\" src=\"data:image/png;base64,%s\">", name, png(pixels));
  }

  private String png(float[] pixels) {
    int rows = recording.shape().get(0);
    int columns = recording.shape().get(1);
    BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < pixels.length; i++) {
      float grey = (pixels[i] - black) / (white - black);
      image
          .getRaster()
          .setSample(
              i % columns, i / columns, 0, Math.round(WHITE * Math.min(1, Math.max(0, grey))));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
