package dev.reinstate.event;

/**
 * A feature vector of one key at one time.
 *
 * @param key whose memory it is; not empty
 * @param observationId unique within the key until the feedback horizon; not empty
 * @param time event time, milliseconds since the epoch
 * @param features the vector, {@code observation.size} finite numbers; not changed by anyone
 */
public record Observation(String key, String observationId, long time, float[] features)
    implements Event {}
