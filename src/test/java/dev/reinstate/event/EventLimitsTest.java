package dev.reinstate.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reinstate.credit.outcome.Target;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the job's dead letters say of bytes is tested with them; this is what only values show. */
class EventLimitsTest {

  private static final EventLimits LIMITS = new EventLimits(1, false, Target.CLASS, 2, 8, false);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00Z",
        "1970-01-11T22:58:04.799Z",
        "1970-02-17T11:34:04.800Z",
        "2001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999Z"
      })
  void timesThatMayBe(String time) {
    long millis = Instant.parse(time).toEpochMilli();
    assertThat(LIMITS.check(at(millis))).isEqualTo(at(millis));
  }

  @ParameterizedTest
  @CsvSource({
    "-1, '-1, expected milliseconds since 1970, 0 to 253402300799999'",
    "253402300800000, '253402300800000, expected milliseconds'",
    "-9223372036854775808, '-9223372036854775808, expected milliseconds'",
    "9223372036854775807, '9223372036854775807, expected milliseconds'",
    "946684800, '946684800, which looks like seconds (2000-01-01T00:00:00Z), expected'",
    "4102444799, '4102444799, which looks like seconds (2099-12-31T23:59:59Z), expected'",
    "1704103200000000, 'which looks like microseconds (2024-01-01T10:00:00Z), expected'",
    "1704103200000000000, 'which looks like nanoseconds (2024-01-01T10:00:00Z), expected'"
  })
  void timesThatMayNot(long time, String message) {
    assertThatThrownBy(() -> LIMITS.check(at(time)))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageStartingWith("time: ")
        .hasMessageContaining(message);
    assertThatThrownBy(() -> LIMITS.check(feedback(time, 5, 1)))
        .hasMessageStartingWith("time: ")
        .hasMessageContaining(message);
    if (time != Feedback.UNKNOWN_TIME) {
      assertThatThrownBy(() -> LIMITS.check(feedback(5, time, 1)))
          .hasMessageStartingWith("observationTime: ")
          .hasMessageContaining(message);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 'target: class 0.5, expected 0 to 1'",
    "2, 'target: class 2, expected 0 to 1'",
    "-1, 'target: class -1, expected 0 to 1'",
    "NaN, 'target: class NaN, expected 0 to 1'"
  })
  void targetsThatAreNoClass(double target, String message) {
    assertThatThrownBy(() -> LIMITS.check(feedback(5, 5, target))).hasMessage(message);
  }

  @Test
  void aVectorOfAnotherSize() {
    assertThatThrownBy(() -> LIMITS.check(new Observation("k", "o", 5, new float[2])))
        .hasMessage("features: 2 numbers, expected 1");
  }

  @Test
  void aFeatureMayBeMissingOnlyWhereThatIsAllowed() {
    EventLimits lenient = new EventLimits(2, true, Target.CLASS, 2, 8, false);
    Observation missing = new Observation("k", "o", 5, new float[] {1, Float.NaN});
    assertThat(lenient.check(missing)).isSameAs(missing);
    assertThatThrownBy(() -> new EventLimits(2, false, Target.CLASS, 2, 8, false).check(missing))
        .hasMessage("features: number 1 is NaN, expected finite numbers");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void noFeatureIsInfinite(boolean missingAllowed) {
    EventLimits limits = new EventLimits(2, missingAllowed, Target.CLASS, 2, 8, false);
    Observation infinite = new Observation("k", "o", 5, new float[] {1, Float.POSITIVE_INFINITY});
    assertThatThrownBy(() -> limits.check(infinite))
        .hasMessageStartingWith("features: number 1 is Infinity, expected finite numbers");
  }

  /** Four bytes a pair, and three for what is no pair, as state has it. */
  @ParameterizedTest
  @CsvSource({
    "12345678, 8", "éééé, 8", "\u20ac\u20ac12, 8", "\ud83d\ude00\ud83d\ude00, 8",
        "\ud83d\ud83d12, 8",
    "123456789, 9", "éééé1, 9", "\u20ac\u20ac\u20ac, 9", "\ud83d\ude00\ud83d\ude001, 9",
        "\ude00\ude00\ude00, 9"
  })
  void idsAreAsLongAsTheirBytes(String id, int bytes) {
    Observation observation = new Observation("k", id, 5, FEATURES);
    if (bytes <= 8) {
      assertThat(LIMITS.check(observation)).isSameAs(observation);
    } else {
      assertThatThrownBy(() -> LIMITS.check(observation))
          .hasMessage("id: 9 bytes of UTF-8, expected 1 to 8");
    }
  }

  /** By it keys of spaces are joined, so that one could be taken for another. */
  @ParameterizedTest
  @MethodSource("eventsWithNul")
  void nothingThatKeysOfSpacesAreJoinedOfHoldsTheCharacterThatJoins(Event event, String field) {
    assertThat(LIMITS.check(event)).isSameAs(event);
    EventLimits named = new EventLimits(1, false, Target.CLASS, 2, 8, true);
    assertThatThrownBy(() -> named.check(event))
        .isInstanceOf(InvalidEventException.class)
        .hasMessage(
            field
                + "\\u0000b' holds the character U+0000, expected none where the job names spaces");
  }

  static Stream<Arguments> eventsWithNul() {
    Observation observation = new Observation("k", "o", 5, FEATURES);
    return Stream.of(
        Arguments.of(new Observation("a\0b", "o", 5, FEATURES), "key: 'a"),
        Arguments.of(new Observation("k", "a\0b", 5, FEATURES), "id: 'a"),
        Arguments.of(observation.withKeys(Map.of("a\0b", "v")), "a name in keys: 'a"),
        Arguments.of(observation.withKeys(Map.of("shop", "a\0b")), "the key 'shop' in keys: 'a"),
        Arguments.of(new Feedback("\0b", "f", "o", 5, 5, 1, 1, Feedback.Origin.NONE), "key: '"),
        Arguments.of(
            new Feedback("k", "f", "a\0b", 5, 5, 1, 1, Feedback.Origin.NONE), "observationId: 'a"),
        Arguments.of(new Forget("\0b", null, 5), "key: '"),
        Arguments.of(new Forget("k", "a\0b", 5), "observationId: 'a"));
  }

  @Test
  void whatNoKeyOfASpaceIsJoinedOfMayHoldAnyCharacter() {
    EventLimits named = new EventLimits(1, false, Target.CLASS, 2, 8, true);
    Feedback feedback = new Feedback("k", "a\0b", "o", 5, 5, 1, 1, Feedback.Origin.NONE);
    assertThat(named.check(feedback)).isSameAs(feedback);
    Observation plain =
        new Observation("k", "o", 5, FEATURES).withKeys(Map.of("shop", "a b\u0001\n"));
    assertThat(named.check(plain)).isSameAs(plain);
  }

  /** It is the time at which the request came, which nobody wrote. */
  @Test
  void noRequestToForgetIsRefusedForItsTime() {
    Forget forget = new Forget("k", null, -1);
    assertThat(LIMITS.check(forget)).isEqualTo(forget);
  }

  private static Observation at(long time) {
    return new Observation("k", "o", time, FEATURES);
  }

  private static final float[] FEATURES = {1};

  private static Feedback feedback(long time, long observationTime, double target) {
    return new Feedback("k", "f", "o", time, observationTime, target, 1, Feedback.Origin.NONE);
  }
}
