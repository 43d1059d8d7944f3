package dev.reinstate.settings;

import java.io.Serializable;

/**
 * How much old feedback and how many old observations are learned from again.
 *
 * @param perBatch number of old feedback events that are learned from again with each batch of new
 *     ones; 0: none
 * @param window their mean age, in milliseconds of event time
 * @param bytes maximum size of the feedback that a subtask stores
 * @param observationBytes maximum size of the observations that a subtask stores for the
 *     autoencoder
 */
public record RehearsalSettings(int perBatch, long window, long bytes, long observationBytes)
    implements Serializable {

  public static final RehearsalSettings NONE = new RehearsalSettings(0, 1, 0, 0);
}
