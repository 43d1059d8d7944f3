package dev.reinstate.memory;

/** How the numbers of what is stored are kept: embeddings, and codes. */
public enum Precision {

  /**
   * A byte each, in −127..127. An embedding has one scale, component = byte · scale, and a
   * component is off by half the scale at most. Of a code, byte = floor(c · 127 + ½) and c = byte /
   * 127.
   */
  INT8(Byte.SIZE) {
    private static final float MAX_CODE = 127;

    /** What each byte of a code stands for, −128 first. */
    private static final float[] CODES = new float[1 << Byte.SIZE];

    static {
      for (int i = 0; i < CODES.length; i++) {
        CODES[i] = (i + Byte.MIN_VALUE) / MAX_CODE;
      }
    }

    /** The largest component in magnitude becomes ±127. */
    @Override
    float store(float[] vector, int from, int size, byte[] bytes, int at) {
      float largest = 0;
      for (int i = 0; i < size; i++) {
        largest = Math.max(largest, Math.abs(vector[from + i]));
      }
      float scale = largest / MAX_CODE;
      for (int i = 0; i < size; i++) {
        bytes[at + i] = scale > 0 ? (byte) Math.floor(vector[from + i] / scale + 0.5f) : 0;
      }
      return scale;
    }

    @Override
    void restore(byte[] bytes, int from, float scale, int size, float[] vector, int at) {
      for (int i = 0; i < size; i++) {
        vector[at + i] = bytes[from + i] * scale;
      }
    }

    @Override
    Columns columns(int dimension) {
      return new ByteColumns(dimension);
    }

    @Override
    float codeScale() {
      return 1 / MAX_CODE;
    }

    @Override
    public void writeCodes(float[] codes, int from, int count, byte[] bytes, int at) {
      for (int i = 0; i < count; i++) {
        bytes[at + i] = (byte) Math.floor(codes[from + i] * MAX_CODE + 0.5f);
      }
    }

    @Override
    public void readCodes(byte[] bytes, int from, int count, float[] codes, int at) {
      for (int i = 0; i < count; i++) {
        codes[at + i] = CODES[bytes[from + i] - Byte.MIN_VALUE];
      }
    }
  },

  /** Four bytes each, as they are. */
  FLOAT32(Float.SIZE) {
    @Override
    float store(float[] vector, int from, int size, byte[] bytes, int at) {
      Float32.write(vector, from, size, bytes, at);
      return 1;
    }

    @Override
    void restore(byte[] bytes, int from, float scale, int size, float[] vector, int at) {
      Float32.read(bytes, from, size, vector, at);
    }

    @Override
    Columns columns(int dimension) {
      return new FloatColumns(dimension);
    }

    @Override
    float codeScale() {
      return 1;
    }

    @Override
    public void writeCodes(float[] codes, int from, int count, byte[] bytes, int at) {
      Float32.write(codes, from, count, bytes, at);
    }

    @Override
    public void readCodes(byte[] bytes, int from, int count, float[] codes, int at) {
      Float32.read(bytes, from, count, codes, at);
    }
  };

  private final int bits;

  Precision(int bits) {
    this.bits = bits;
  }

  /** Whether the bytes of an embedding are multiples of a scale of their own. */
  boolean scaled() {
    return this == INT8;
  }

  /** Bits of a number. */
  public int bits() {
    return bits;
  }

  /** Bytes of so many numbers. */
  public int bytes(int numbers) {
    return numbers * (bits / Byte.SIZE);
  }

  /** Stores a vector, size floats of an array from a place on. */
  public StoredVector store(float[] vector, int from, int size) {
    byte[] bytes = new byte[bytes(size)];
    float scale = store(vector, from, size, bytes, 0);
    return new StoredVector(bytes, scale);
  }

  /**
   * Stores a vector in an array from a place on.
   *
   * @return its scale
   */
  abstract float store(float[] vector, int from, int size, byte[] bytes, int at);

  /** Gives a stored vector back, to an array from a place on. */
  public void restore(StoredVector stored, int size, float[] vector, int at) {
    restore(stored.bytes(), 0, stored.scale(), size, vector, at);
  }

  abstract void restore(byte[] bytes, int from, float scale, int size, float[] vector, int at);

  /** Empty columns for a page of embeddings. */
  abstract Columns columns(int dimension);

  /** What a stored number of a code is worth, as {@link Columns} have it. */
  abstract float codeScale();

  /** Writes count numbers of codes, each in [-1, 1]. */
  public abstract void writeCodes(float[] codes, int from, int count, byte[] bytes, int at);

  /** Reads count numbers of codes. */
  public abstract void readCodes(byte[] bytes, int from, int count, float[] codes, int at);
}
