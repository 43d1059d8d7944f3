package dev.reinstate.event;

/**
 * Applies {@code feedback.default-target} to an observation unless feedback has come before. It
 * follows from its observation ({@code FeedbackSettings.defaultFeedbackFor}) and takes its turn
 * among the other events, because the learner learns from it as from feedback.
 *
 * @param key the observation's key
 * @param observationId the observation
 * @param time event time at which it falls due, milliseconds since the epoch
 */
public record DefaultFeedback(String key, String observationId, long time) implements Event {}
