package dev.reinstate.compute;

/**
 * How alike a query q and a memory m are: {@code memory.similarity}. Each is a function of the
 * inner products q·m, q·q and m·m, so that one dot product kernel serves all of them, and so that
 * the gradient is in closed form: ∂s/∂m = dotGradient · q + ownGradient(m·m) · m, and the same with
 * q and m exchanged.
 */
public enum Similarity {

  /** s = q·m of vectors of length 1: the embedding network normalises each head's part. */
  UNIT_DOT {
    @Override
    public double of(double dot, double qq, double mm, int dimension) {
      return dot;
    }

    @Override
    public double dotGradient(double qq, double mm, int dimension) {
      return 1;
    }

    @Override
    public double ownGradient(double similarity, double squaredNorm) {
      return 0;
    }
  },

  /** s = q·m / (‖q‖‖m‖); 0 where one of them is 0. */
  COSINE {
    @Override
    public double of(double dot, double qq, double mm, int dimension) {
      return dot * dotGradient(qq, mm, dimension);
    }

    @Override
    public double dotGradient(double qq, double mm, int dimension) {
      double norms = Math.sqrt(qq * mm);
      return norms > 0 ? 1 / norms : 0;
    }

    @Override
    public double ownGradient(double similarity, double squaredNorm) {
      return squaredNorm > 0 ? -similarity / squaredNorm : 0;
    }
  },

  /** s = q·m / √d. */
  SCALED_DOT {
    @Override
    public double of(double dot, double qq, double mm, int dimension) {
      return dot / Math.sqrt(dimension);
    }

    @Override
    public double dotGradient(double qq, double mm, int dimension) {
      return 1 / Math.sqrt(dimension);
    }

    @Override
    public double ownGradient(double similarity, double squaredNorm) {
      return 0;
    }
  },

  /** s = −‖q − m‖². */
  NEGATIVE_SQUARED_DISTANCE {
    @Override
    public double of(double dot, double qq, double mm, int dimension) {
      return 2 * dot - qq - mm;
    }

    @Override
    public double dotGradient(double qq, double mm, int dimension) {
      return 2;
    }

    @Override
    public double ownGradient(double similarity, double squaredNorm) {
      return -2;
    }
  };

  /** Whether s goes by q·q and m·m, and not by q·m alone. */
  public boolean goesByNorms() {
    return this == COSINE || this == NEGATIVE_SQUARED_DISTANCE;
  }

  /**
   * Computes s, the similarity of one head's parts.
   *
   * @param dot q·m
   * @param qq q·q
   * @param mm m·m
   * @param dimension d, numbers of each vector
   */
  public abstract double of(double dot, double qq, double mm, int dimension);

  /** ∂s/∂(q·m): how much of one vector is in the gradient with respect to the other. */
  public abstract double dotGradient(double qq, double mm, int dimension);

  /**
   * How much of a vector is in the gradient with respect to itself: 2 ∂s/∂(m·m) for m, 2 ∂s/∂(q·q)
   * for q.
   *
   * @param similarity s
   * @param squaredNorm m·m or q·q
   */
  public abstract double ownGradient(double similarity, double squaredNorm);
}
