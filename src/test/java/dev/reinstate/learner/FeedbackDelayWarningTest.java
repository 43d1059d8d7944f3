package dev.reinstate.learner;

import static dev.reinstate.learner.World.feedback;
import static dev.reinstate.learner.World.observation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.Event;
import dev.reinstate.event.EventOrder;
import dev.reinstate.settings.DefaultFeedbackSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Feedback of one class long before that of another is noticed, and said once. */
class FeedbackDelayWarningTest {

  private static final int OBSERVATIONS = 300;
  private static final long STEP = 10;

  private final TestSettings settings = new TestSettings();

  /** The warnings while one observation in three is of class 1; no feedback for a delay below 0. */
  private List<String> warnings(long delayOf0, long delayOf1) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < OBSERVATIONS; i++) {
      String key = "k" + i % 20;
      events.add(observation(key, "o" + i, i * STEP));
      long delay = i % 3 == 0 ? delayOf1 : delayOf0;
      if (delay >= 0) {
        events.add(feedback(key, "f", "o" + i, i * STEP + delay, i % 3 == 0 ? 1 : 0));
      }
    }
    events.sort(EventOrder.INSTANCE);
    World world = new World(settings.build());
    List<String> warnings = new ArrayList<>();
    for (Event event : events) {
      world.process(event);
      String warning = world.learner.pollWarning();
      if (warning != null) {
        warnings.add(warning);
      }
    }
    return warnings;
  }

  @Test
  void theClassThatComesFirstIsNamedOnce() {
    assertThat(warnings(100, 1_200))
        .singleElement()
        .asString()
        .startsWith("feedback of class 0 comes after 0.1 s, that of class 1 after 1.2 s: ");
  }

  /** Before the first feedback of the other class, which is when it matters most. */
  @Test
  void theRareClassThatComesFirstIsNamedWhileItIsAlone() {
    assertThat(warnings(1_200, 100))
        .singleElement()
        .asString()
        .startsWith("all feedback so far is of class 1, and 62 observations have none");
  }

  @Test
  void thatOneClassAloneComesIsNamedOnce() {
    assertThat(warnings(-1, 100))
        .singleElement()
        .asString()
        .startsWith("all feedback so far is of class 1, and ")
        .contains("feedback.default-after");
  }

  @Test
  void equalDelaysAreNotNamed() {
    assertThat(warnings(600, 600)).isEmpty();
  }

  @Test
  void whereADefaultSaysWhatTheRestIsThereIsNothingToSay() {
    settings.defaultFeedback = new DefaultFeedbackSettings(50, 0);
    assertThat(warnings(-1, 100)).isEmpty();
    assertThat(warnings(1_200, 100)).isEmpty();
  }
}
