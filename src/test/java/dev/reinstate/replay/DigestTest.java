package dev.reinstate.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.learner.Credit;
import dev.reinstate.learner.Credit.MemoryCredit;
import dev.reinstate.learner.Feedback;
import dev.reinstate.learner.Feedback.Origin;
import dev.reinstate.learner.LearnerOutput;
import dev.reinstate.learner.Prediction;
import dev.reinstate.learner.Rejection;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DigestTest {

  private static final Prediction PREDICTION =
      new Prediction(
          "k", "1", 10, 3, new float[] {.25f, .75f}, new String[] {"m"}, new float[] {1f}, 4);
  private static final MemoryCredit MEMORY =
      new MemoryCredit("m", 5, .5f, .25f, .125f, 2f, .0625f, false);
  private static final Credit CREDIT =
      new Credit("k", "f", "1", 20, "reinstated", 3, .5, 1, List.of(MEMORY));
  private static final Feedback FEEDBACK = new Feedback("k", "f", "1", 20, 10, 1, 1f, Origin.NONE);

  @Test
  void isTheSameOnEveryMachine() {
    assertThat(digest(out -> {}))
        .as("SHA-256 of nothing")
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(digest(out -> out.prediction(PREDICTION)))
        .isEqualTo("6ace90e7b4a4ced3ccd8b27b0fd8d0e6890c1a773ae7c80dfd1af57d2f552515");
  }

  @Test
  void everyFieldOfAPredictionCounts() throws ReflectiveOperationException {
    assertAllDiffer(PREDICTION, LearnerOutput::prediction);
  }

  @Test
  void everyFieldOfACreditCounts() throws ReflectiveOperationException {
    assertAllDiffer(CREDIT, LearnerOutput::credit);
  }

  @Test
  void everyFieldOfAMemorysCreditCounts() throws ReflectiveOperationException {
    assertAllDiffer(
        MEMORY,
        (out, memory) ->
            out.credit(new Credit("k", "f", "1", 20, "reinstated", 3, .5, 1, List.of(memory))));
  }

  @Test
  void everyFieldOfRejectedFeedbackCountsButWhereItWasRead() throws ReflectiveOperationException {
    List<Feedback> changed = changes(FEEDBACK);
    Set<String> digests = new HashSet<>();
    for (Feedback feedback : changed) {
      digests.add(digest(out -> out.rejected(feedback, Rejection.LATE, "why")));
    }
    assertThat(digests).as("all but the origin").hasSize(changed.size() - 1);
    digests.add(digest(out -> out.rejected(FEEDBACK, Rejection.ORPHAN, "why")));
    digests.add(digest(out -> out.rejected(FEEDBACK, Rejection.LATE, "else")));
    assertThat(digests).hasSize(changed.size() + 1);
  }

  @Test
  void orderCounts() {
    String one =
        digest(
            out -> {
              out.prediction(PREDICTION);
              out.credit(CREDIT);
            });
    String other =
        digest(
            out -> {
              out.credit(CREDIT);
              out.prediction(PREDICTION);
            });

    assertThat(one).isNotEqualTo(other);
  }

  @Test
  void canBeAskedOnTheWay() {
    Digest digest = new Digest();
    digest.prediction(PREDICTION);
    String before = digest.hex();

    assertThat(digest.hex()).isEqualTo(before);
    digest.credit(CREDIT);
    assertThat(digest.hex()).isNotEqualTo(before).hasSize(64);
  }

  private interface Give<R> {
    void to(LearnerOutput out, R record);
  }

  private static <R extends Record> void assertAllDiffer(R record, Give<R> give)
      throws ReflectiveOperationException {
    List<R> changed = changes(record);
    Set<String> digests = new HashSet<>();
    for (R each : changed) {
      digests.add(digest(out -> give.to(out, each)));
    }
    assertThat(changed).hasSize(record.getClass().getRecordComponents().length + 1);
    assertThat(digests).hasSameSizeAs(changed);
  }

  private static String digest(Consumer<LearnerOutput> give) {
    Digest digest = new Digest();
    give.accept(digest);
    return digest.hex();
  }

  /** The record and, for each of its fields, the record with that field changed a little. */
  @SuppressWarnings("unchecked")
  private static <R extends Record> List<R> changes(R record) throws ReflectiveOperationException {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = components[i].getAccessor().invoke(record);
    }
    List<R> changes = new ArrayList<>(List.of(record));
    for (int i = 0; i < values.length; i++) {
      Object[] changed = values.clone();
      changed[i] = changed(values[i]);
      changes.add((R) record.getClass().getDeclaredConstructor(types).newInstance(changed));
    }
    return changes;
  }

  private static Object changed(Object value) {
    if (value instanceof String s) {
      return s + "'";
    } else if (value instanceof Long n) {
      return n + 1;
    } else if (value instanceof Integer n) {
      return n + 1;
    } else if (value instanceof Float x) {
      return Math.nextUp(x);
    } else if (value instanceof Double x) {
      return Math.nextUp(x);
    } else if (value instanceof Boolean b) {
      return !b;
    } else if (value instanceof float[] x) {
      float[] changed = x.clone();
      changed[x.length - 1] = Math.nextUp(x[x.length - 1]);
      return changed;
    } else if (value instanceof String[] s) {
      return new String[] {s[0] + "'"};
    } else if (value instanceof List<?> list) {
      return list.subList(1, list.size());
    } else if (value instanceof Origin origin) {
      return new Origin(origin.partition() + 1, origin.offset() + 1);
    }
    throw new AssertionError("no change known for " + value);
  }
}
