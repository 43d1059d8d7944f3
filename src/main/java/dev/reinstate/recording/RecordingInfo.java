package dev.reinstate.recording;

import dev.reinstate.annotation.Internal;
import dev.reinstate.annotation.Public;
import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventLimits;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.InvalidEventException;
import dev.reinstate.event.Observation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a recording holds: the content of its {@code recording.json}.
 *
 * @param name a short name
 * @param description where it comes from and what is predicted
 * @param features length of every feature vector, at least 1
 * @param shape rows and columns where the vector is an image, else null
 * @param target what feedback says
 * @param classes number of classes, at least 2; 0 unless target is CLASS
 * @param observations how many observations there are
 * @param feedback how many feedbacks there are
 * @param missing indices of the features that some observation lacks: there it has NaN; ascending
 */
@Public
public record RecordingInfo(
    String name,
    String description,
    int features,
    @Nullable List<Integer> shape,
    Target target,
    int classes,
    long observations,
    long feedback,
    List<Integer> missing) {

  /**
   * @throws IllegalArgumentException saying which field is wrong and what is allowed
   */
  public RecordingInfo {
    require(name != null && !name.isBlank(), "name is empty; expected a short name");
    require(features >= 1, "features is %d; expected at least 1", features);
    require(target != null, "target is missing; allowed: class, value, reward");
    if (target == Target.CLASS) {
      require(classes >= 2, "classes is %d; expected at least 2 for target class", classes);
    } else {
      require(classes == 0, "classes is %d; expected none unless target is class", classes);
    }
    if (shape != null) {
      shape = List.copyOf(shape);
      require(
          shape.size() == 2
              && shape.stream().allMatch(n -> n > 0)
              && (long) shape.get(0) * shape.get(1) == features,
          "shape is %s; expected rows and columns whose product is features, %d",
          shape,
          features);
    }
    require(observations >= 0, "observations is %d; expected at least 0", observations);
    require(feedback >= 0, "feedback is %d; expected at least 0", feedback);
    missing = List.copyOf(missing);
    require(
        missing.stream().allMatch(i -> i >= 0 && i < features)
            && missing.equals(missing.stream().distinct().sorted().toList()),
        "missing is %s; expected indices of features from 0 to %d, ascending",
        missing,
        features - 1);
  }

  /** What no observation lacks a feature of, or what is yet to be written. */
  public RecordingInfo(
      String name,
      String description,
      int features,
      @Nullable List<Integer> shape,
      Target target,
      int classes,
      long observations,
      long feedback) {
    this(name, description, features, shape, target, classes, observations, feedback, List.of());
  }

  /** A recording that is yet to be written. */
  public static RecordingInfo ofClasses(
      String name, String description, int features, int classes) {
    return new RecordingInfo(name, description, features, null, Target.CLASS, classes, 0, 0);
  }

  /** The same with other counts. */
  RecordingInfo withCounts(long newObservations, long newFeedback) {
    return new RecordingInfo(
        name, description, features, shape, target, classes, newObservations, newFeedback, missing);
  }

  /** The same with other features that some observation lacks. */
  RecordingInfo withMissing(List<Integer> newMissing) {
    return new RecordingInfo(
        name, description, features, shape, target, classes, observations, feedback, newMissing);
  }

  /**
   * What its events must look like for a job to use them.
   *
   * @param maxIdBytes the job's {@code limits.id-bytes}
   * @param missingAllowed whether the job takes observations that lack a feature
   * @param namedSpaces whether the job names spaces
   */
  @Internal
  public EventLimits limits(int maxIdBytes, boolean missingAllowed, boolean namedSpaces) {
    return new EventLimits(features, missingAllowed, target, classes, maxIdBytes, namedSpaces);
  }

  /**
   * Checks that an event fits this recording, and that there are jobs that use it.
   *
   * @throws IllegalArgumentException saying what is wrong and what was expected
   */
  void check(Event event) {
    fits(event);
    try {
      limits(EventLimits.MAX_ID_BYTES_LIMIT, true, false).check(event);
    } catch (InvalidEventException e) {
      throw new IllegalArgumentException(
          "observation or feedback %s: %s".formatted(event.observationId(), e.getMessage()));
    }
  }

  /**
   * Checks that an event is of the form that all of this recording have.
   *
   * @throws IllegalArgumentException saying what is wrong and what was expected
   */
  void fits(Event event) {
    if (event instanceof Observation observation) {
      int size = observation.features().length;
      require(
          size == features,
          "observation %s has %d features; expected %d",
          observation.observationId(),
          size,
          features);
    } else if (event instanceof Feedback feedback && target == Target.CLASS) {
      double y = feedback.target();
      require(
          y >= 0 && y < classes && y == Math.rint(y),
          "the target of feedback %s for observation %s is %s; expected a class from 0 to %d",
          feedback.feedbackId(),
          feedback.observationId(),
          y,
          classes - 1);
    }
  }

  private static void require(boolean condition, String message, Object... arguments) {
    if (!condition) {
      throw new IllegalArgumentException(message.formatted(arguments));
    }
  }
}
