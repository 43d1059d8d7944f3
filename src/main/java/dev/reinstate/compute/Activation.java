package dev.reinstate.compute;

/** What a hidden layer applies to each of its sums. */
public enum Activation {
  RELU,
  TANH
}
