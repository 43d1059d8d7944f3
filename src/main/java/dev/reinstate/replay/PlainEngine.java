package dev.reinstate.replay;

import dev.reinstate.evaluation.Evaluation;
import dev.reinstate.event.DefaultFeedback;
import dev.reinstate.event.Event;
import dev.reinstate.event.LearnerOutput;
import dev.reinstate.event.Observation;
import dev.reinstate.learner.Learner;
import dev.reinstate.learner.SavedState;
import dev.reinstate.learner.reinstatement.MemoryDecoder;
import dev.reinstate.model.Model;
import dev.reinstate.recording.Recording;
import dev.reinstate.recording.stream.BatchReader;
import dev.reinstate.recording.stream.EventStream;
import dev.reinstate.recording.stream.ListedStream;
import dev.reinstate.recording.stream.MergedStream;
import dev.reinstate.recording.stream.OutOfOrderArrival;
import dev.reinstate.replay.summary.BytesPerMemory;
import dev.reinstate.replay.summary.Cost;
import dev.reinstate.replay.summary.PendingBytes;
import dev.reinstate.replay.summary.RunSummaryBuilder;
import dev.reinstate.replay.summary.ThreadCost;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.state.HeapState;
import dev.reinstate.training.InitialModel;
import dev.reinstate.training.InlineTraining;
import dev.reinstate.training.SavedModel;
import dev.reinstate.training.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Replays a recording without Flink: the learner of the live job, trained inline, on the thread
 * that asks for it. One more thread reads ahead and one scores what came out, so that the learner
 * waits for neither. The same recording and settings give the same bits.
 */
public final class PlainEngine {

  private static final double NANOS = 1e9;

  private final LearnerSettings settings;
  private final InitialModel initialModel;
  private LearnerOutput alsoTo;
  private @Nullable ReplayListener watch;
  private Protocol protocol = Protocol.NATURAL;
  private @Nullable OutOfOrderArrival arrivals;
  private BooleanSupplier stop = () -> false;
  private boolean besideBaselines = true;
  private int probeExact;
  private @Nullable SavedState savedState;
  private SavedModel learned;

  public PlainEngine(LearnerSettings settings, InitialModel initialModel) {
    this(settings, initialModel, new NoOpOutput());
  }

  /**
   * @param initialModel what every replay starts from
   * @param alsoTo receives all that the learner emits, too
   */
  public PlainEngine(LearnerSettings settings, InitialModel initialModel, LearnerOutput alsoTo) {
    this.settings = settings;
    this.initialModel = initialModel;
    this.alsoTo = alsoTo;
  }

  /**
   * Compares the gradients of the credit modes with the exact one.
   *
   * @param every at how many updates of the embedding network one is compared; 0 for never
   */
  public PlainEngine probing(int every) {
    probeExact = every;
    return this;
  }

  /**
   * Starts every replay from the state of a job, in place of the initial model and no memories.
   *
   * @param state null: from nothing
   */
  public PlainEngine startingFrom(@Nullable SavedState state) {
    savedState = state;
    return this;
  }

  /** Takes feedback at other times than the recorded ones. */
  public PlainEngine under(Protocol other) {
    protocol = other;
    return this;
  }

  /** Lets events arrive in another order; it puts them back into event order. */
  public PlainEngine arriving(@Nullable OutOfOrderArrival order) {
    arrivals = order;
    return this;
  }

  /**
   * Ends the replay early, after the events that are worked on, as if the recording ended there.
   */
  public PlainEngine stoppingWhen(BooleanSupplier asked) {
    stop = asked;
    return this;
  }

  /** Sets another receiver of all that the learner emits. */
  public PlainEngine watchedBy(ReplayListener other) {
    watch = other;
    alsoTo = other;
    return this;
  }

  /** Leaves the baselines out, to measure time. */
  public PlainEngine withoutBaselines() {
    besideBaselines = false;
    return this;
  }

  /** The model as the last replay left it; null before any. */
  public SavedModel learned() {
    return learned;
  }

  /**
   * Replays a recording.
   *
   * @param name of the run
   * @param progress is told from time to time how many events are done
   */
  public RunSummaryBuilder replay(String name, Recording recording, LongConsumer progress) {
    try (Model model = initialModel.model(settings);
        Trainer trainer = initialModel.trainer(settings)) {
      return replay(name, recording, progress, model, trainer);
    }
  }

