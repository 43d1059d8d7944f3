package dev.reinstate;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Inputs that are wrong in the ways that lengths, numbers and texts can be; a seed says which. */
final class Mutations {

  private static final int RANDOM_BYTES = 64;
  private static final int MAX_EDITS = 4;
  private static final long[] EDGES = {
    0,
    1,
    -1,
    2,
    127,
    128,
    255,
    256,
    65_535,
    1 << 20,
    1 << 28,
    Integer.MAX_VALUE - 8,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 40,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private final SplittableRandom random;
  private final List<byte[]> valid;

  private Mutations(List<byte[]> valid, long seed) {
    this.random = new SplittableRandom(seed);
    this.valid = valid;
  }

  /** An input, most often made of valid ones. */
  static byte[] of(List<byte[]> valid, long seed) {
    return new Mutations(valid, seed).input();
  }

  private byte[] input() {
    if (random.nextInt(20) == 0) {
      return random(random.nextInt(RANDOM_BYTES));
    }
    byte[] input = any().clone();
    for (int edits = 1 + random.nextInt(MAX_EDITS); edits > 0; edits--) {
      input = edited(input);
    }
    return input;
  }

  private byte[] edited(byte[] input) {
    int from = random.nextInt(input.length + 1);
    int to = from + random.nextInt(Math.min(input.length - from, RANDOM_BYTES) + 1);
    return switch (random.nextInt(9)) {
      case 0, 1 -> flipped(input);
      case 2 -> Arrays.copyOf(input, from);
      case 3 -> joined(input, from, random(random.nextInt(8)), from);
      case 4 -> joined(input, from, new byte[0], to);
      case 5 -> joined(input, to, Arrays.copyOfRange(input, from, to), to);
      case 6 -> joined(input, from, bigEndian(), Math.min(input.length, from + Integer.BYTES));
      case 7 -> joined(input, from, zigzag(), Math.min(input.length, from + 1));
      default -> spliced(input, from);
    };
  }

  private byte[] flipped(byte[] input) {
    if (input.length > 0) {
      input[random.nextInt(input.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    }
    return input;
  }

  /** A length as state has it. */
  private byte[] bigEndian() {
    int edge = (int) edge();
    return new byte[] {(byte) (edge >> 24), (byte) (edge >> 16), (byte) (edge >> 8), (byte) edge};
  }

  /** A length as Avro has it. */
  private byte[] zigzag() {
    long edge = edge();
    long bits = edge << 1 ^ edge >> 63;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (; (bits & ~0x7FL) != 0; bits >>>= 7) {
      bytes.write((int) (bits & 0x7F | 0x80));
    }
    bytes.write((int) bits);
    return bytes.toByteArray();
  }

  private byte[] spliced(byte[] input, int from) {
    byte[] other = any();
    int rest = random.nextInt(other.length + 1);
    return joined(input, from, Arrays.copyOfRange(other, rest, other.length), input.length);
  }

  private long edge() {
    return EDGES[random.nextInt(EDGES.length)];
  }

  private byte[] any() {
    return valid.get(random.nextInt(valid.size()));
  }

  private byte[] random(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** The input up to an index, something between, and the input from another index on. */
  private static byte[] joined(byte[] input, int end, byte[] between, int begin) {
    byte[] all = Arrays.copyOf(input, end + between.length + input.length - begin);
    System.arraycopy(between, 0, all, end, between.length);
    System.arraycopy(input, begin, all, end + between.length, input.length - begin);
    return all;
  }
}
