package dev.reinstate.recording.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.Event;
import dev.reinstate.event.EventOrder;
import dev.reinstate.event.Observation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class OutOfOrderArrivalTest {

  @Property
  void noEventIsLaterThanTheDisorderAndAllAreRestored(
      @ForAll @Size(max = 60) List<@LongRange(min = 0, max = 200) Long> times,
      @ForAll long seed,
      @ForAll @IntRange(max = 100) int maxOutOfOrderness) {
    List<Event> inOrder = events(times);
    OutOfOrderArrival arrivals = new OutOfOrderArrival(seed, maxOutOfOrderness);

    List<Event> arrived = all(arrivals.shuffle(stream(inOrder)));

    assertThat(arrived).containsExactlyInAnyOrderElementsOf(inOrder);
    long latest = Long.MIN_VALUE;
    for (Event event : arrived) {
      latest = Math.max(latest, event.time());
      assertThat(latest - event.time()).isLessThanOrEqualTo(maxOutOfOrderness);
    }
    assertThat(all(arrivals.restore(stream(arrived)))).isEqualTo(inOrder);
  }

  @Test
  void seedsGiveDifferentOrders() {
    List<Long> times = new ArrayList<>();
    for (long time = 0; time < 100; time++) {
      times.add(time);
    }
    List<Event> inOrder = events(times);

    List<Event> one = all(new OutOfOrderArrival(1, 20).shuffle(stream(inOrder)));

    assertThat(one).isNotEqualTo(inOrder);
    assertThat(one).isEqualTo(all(new OutOfOrderArrival(1, 20).shuffle(stream(inOrder))));
    assertThat(one).isNotEqualTo(all(new OutOfOrderArrival(2, 20).shuffle(stream(inOrder))));
    assertThat(all(new OutOfOrderArrival(1, 0).shuffle(stream(inOrder)))).isEqualTo(inOrder);
  }

  private static List<Event> events(List<Long> times) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < times.size(); i++) {
      events.add(new Observation("k", "" + i, times.get(i), new float[] {i}));
    }
    events.sort(EventOrder.INSTANCE);
    return events;
  }

  private static List<Event> all(EventStream<Event> stream) {
    List<Event> all = new ArrayList<>();
    stream.forEachRemaining(all::add);
    return all;
  }

  private static EventStream<Event> stream(List<Event> events) {
    Iterator<Event> iterator = events.iterator();
    return new EventStream<>() {
      @Override
      public boolean hasNext() {
        return iterator.hasNext();
      }

      @Override
      public Event next() {
        return iterator.next();
      }

      @Override
      public void close() {}
    };
  }
}
