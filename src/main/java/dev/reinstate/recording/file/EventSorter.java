package dev.reinstate.recording.file;

import dev.reinstate.event.Event;
import dev.reinstate.event.EventOrder;
import dev.reinstate.recording.stream.EventStream;
import dev.reinstate.recording.stream.ListedStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Puts events of one kind into {@link EventOrder} with a bounded number of them on the heap: where
 * there are more, sorted runs of them go to files, which are merged.
 */
public final class EventSorter<E extends Event> implements AutoCloseable {

  private final Path files;
  private final int maxEvents;
  private final Function<Path, AvroEventWriter<?, E>> writing;
  private final BiFunction<Path, Long, EventStream<E>> reading;
  private final List<E> events = new ArrayList<>();
  private final List<Path> runs = new ArrayList<>();

  /**
   * @param files runs are files beside it, with more behind its name
   * @param maxEvents events on the heap, at least 1
   * @param writing opens a run to write
   * @param reading opens a run of so many events
   */
  public EventSorter(
      Path files,
      int maxEvents,
      Function<Path, AvroEventWriter<?, E>> writing,
      BiFunction<Path, Long, EventStream<E>> reading) {
    this.files = files;
    this.maxEvents = maxEvents;
    this.writing = writing;
    this.reading = reading;
  }

  public void add(E event) {
    if (events.size() == maxEvents) {
      spill();
    }
    events.add(event);
  }

  private void spill() {
    events.sort(EventOrder.INSTANCE);
    Path run = files.resolveSibling(files.getFileName() + ".run-" + runs.size());
    runs.add(run);
    try (AvroEventWriter<?, E> writer = writing.apply(run)) {
      events.forEach(writer::append);
    }
    events.clear();
  }

  /** Emits all events in their order, once. */
  public void drain(Consumer<E> to) {
    events.sort(EventOrder.INSTANCE);
    if (runs.isEmpty()) {
      events.forEach(to);
      return;
    }
    PriorityQueue<Head<E>> heads =
        new PriorityQueue<>(Comparator.comparing(Head::event, EventOrder.INSTANCE));
    List<EventStream<E>> open = new ArrayList<>();
    try {
      for (Path run : runs) {
        // every run is full: the rest of the events never became one
        EventStream<E> stream = reading.apply(run, (long) maxEvents);
        open.add(stream);
        heads.add(new Head<>(stream.next(), stream));
      }
      EventStream<E> rest = new ListedStream<>(events.iterator());
      if (rest.hasNext()) {
        heads.add(new Head<>(rest.next(), rest));
      }
      while (!heads.isEmpty()) {
        Head<E> head = heads.poll();
        to.accept(head.event);
        if (head.rest.hasNext()) {
          heads.add(new Head<>(head.rest.next(), head.rest));
        }
      }
    } finally {
      open.forEach(EventStream::close);
    }
  }

  /** Deletes the runs. */
  @Override
  public void close() {
    for (Path run : runs) {
      try {
        Files.deleteIfExists(run);
      } catch (IOException e) {
        throw new RecordingException(run + ": cannot be deleted: " + e.getMessage(), e);
      }
    }
  }

  private record Head<E extends Event>(E event, EventStream<E> rest) {}
}
