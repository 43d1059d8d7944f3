package dev.reinstate.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.learner.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EventOrderTest {

  private static Event event(Random random) {
    String key = "k" + random.nextInt(2);
    String id = "o" + random.nextInt(2);
    long time = random.nextInt(2);
    if (random.nextInt(4) == 0) {
      return new DefaultFeedback(key, id, time);
    }
    return random.nextBoolean()
        ? new Observation(key, id, time, new float[] {random.nextInt(2)})
            .withKeys(random.nextBoolean() ? Map.of() : Map.of("a", "" + random.nextInt(2)))
            .withFeedbackDue(random.nextInt(2))
        : new Feedback(
            key,
            "f" + random.nextInt(2),
            id,
            time,
            random.nextInt(2),
            random.nextInt(2),
            random.nextInt(2),
            Feedback.Origin.NONE);
  }

  private static String text(Event event) {
    return event instanceof Observation o
        ? o.key() + o.observationId() + o.time() + o.features()[0] + o.keys() + o.feedbackDue()
        : event.toString();
  }

  @Property(tries = 300, seed = "91")
  void isATotalOrder(@ForAll @IntRange(max = 99_999) int seed) {
    Random random = new Random(seed);
    Event a = event(random);
    Event b = event(random);
    Event c = event(random);
    EventOrder order = EventOrder.INSTANCE;
    assertThat(Integer.signum(order.compare(a, b))).isEqualTo(-Integer.signum(order.compare(b, a)));
    assertThat(order.compare(a, b) == 0).isEqualTo(text(a).equals(text(b)));
    if (order.compare(a, b) <= 0 && order.compare(b, c) <= 0) {
      assertThat(order.compare(a, c)).isNotPositive();
    }
  }

  @Property(tries = 50, seed = "92")
  void anyArrivalGivesTheSameSequence(@ForAll @IntRange(max = 99_999) int seed) {
    Random random = new Random(seed);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      events.add(event(random));
    }
    List<Event> shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, random);
    events.sort(EventOrder.INSTANCE);
    shuffled.sort(EventOrder.INSTANCE);
    assertThat(shuffled.stream().map(EventOrderTest::text))
        .containsExactlyElementsOf(events.stream().map(EventOrderTest::text).toList());
  }

  @Test
  void timeThenFeedbackBeforeObservationsThenIds() {
    List<Event> inOrder =
        List.of(
            World.observation("z", "z", 1),
            World.feedback("b", "z", "z", 2, 1),
            World.feedback("c", "z", "a", 2, 1),
            World.feedback("c", "a", "b", 2, 1),
            World.feedback("c", "b", "b", 2, 0),
            World.observation("a", "z", 2),
            World.observation("b", "a", 2),
            World.observation("b", "b", 2));
    List<Event> sorted = new ArrayList<>(inOrder);
    Collections.reverse(sorted);
    sorted.sort(EventOrder.INSTANCE);
    assertThat(sorted).containsExactlyElementsOf(inOrder);
  }
}
