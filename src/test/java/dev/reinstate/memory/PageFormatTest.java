package dev.reinstate.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.reinstate.GoldenBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PageFormatTest {

  @Property(tries = 60, seed = "41")
  void aPageComesBackAsWritten(
      @ForAll Precision precision,
      @ForAll @IntRange(min = 1, max = 70) int dimension,
      @ForAll @IntRange(max = 9999) int seed)
      throws IOException {
    Random random = new Random(seed);
    Page page = new Page(dimension, precision);
    for (int slot = 0; slot < Page.SLOTS; slot++) {
      if (random.nextBoolean()) {
        fill(page, slot, random);
      }
    }
    assertSame(PageFormat.readPage(in(bytes(page))), page);
  }

  private static void fill(Page page, int slot, Random random) {
    byte[] embedding = new byte[page.bytesPerSlot];
    random.nextBytes(embedding);
    page.occupy(slot, "größe-" + random.nextInt(), random.nextLong(), random.nextGaussian());
    page.setEmbedding(slot, new StoredVector(embedding, random.nextFloat()), random.nextLong());
    page.setCredit(slot, (float) random.nextGaussian());
  }

  private static void assertSame(Page actual, Page expected) {
    assertThat(actual.dimension).isEqualTo(expected.dimension);
    assertThat(actual.precision).isEqualTo(expected.precision);
    assertThat(actual.ids).isEqualTo(expected.ids);
    assertThat(actual.times).isEqualTo(expected.times);
    assertThat(actual.values).isEqualTo(expected.values);
    assertThat(actual.versions).isEqualTo(expected.versions);
    assertThat(actual.scales).isEqualTo(expected.scales);
    assertThat(actual.credits).isEqualTo(expected.credits);
    assertThat(actual.leastCredited()).isEqualTo(expected.leastCredited());
    assertThat(actual.latest()).isEqualTo(expected.latest());
    byte[] embedding = new byte[actual.bytesPerSlot];
    byte[] expectedEmbedding = new byte[expected.bytesPerSlot];
    for (int slot = 0; slot < Page.SLOTS; slot++) {
      actual.columns.get(slot, embedding, 0);
      expected.columns.get(slot, expectedEmbedding, 0);
      assertThat(embedding).isEqualTo(expectedEmbedding);
    }
  }

  @Property(tries = 20, seed = "42")
  void codesComeBackAsWritten(
      @ForAll @IntRange(min = 1, max = 300) int size, @ForAll @IntRange(max = 9999) int seed)
      throws IOException {
    CodePage codes = new CodePage(size);
    new Random(seed).nextBytes(codes.bytes);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PageFormat.write(codes, new DataOutputStream(out));
    CodePage back = PageFormat.readCodes(in(out.toByteArray()));
    assertThat(back.size).isEqualTo(size);
    assertThat(back.bytes).isEqualTo(codes.bytes);
  }

  @Test
  void refusesAFormatThatItDoesNotKnow() throws IOException {
    byte[] page = bytes(new Page(2, Precision.INT8));
    page[0] = 5;
    assertThatIOException()
        .isThrownBy(() -> PageFormat.readPage(in(page)))
        .withMessageContaining("memory page has format 5; this version reads formats 1 to 4");
    assertThatIOException()
        .isThrownBy(() -> PageFormat.readCodes(in(new byte[] {9, 0, 1})))
        .withMessageContaining("code page has format 9; this version reads format 1");
  }

  @Test
  void readsInt8PagesOfFormats1And3() throws IOException {
    Page page = new Page(3, Precision.INT8);
    page.occupy(0, "first", 1_000, 1);
    page.setEmbedding(0, new StoredVector(new byte[] {127, 0, -127}, 0.25f), 7);
    page.occupy(63, "äß", -1, -0.5);
    page.setEmbedding(63, new StoredVector(new byte[] {1, 2, 3}, 0.5f), Long.MAX_VALUE);

    assertSame(PageFormat.readPage(GoldenBytes.in("v1/page")), page);

    page.setCredit(0, -0.25f);
    page.setCredit(63, 2);
    GoldenBytes.assertWritten("v3/page", out -> PageFormat.write(page, out));
    assertSame(PageFormat.readPage(GoldenBytes.in("v3/page")), page);
  }

  @Test
  void readsFloat32PagesOfFormats2And4() throws IOException {
    Page page = new Page(3, Precision.FLOAT32);
    page.occupy(1, "second", 2_000, 3);
    page.setEmbedding(1, Precision.FLOAT32.store(new float[] {0.1f, -2, 1e-9f}, 0, 3), 8);

    assertSame(PageFormat.readPage(GoldenBytes.in("v2/page")), page);
    float[] embedding = new float[3];
    page.readEmbedding(1, embedding, 0);
    assertThat(embedding).containsExactly(0.1f, -2, 1e-9f);

    page.setCredit(1, 0.5f);
    GoldenBytes.assertWritten("v4/page", out -> PageFormat.write(page, out));
    assertSame(PageFormat.readPage(GoldenBytes.in("v4/page")), page);
  }

  @Test
  void readsCodesOfFormat1() throws IOException {
    CodePage codes = new CodePage(2);
    codes.set(0, new byte[] {127, -127});
    codes.set(63, new byte[] {1, 0});

    GoldenBytes.assertWritten("v1/codes", out -> PageFormat.write(codes, out));
    CodePage golden = PageFormat.readCodes(GoldenBytes.in("v1/codes"));
    assertThat(golden.size).isEqualTo(2);
    assertThat(golden.bytes).isEqualTo(codes.bytes);
  }

  private static byte[] bytes(Page page) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PageFormat.write(page, new DataOutputStream(out));
    return out.toByteArray();
  }

  private static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}
