package dev.reinstate.event;

/**
 * The moment at which {@code feedback.default-target} is applied to an observation unless feedback
 * has come. It is made of its observation ({@code FeedbackSettings.deadline}) and takes its turn
 * among the other events, because a default is learned from like feedback.
 *
 * @param key the observation's key
 * @param observationId the observation
 * @param time event time, milliseconds since the epoch
 */
public record DefaultFeedback(String key, String observationId, long time) implements Event {}
