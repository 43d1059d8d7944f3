package dev.reinstate.settings;

import java.io.Serializable;

/**
 * {@code feedback.default-after} and {@code feedback.default-target}.
 *
 * @param after how long to wait for the feedback of an observation that does not say itself when it
 *     is due, in milliseconds of event time; at most the horizon
 * @param target the target that is applied then
 */
public record DefaultFeedbackSettings(long after, double target) implements Serializable {}