  private RunSummaryBuilder replay(
      String name, Recording recording, LongConsumer progress, Model model, Trainer trainer) {
    long start = System.nanoTime();
    HeapState state = new HeapState();
    List<Event> waiting = List.of();
    if (savedState != null) {
      savedState.restore(settings, model, trainer);
      waiting = savedState.restore(state);
    }
    Learner learner =
        new Learner(settings, model, state, new InlineTraining(settings, trainer, model));
    if (savedState != null) {
      savedState.restore(settings, learner);
    }
    CountsAtStart beginning = CountsAtStart.of(learner, trainer);
    ThreadCost learning = new ThreadCost();
    PendingBytes pending = new PendingBytes(state);
    MemoryDecoder memories = new MemoryDecoder(settings, model, state);
    Optional<ExactProbe> probe =
        probeExact == 0
            ? Optional.empty()
            : Optional.of(new ExactProbe(settings, learner, probeExact));
    BatchScorer scores = new BatchScorer(evaluation(recording));
    long events = 0;
    try (scores;
        BatchReader batches =
            new BatchReader(
                after(waiting, events(recording)),
                settings.feedback(),
                only(DefaultFeedback.class, waiting))) {
      while (!stop.getAsBoolean() && batches.hasNext()) {
        List<Event> batch = batches.next();
        BatchOutput output = new BatchOutput(alsoTo);
        batch.forEach(event -> arrived(event, probe));
        learning.of(() -> work(learner, state, batch, output));
        scores.add(batch, output);
        pending.sample(batch);
        if (watch != null) {
          watch.worked(batch.get(batch.size() - 1).time(), learner, memories);
        }
        events += batch.size();
        progress.accept(events);
      }
      scores.finish();
    }
    learned = SavedModel.of(settings, model, trainer);
    double error = trainer.autoencoderError();
    return scores
        .summary(name, settings, model)
        .eventCounts(
            beginning.since(learner.eventCounts()),
            recording.malformedFeedback().count(),
            settings.feedback().defaultFeedback() != null)
        .observationsMalformed(recording.malformedObservations().count())
        .learner(settings)
        .updates(trainer.version() - beginning.updates(), beginning.learningFrom(learner, trainer))
        .startedFrom(savedState == null ? null : beginning.from(savedState.name()))
        .gradientCosineToExact(probe.map(ExactProbe::cosines).orElse(null))
        .autoencoderError(Double.isFinite(error) ? error : null)
        .bytesPerMemory(BytesPerMemory.of(settings))
        .bytesPerPending(pending.mean())
        .protocol(protocol.toString())
        .cost(
            new Cost(
                learning.microsPer(events), scores.microsPer(events), learning.bytesPer(events)))
        .seconds((System.nanoTime() - start) / NANOS);
  }

  private EventStream<Event> events(Recording recording) {
    EventStream<Event> events = protocol.events(recording, settings.seed());
    return arrivals == null ? events : arrivals.restore(arrivals.shuffle(events));
  }

  /** Events with those among them that waited for their turn; default feedback comes by itself. */
  private static EventStream<Event> after(List<Event> waiting, EventStream<Event> events) {
    List<Event> due = new ArrayList<>(waiting);
    due.removeIf(event -> event instanceof DefaultFeedback);
    return due.isEmpty() ? events : new MergedStream(new ListedStream<>(due.iterator()), events);
  }

  private static <E extends Event> List<E> only(Class<E> kind, List<Event> events) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private Evaluation evaluation(Recording recording) {
    return besideBaselines
        ? Evaluation.of(settings, recording.truth())
        : Evaluation.alone(settings);
  }

  private void arrived(Event event, Optional<ExactProbe> probe) {
    if (watch != null) {
      watch.arrived(event);
    }
    if (event instanceof Observation observation) {
      probe.ifPresent(exact -> exact.observed(observation));
    }
  }

  private static void work(
      Learner learner, HeapState state, List<Event> batch, LearnerOutput outputs) {
    learner.process(batch, outputs);
    long now = batch.get(batch.size() - 1).time() - 1;
    for (String key = state.pollDue(now); key != null; key = state.pollDue(now)) {
      learner.wake(key, now, outputs);
    }
  }
}
