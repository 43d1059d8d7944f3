package dev.reinstate.credit;

/** Where the gradient of the embedding network comes from: {@code credit.mode}. */
public enum CreditMode {
  /** The read is made again on reinstated observations and differentiated. */
  REINSTATED("reinstated"),
  /** No learning: the lower bound. */
  FROZEN("frozen");

  private final String label;

  CreditMode(String label) {
    this.label = label;
  }

  /** The name in settings and records. */
  public String label() {
    return label;
  }
}
