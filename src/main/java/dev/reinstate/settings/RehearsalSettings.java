package dev.reinstate.settings;

import java.io.Serializable;

/**
 * @param perBatch old feedbacks that are learned from again with each batch of new ones; 0: none
 * @param window event time that they are from, on average
 * @param bytes that may be kept of feedback
 * @param observationBytes that may be kept of observations, for the autoencoder
 */
public record RehearsalSettings(int perBatch, long window, long bytes, long observationBytes)
    implements Serializable {

  public static final RehearsalSettings NONE = new RehearsalSettings(0, 1, 0, 0);
}
