package dev.reinstate.recording.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reinstate.recording.file.RecordingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelledRowsTest {

  private static final LabelledRows IMAGES =
      new LabelledRows(
          new float[][] {
            {1, 3, 0, 0, 2, 2, 0, 4},
            {0, 0, 1, 1, 0, 0, 1, 1},
            {9, 9, 9, 9, 9, 9, 9, 9}
          },
          new int[] {2, 0, 2},
          List.of(2, 4));

  @TempDir Path temp;

  @Test
  void aPixelOfASmallerImageIsTheMeanOfABlock() {
    LabelledRows small = IMAGES.averaged(2);

    assertThat(small.shape()).containsExactly(1, 2);
    assertThat(small.features()).isDeepEqualTo(new float[][] {{2, 1}, {0, 1}, {9, 9}});
    assertThat(small.labels()).containsExactly(2, 0, 2);
    assertThat(IMAGES.averaged(1)).isSameAs(IMAGES);
  }

  @Test
  void blocksMustCoverTheImage() {
    LabelledRows rows = new LabelledRows(new float[][] {{1, 2}}, new int[] {0}, null);

    assertThatThrownBy(() -> IMAGES.averaged(4))
        .hasMessage("blocks of 4 by 4 do not cover images of 2 by 4; allowed: a divisor of both");
    assertThatThrownBy(() -> IMAGES.averaged(0)).hasMessageContaining("blocks of 0 by 0");
    assertThatThrownBy(() -> rows.averaged(2)).hasMessageContaining("no images; allowed: 1");
  }

  @Test
  void aRangeHoldsBothEnds() {
    LabelledRows range = IMAGES.range(1, 2);

    assertThat(range.labels()).containsExactly(0, 2);
    assertThat(range.features()[0]).isSameAs(IMAGES.features()[1]);
    assertThatThrownBy(() -> IMAGES.range(1, 3))
        .hasMessage("rows 1-3 are not there; allowed: from 0 to 2");
    assertThatThrownBy(() -> IMAGES.range(2, 1)).hasMessageContaining("rows 2-1");
  }

  @Test
  void classesAreThoseThatHaveRows() {
    assertThat(IMAGES.byClass()).isDeepEqualTo(new int[][] {{1}, {0, 2}});
  }

  @Test
  void csvIsDividedByItsLargestNumber() throws IOException {
    LabelledRows rows =
        LabelledRows.ofCsv(file("rows.csv", bytes("0,4,-8,1\n\n 2,\"2\",2, 0\r\n")));

    assertThat(rows.features()).isDeepEqualTo(new float[][] {{0, .5f, -1}, {.25f, .25f, .25f}});
    assertThat(rows.labels()).containsExactly(1, 0);
    assertThat(rows.shape()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1,2,3,0 | 4 columns; expected 3, as in the first row
          1,x,0   | column 2 is "x"; expected a number
          1,NaN,0 | column 2 is "NaN"; expected a number
          1,,0    | column 2 is ""; expected a number
          1,2,-1  | the last column is "-1"; expected a class, a whole number from 0
          1,2,1.5 | the last column is "1.5"; expected a class
          1,2,    | the last column is ""; expected a class
          1,"2,0  | has quotes that do not match
          """)
  void aWrongRowIsNamed(String row, String message) throws IOException {
    Path csv = file("rows.csv", bytes("1,2,0\n" + row + "\n"));

    assertThatThrownBy(() -> LabelledRows.ofCsv(csv))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("rows.csv, line 2: " + message);
  }

  @Test
  void csvNeedsRowsWithFeatures() throws IOException {
    Path empty = file("empty.csv", bytes(""));
    Path labels = file("labels.csv", bytes("3\n"));

    assertThatThrownBy(() -> LabelledRows.ofCsv(empty)).hasMessageContaining("is empty; expected");
    assertThatThrownBy(() -> LabelledRows.ofCsv(labels))
        .hasMessageContaining("line 1: 1 columns; expected features and a class");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> LabelledRows.ofCsv(temp.resolve("no.csv")))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("no.csv: there is no such file");
  }

  @Test
  void idxPixelsAreUnsignedBytes() throws IOException {
    Path images = file("images", hex("00000803 00000002 00000001 00000002 00FF 3300"));
    Path labels = file("labels", hex("00000801 00000002 05FF"));

    LabelledRows rows = LabelledRows.ofIdx(images, labels);

    assertThat(rows.features()).isDeepEqualTo(new float[][] {{0, 1}, {.2f, 0}});
    assertThat(rows.labels()).containsExactly(5, 255);
    assertThat(rows.shape()).containsExactly(1, 2);
  }

  @Test
  void gzipMakesTheSameRows() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(zipped)) {
      out.write(bytes("1,2,0\n"));
    }

    assertThat(LabelledRows.ofCsv(file("rows.csv.gz", zipped.toByteArray())).features())
        .isDeepEqualTo(new float[][] {{.5f, 1}});
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          00000801 00000001 00000001 00000001 00 | 00000801 00000001 00 | images: begins with 00000801; expected 00000803
          00000803 00000001 00000001 00000001 00 | 00000D01 00000001 00 | labels: begins with 00000d01; expected 00000801
          00000803 00000001 00000001             | 00000801 00000001 00 | images: ends within its header; expected IDX
          00000803 00000001 00000001 00000002 00 | 00000801 00000001 00 | images: ends after 1 of 2 numbers
          00000803 00000001 00000001 00000001 00 | 00000801 00000001 00 00 | labels: goes on after the 1 numbers
          00000803 00000001 00000000 00000001    | 00000801 00000001 00 | images: says that its dimensions are [1, 0
          00000803 7FFFFFFF 7FFFFFFF 00000001 00 | 00000801 00000001 00 | images: says that its dimensions are
          00000803 00000001 00000001 00000001 00 | 00000801 00000002 00 00 | 1 images and
          00000803 00000000 00000001 00000001    | 00000801 00000000 | at least one
          """)
  void whatIsNoPairOfIdxFilesIsRefused(String images, String labels, String message)
      throws IOException {
    Path imageFile = file("images", hex(images));
    Path labelFile = file("labels", hex(labels));

    assertThatThrownBy(() -> LabelledRows.ofIdx(imageFile, labelFile))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining(message);
  }

  @Test
  void theBundledDigitsAreEightByEight() {
    LabelledRows digits = Dataset.DIGITS.read();

    assertThat(digits.size()).isEqualTo(1797);
    assertThat(digits.shape()).containsExactly(8, 8);
    assertThat(digits.byClass().length).isEqualTo(10);
    // the first row of the file: 0, 0, 5, 13, 9 of 16
    assertThat(digits.features()[0]).startsWith(0, 0, 5 / 16f, 13 / 16f, 9 / 16f);
    assertThat(digits.labels()).startsWith(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(Dataset.DIGITS.streamRows()).isEqualTo(1400);
  }

  @Test
  void theBundledClothesAreTenKinds() {
    LabelledRows clothes = Dataset.FASHION_MNIST.read();

    assertThat(clothes.size()).isEqualTo(12_000).isEqualTo(Dataset.FASHION_MNIST.streamRows());
    assertThat(clothes.shape()).containsExactly(28, 28);
    assertThat(clothes.byClass().length).isEqualTo(10);
    assertThat(clothes.labels()).startsWith(9, 0, 0, 3, 0, 2, 7);
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(temp.resolve(name), content);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }
}
