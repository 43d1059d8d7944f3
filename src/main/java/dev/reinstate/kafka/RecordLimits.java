package dev.reinstate.kafka;

import dev.reinstate.credit.Target;
import dev.reinstate.learner.LearnerSettings;
import dev.reinstate.stream.JobSettings;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;

/**
 * What an observation and a feedback must look like for this job to use them.
 *
 * @param observationSize numbers in a feature vector
 * @param target what feedback says
 * @param classes number of classes; 0 unless target is CLASS
 * @param maxIdBytes longest key or id, in bytes of UTF-8
 */
public record RecordLimits(int observationSize, Target target, int classes, int maxIdBytes)
    implements Serializable {

  public static final int DEFAULT_MAX_ID_BYTES = 512;

  /** The end of the year 9999: a time beyond it is most likely in micro- or nanoseconds. */
  static final long MAX_TIME = 253_402_300_799_999L;

  /** Sums of so many targets as there may ever be stay within float32. */
  static final double MAX_TARGET = 1e25;

  /** What a job expects. */
  public static RecordLimits of(JobSettings settings) {
    LearnerSettings learner = settings.learner();
    return new RecordLimits(
        learner.observationSize(),
        learner.prediction().target(),
        learner.prediction().classes(),
        settings.kafka().maxIdBytes());
  }

  String checkId(String field, String value) throws MalformedRecordException {
    if (value.isEmpty()) {
      throw new MalformedRecordException(
          field + ": empty, expected 1 to " + maxIdBytes + " bytes of UTF-8");
    }
    int bytes = utf8Length(value);
    if (bytes > maxIdBytes) {
      throw new MalformedRecordException(
          field + ": " + bytes + " bytes of UTF-8, expected 1 to " + maxIdBytes);
    }
    return value;
  }

  static long checkTime(String field, long millis) throws MalformedRecordException {
    if (millis < 0 || millis > MAX_TIME) {
      throw new MalformedRecordException(
          field + ": " + millis + ", expected milliseconds since 1970, 0 to " + MAX_TIME);
    }
    return millis;
  }

  float[] checkFeatures(float[] features) throws MalformedRecordException {
    for (int i = 0; i < features.length; i++) {
      if (!Float.isFinite(features[i])) {
        throw new MalformedRecordException(
            "features: number " + i + " is " + features[i] + ", expected finite numbers");
      }
    }
    return features;
  }

  /** The target as the learner takes it, from Avro's union of int and double. */
  double checkTarget(Object value) throws MalformedRecordException {
    return target == Target.CLASS ? classIndex(value) : number((Number) value);
  }

  private double classIndex(Object value) throws MalformedRecordException {
    if (!(value instanceof Integer index)) {
      throw new MalformedRecordException(
          "target: the double " + value + ", expected an int, the class, 0 to " + (classes - 1));
    }
    if (index < 0 || index >= classes) {
      throw new MalformedRecordException(
          "target: class " + index + ", expected 0 to " + (classes - 1));
    }
    return index;
  }

  private static double number(Number value) throws MalformedRecordException {
    if (!(Math.abs(value.doubleValue()) <= MAX_TARGET)) {
      throw new MalformedRecordException(
          "target: " + value + ", expected a number from -" + MAX_TARGET + " to " + MAX_TARGET);
    }
    return value.doubleValue();
  }

  static float checkWeight(float weight) throws MalformedRecordException {
    if (!(weight >= 0 && Float.isFinite(weight))) {
      throw new MalformedRecordException(
          "weight: " + weight + ", expected a finite number of at least 0");
    }
    return weight;
  }

  /** Most ids are ASCII and short, so their bytes need not be made to be counted. */
  private int utf8Length(String value) {
    boolean shortEnough = value.length() * 3L <= maxIdBytes;
    return shortEnough ? value.length() : value.getBytes(StandardCharsets.UTF_8).length;
  }
}
