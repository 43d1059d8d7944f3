package dev.reinstate.event;

import dev.reinstate.credit.outcome.Target;
import java.io.Serializable;
import java.time.Instant;
import java.util.Map;

/**
 * What an observation, a feedback and a request to forget must look like. The one rule of the job
 * and of all that makes, keeps and reads recordings. A time may be limited further where there is a
 * clock.
 *
 * @param observationSize numbers in a feature vector
 * @param missingAllowed whether a feature may be NaN, which says that it is missing
 * @param target what feedback says
 * @param classes number of classes; 0 unless target is CLASS
 * @param maxIdBytes maximum length of a key, the name of one or an id, in bytes of UTF-8
 * @param namedSpaces whether the job names spaces. The keys of those are joined of observations'
 *     keys and ids by the character U+0000, which these must not hold then
 */
public record EventLimits(
    int observationSize,
    boolean missingAllowed,
    Target target,
    int classes,
    int maxIdBytes,
    boolean namedSpaces)
    implements Serializable {

  /** The default of {@code limits.id-bytes}. */
  public static final int DEFAULT_MAX_ID_BYTES = 512;

  /** The largest limit that {@code limits.id-bytes} may set, in bytes. */
  public static final int MAX_ID_BYTES_LIMIT = 8192;

  /** Maximum number of keys beside an observation's own. */
  public static final int MAX_KEYS = 32;

  /** By this name a space asks for an observation's own key. */
  public static final String OWN_KEY = "key";

  /** Bytes of UTF-8 that a char takes at most. */
  private static final long MAX_BYTES_PER_CHAR = 3;

  /** Joins what keys of named spaces, and what memories there are called, are made of. */
  public static final char JOINT = '\0';

  /** A gradient is a weight times what a target makes of it: float32 can square either. */
  static final double MAX_WEIGHT = 1e15;

  /**
   * @return the event
   * @throws InvalidEventException if no learner can use it
   */
  public <E extends Event> E check(E event) {
    checkJoined("key", event.key());
    if (event instanceof Observation observation) {
      check(observation);
    } else if (event instanceof Feedback feedback) {
      check(feedback);
    } else if (event instanceof Forget forget) {
      check(forget);
    }
    return event;
  }

  private void check(Observation observation) {
    checkJoined("id", observation.observationId());
    EventTimes.check("time", observation.time());
    checkFeatures(observation.features());
    checkKeys(observation.keys());
    if (observation.hasFeedbackDue()) {
      checkFeedbackDue(observation);
    }
  }

  private void checkKeys(Map<String, String> keys) {
    if (keys.size() > MAX_KEYS) {
      throw new InvalidEventException(
          "keys: %d keys, expected at most %d".formatted(keys.size(), MAX_KEYS));
    }
    for (Map.Entry<String, String> key : keys.entrySet()) {
      checkJoined("a name in keys", key.getKey());
      if (key.getKey().equals(OWN_KEY)) {
        throw new InvalidEventException(
            "a name in keys: '%s', which is the observation's own key, expected another name"
                .formatted(OWN_KEY));
      }
      if (!isJoinable(key.getValue())) {
        checkJoined("the key '%s' in keys".formatted(Excerpt.ofId(key.getKey())), key.getValue());
      }
    }
  }

  /**
   * Default feedback goes before an observation of the same time. How late it may be is decided
   * where the horizon is known.
   */
  private static void checkFeedbackDue(Observation observation) {
    long due = observation.feedbackDue();
    EventTimes.check("feedbackDue", due);
    if (due <= observation.time()) {
      throw new InvalidEventException(
          "feedbackDue: %d (%s), expected a time after that of the observation, %d (%s)"
              .formatted(
                  due,
                  Instant.ofEpochMilli(due),
                  observation.time(),
                  Instant.ofEpochMilli(observation.time())));
    }
  }

  private void check(Feedback feedback) {
    checkId("id", feedback.feedbackId());
    checkJoined("observationId", feedback.observationId());
    EventTimes.check("time", feedback.time());
    if (feedback.observationTime() != Feedback.UNKNOWN_TIME) {
      EventTimes.check("observationTime", feedback.observationTime());
    }
    checkTarget(feedback.target());
    checkWeight(feedback.weight());
  }

  /** Its time is when it came, and not what somebody wrote. */
  private void check(Forget forget) {
    String observationId = forget.observationId();
    if (observationId != null) {
      checkJoined("observationId", observationId);
    }
  }

  private void checkId(String field, String value) {
    if (!isId(value)) {
      throw noId(field, value);
    }
  }

  /** What keys of spaces, and names of memories in them, are made of. */
  private void checkJoined(String field, String value) {
    checkId(field, value);
    if (!isJoinable(value)) {
      throw new InvalidEventException(
          "%s: '%s' holds the character U+0000, expected none where the job names spaces"
              .formatted(field, Excerpt.ofId(value)));
    }
  }

  private boolean isJoinable(String value) {
    return isId(value) && !(namedSpaces && value.indexOf(JOINT) >= 0);
  }

  private boolean isId(String value) {
    // most ids are so short that their bytes need not be counted
    boolean shortEnough = value.length() * MAX_BYTES_PER_CHAR <= maxIdBytes;
    return !value.isEmpty() && (shortEnough || utf8Length(value) <= maxIdBytes);
  }

  private InvalidEventException noId(String field, String value) {
    return new InvalidEventException(
        value.isEmpty()
            ? "%s: empty, expected 1 to %d bytes of UTF-8".formatted(field, maxIdBytes)
            : "%s: %d bytes of UTF-8, expected 1 to %d"
                .formatted(field, utf8Length(value), maxIdBytes));
  }

  /**
   * Bytes of UTF-8; half of a surrogate pair, which it cannot say, counts as the bytes that state
   * has of it. So state's form of an id is at most half as long again.
   */
  private static long utf8Length(String value) {
    return value.codePoints().mapToLong(EventLimits::utf8Length).sum();
  }

  private static long utf8Length(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    return codePoint < 0x800 ? 2 : Character.isBmpCodePoint(codePoint) ? MAX_BYTES_PER_CHAR : 4;
  }

  private void checkFeatures(float[] features) {
    if (features.length != observationSize) {
      throw new InvalidEventException(
          "features: %d numbers, expected %d".formatted(features.length, observationSize));
    }
    for (int i = 0; i < features.length; i++) {
      if (Float.isFinite(features[i]) || missingAllowed && Float.isNaN(features[i])) {
        continue;
      }
      throw new InvalidEventException(
          "features: number %d is %s, expected finite numbers%s"
              .formatted(i, features[i], missingAllowed ? ", or NaN where one is missing" : ""));
    }
  }

  private void checkTarget(double value) {
    if (target == Target.CLASS) {
      checkClass(value);
    } else if (!(Math.abs(value) <= Target.MAX_MAGNITUDE)) {
      throw new InvalidEventException(
          "target: %s, expected a number from -%s to %s"
              .formatted(value, Target.MAX_MAGNITUDE, Target.MAX_MAGNITUDE));
    }
  }

  private void checkClass(double value) {
    if (!(value >= 0 && value < classes && value == Math.rint(value))) {
      String said = value == (int) value ? Integer.toString((int) value) : Double.toString(value);
      throw new InvalidEventException(
          "target: class %s, expected 0 to %d".formatted(said, classes - 1));
    }
  }

  private static void checkWeight(float weight) {
    if (!(weight >= 0 && weight <= MAX_WEIGHT)) {
      throw new InvalidEventException(
          "weight: %s, expected a number from 0 to %s".formatted(weight, MAX_WEIGHT));
    }
  }
}
