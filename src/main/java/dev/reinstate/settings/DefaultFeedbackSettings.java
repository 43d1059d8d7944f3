package dev.reinstate.settings;

import java.io.Serializable;

/**
 * {@code feedback.default-after} and {@code feedback.default-target}.
 *
 * @param after how long feedback is waited for, at most the horizon
 * @param target the target that is applied then
 */
public record DefaultFeedbackSettings(long after, double target) implements Serializable {}
