package dev.reinstate.stream;

import dev.reinstate.settings.CodeKind;
import dev.reinstate.stream.config.JobSettings;

/**
 * How many observations a subtask may send to the trainer, so that training the autoencoder never
 * slows the job down: {@code training.autoencoder.max-per-second}, shared out among the subtasks.
 */
final class ObservationBudget {

  private static final long SECOND = 1000;

  private final int rowsPerSecond;
  private long second = Long.MIN_VALUE;
  private int left;

  /**
   * @param rowsPerSecond at least 1
   */
  ObservationBudget(int rowsPerSecond) {
    this.rowsPerSecond = rowsPerSecond;
  }

  static ObservationBudget of(JobSettings settings, int subtasks) {
    // how features vary is soon known: a row a step is plenty
    int rowsOfStep =
        settings.learner().networks().codeKind() == CodeKind.AUTOENCODER
            ? settings.learner().training().autoencoderBatch()
            : 1;
    long rows = (long) settings.autoencoderStepsPerSecond() * rowsOfStep / subtasks;
    return new ObservationBudget((int) Math.max(1, Math.min(Integer.MAX_VALUE, rows)));
  }

  /**
   * Takes from the budget.
   *
   * @param rows how many would be sent
   * @param now processing time in milliseconds
   * @return how many may be
   */
  int take(int rows, long now) {
    if (now / SECOND != second) {
      second = now / SECOND;
      left = rowsPerSecond;
    }
    int taken = Math.min(rows, left);
    left -= taken;
    return taken;
  }
}
