package dev.reinstate.learner;

import dev.reinstate.event.DefaultFeedback;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Forget;
import dev.reinstate.event.LearnerOutput;
import dev.reinstate.event.Observation;
import dev.reinstate.learner.memories.Memories;
import dev.reinstate.learner.memories.PlacedMemories;
import dev.reinstate.learner.memories.ReadMaker;
import dev.reinstate.learner.output.CheckedOutput;
import dev.reinstate.learner.output.LearnerStats;
import dev.reinstate.learner.output.LearnerStats.Stat;
import dev.reinstate.learner.output.OutputNorm;
import dev.reinstate.learner.output.Rejections;
import dev.reinstate.learner.reinstatement.CreditTotals;
import dev.reinstate.learner.reinstatement.CreditedReads;
import dev.reinstate.learner.reinstatement.GradientProbe;
import dev.reinstate.learner.reinstatement.Refreshes;
import dev.reinstate.learner.reinstatement.Reinstatement;
import dev.reinstate.learner.reinstatement.RepeatedReads;
import dev.reinstate.model.Codec;
import dev.reinstate.model.FeedbackScale;
import dev.reinstate.model.Model;
import dev.reinstate.settings.CreditRead;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.state.KeyedState;
import dev.reinstate.state.Trace;
import dev.reinstate.state.session.DueTimes;
import dev.reinstate.state.session.EvictedIds;
import dev.reinstate.state.session.FormerKeys;
import dev.reinstate.state.session.HeldFeedbackStore;
import dev.reinstate.state.session.KeyGroups;
import dev.reinstate.state.session.KeySession;
import dev.reinstate.state.session.KeySessions;
import dev.reinstate.state.session.MemoryKeys;
import dev.reinstate.state.session.PendingClasses;
import dev.reinstate.state.session.PendingObservations;
import dev.reinstate.state.session.Priors;
import dev.reinstate.state.session.SubtaskShare;
import dev.reinstate.state.session.TraceStore;
import dev.reinstate.training.InlineTraining;
import dev.reinstate.training.ObservationRehearsal;
import dev.reinstate.training.Rehearsal;
import dev.reinstate.training.Training;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a subtask does with the events of its keys. A micro-batch goes through stages, each a few
 * large matrix products: embed all observations; read, predict and match in the order of the
 * events; reinstate and differentiate all that feedback read; write back.
 *
 * <p>A segment is as much of a micro-batch as can be processed before a training step is due, so
 * that under {@link InlineTraining} results depend on the order of events alone.
 *
 * <p>Serves one thread. Between two micro-batches it holds nothing but what {@link #snapshot}
 * returns, {@link #savePendingAges} and {@link #savePendingClasses} write, and the keyed state has.
 */
public final class Learner {

  private final Model model;
  private final KeyedState state;
  private final LearnerSettings settings;
  private final Training training;
  private final EventCounts eventCounts = new EventCounts();
  private final KeyGroups groups;
  private final LearnerStats stats = new LearnerStats();
  private final PendingObservations pending;
  private final PendingClasses pendingClasses;
  private final FeedbackDelayMonitor delays;
  private final OutputNorm outputNorm;
  private final Refreshes refreshes = new Refreshes();
  private final Sweep sweep;
  private final Codec codec;
  private final ObservationEncoder encoder;
  private final CreditedReads creditedReads;
  private final FeedbackScale feedbackScale;
  private final Rehearsal rehearsal;
  private final ObservationRehearsal observationRehearsal;
  private final Reinstatement reinstatement;
  private final Tracker tracker;
  private final Expiry expiry;
  private final Forgetting forgetting;
  private final MemoryKeys keys;
  private final KeySessions sessions;
  private final Deque<Feedback> released = new ArrayDeque<>();
  private long learningFrom = LearnerSnapshot.UNKNOWN;

  /** Of the micro-batch that is worked on. */
  private long watermark;

  /**
   * @param model the networks, which training changes
   * @param state where keys are kept; the first sweep scans those that are there
   * @param training where gradients go
   */
  public Learner(LearnerSettings settings, Model model, KeyedState state, Training training) {
    this.settings = settings;
    this.model = model;
    this.state = state;
    this.training = training;
    groups = new KeyGroups(settings.prediction(), eventCounts);
    pending = new PendingObservations(settings.feedback().horizon());
    pendingClasses =
        new PendingClasses(settings.prediction(), settings.feedback().defaultFeedback(), pending);
    delays = new FeedbackDelayMonitor(pendingClasses);
    Priors priors = new Priors(settings.prediction(), groups, pendingClasses);
    outputNorm = new OutputNorm(settings, stats);
    codec = Codec.of(settings, model);
    encoder = new ObservationEncoder(settings, model, codec);
    keys = new MemoryKeys(settings.spaces());
    Rejections rejections = new Rejections(settings.feedback());
    DueTimes due = DueTimes.of(settings);
    EvictedIds names = new EvictedIds(due, keys.separate());
    TraceStore traces = new TraceStore(due, names);
    HeldFeedbackStore held = new HeldFeedbackStore(due);
    sessions =
        new KeySessions(settings, state, keys, codec, groups, new FormerKeys(due, names, held));
    Memories memories = new Memories(settings, sessions, names, priors, eventCounts, model.read());
    PlacedMemories placed = new PlacedMemories(settings, sessions, names, memories);
    ReadMaker readMaker = new ReadMaker(settings, memories, model.read());
    creditedReads =
        settings.credit().read() == CreditRead.REPEATED
            ? new RepeatedReads(settings, keys, placed, readMaker, codec)
            : CreditedReads.RECORDED;
    rehearsal = new Rehearsal(settings, state.rehearsed());
    observationRehearsal = new ObservationRehearsal(settings, state.rehearsedObservations());
    feedbackScale = new FeedbackScale(settings);
    reinstatement =
        new Reinstatement(
            settings, model, codec, keys, placed, creditedReads, rehearsal, feedbackScale);
    sweep = new Sweep(settings, keys, codec, state);
    expiry = new Expiry(settings, traces, held, names, priors, pending, rejections);
    tracker =
        new Tracker(
            settings,
            keys,
            placed,
            readMaker,
            expiry,
            sweep::add,
            traces,
            held,
            eventCounts,
            pending,
            stats,
            delays,
            rejections,
            reinstatement,
            new CreditTotals(settings, creditedReads, sessions),
            feedbackScale);
    forgetting = new Forgetting(traces, held, names, priors, eventCounts, pending, keys.separate());
  }

  /**
   * Processes a micro-batch of events in the order of their times, which are the only clock. All
   * state is written back when this returns.
   *
   * @param events in event order, not before those of the last micro-batch
   * @param out receives predictions, credits and rejected events before this returns
   */
  public void process(List<? extends Event> events, LearnerOutput out) {
    process(events, Long.MAX_VALUE, out);
  }

  /**
   * Processes a micro-batch. All state is written back when this returns.
   *
   * @param events in the order in which they take effect
   * @param watermark how far event time has come, milliseconds since the epoch: an event may be
   *     ahead of it, and then lets nothing expire
   * @param out receives predictions, credits and rejected events before this returns
   */
  public void process(List<? extends Event> events, long watermark, LearnerOutput out) {
    this.watermark = watermark;
    tracker.begin(watermark);
    CheckedOutput checked = new CheckedOutput(eventCounts, stats, out);
    int next = 0;
    while (next < events.size() || !released.isEmpty()) {
      next = segment(events, next, checked);
    }
    stats.add(Stat.MICRO_BATCH_SIZE, events.size(), 1);
    if (training.batchDone()) {
      makeRefreshesVisible(events.get(events.size() - 1));
    }
    flush();
  }

  /**
   * Deletes what has expired of a key.
   *
   * @param time event time, for which the key asked to be woken, milliseconds since the epoch
   */
  public void wake(String key, long time, LearnerOutput out) {
    expiry.expire(sessions.of(key), time, new CheckedOutput(eventCounts, stats, out));
    flush();
  }

  /** Counts an event that a request to forget has deleted before its turn came. */
  public void forgotten(Event event) {
    if (event instanceof Observation) {
      eventCounts.increment(Count.OBSERVATIONS);
      eventCounts.increment(Count.OBSERVATIONS_FORGOTTEN);
    } else if (event instanceof Feedback) {
      eventCounts.increment(Count.FEEDBACK);
      eventCounts.increment(Count.FORGOTTEN);
    }
  }

  private int segment(List<? extends Event> events, int from, CheckedOutput out) {
    if (released.isEmpty() && events.get(from) instanceof Forget forget) {
      forget(forget);
      return from + 1;
    }
    int feedbackLimit = training.feedbackUntilStep();
    int to = segmentEnd(events, from, feedbackLimit);
    List<Observation> observations = observations(events.subList(from, to));
    boolean learning = reinstatement.learns(model);
    long perceived = System.nanoTime();
    EncodedObservations encoded = encoder.encode(observations);
    stats.addMicrosSince(perceived, Stat.EMBED_MICROS, observations.size());
    creditedReads.beginSegment(released, events.subList(from, to), this::trace, model);
    int row = 0;
    int next = from;
    int computed = 0;
    while ((next < to || !released.isEmpty())
        && computed + reinstatement.waiting() < feedbackLimit) {
      if (reinstatement.full(model)) {
        computed += reinstate(out);
      }
      if (!released.isEmpty()) {
        Feedback feedback = released.poll();
        KeySession session = sessions.of(feedback.key());
        tracker.early(session, feedback, learning, out);
        sweep.add(session);
        continue;
      }
      Event event = events.get(next++);
      pending.passed(reached(event));
      KeySession session = sessions.of(event.key());
      tracker.expire(session, event.time(), out);
      if (event instanceof Observation observation) {
        released.addAll(
            tracker.observe(session, observation, encoded, row++, model.version(), out));
      } else if (event instanceof Feedback feedback) {
        tracker.feedback(session, feedback, learning, out);
      } else if (event instanceof DefaultFeedback defaultFeedback) {
        tracker.defaultFeedback(session, defaultFeedback, learning, out);
      }
      sweep.add(session);
    }
    reinstate(out);
    if (row > 0) {
      outputNorm.measure(model, encoded.input());
      ObservationRehearsal.Rows rows = observationRehearsal.mix(observations.subList(0, row));
      training.observed(rows.values(), rows.count());
    }
    if (training.segmentDone(model)) {
      makeRefreshesVisible(events.get(next - 1));
    }
    if (learningFrom == LearnerSnapshot.UNKNOWN && model.version() > 0) {
      learningFrom = eventCounts.get(Count.OBSERVATIONS);
    }
    return next;
  }

  /** Computes what waits, and returns for how many feedbacks. */
  private int reinstate(CheckedOutput out) {
    int feedbacks = reinstatement.waiting();
    long started = System.nanoTime();
    int learned = reinstatement.compute(model, training.embeddingSum(), refreshes, out);
    if (learned > 0) {
      out.gradients(training.embeddingSum());
    }
    stats.addMicrosSince(started, Stat.RECOMPUTE_MICROS, feedbacks);
    eventCounts.add(Count.LEARNED, learned);
    return feedbacks;
  }

  /**
   * Fresh embeddings become visible: those of what feedback reinstated, then some that the model as
   * it is now makes.
   *
   * @param last the event worked on last
   */
  private void makeRefreshesVisible(Event last) {
    eventCounts.add(Count.REFRESHED, refreshes.apply(sessions::of));
    if (reinstatement.learns(model)) {
      eventCounts.add(Count.REFRESHED, sweep.run(model, reached(last), sessions::of));
    }
  }

  /** The time that has passed where an event is worked on: its own, unless it is ahead. */
  private long reached(Event event) {
    return Math.min(event.time(), watermark);
  }

  /** The trace that a feedback may match. */
  private @Nullable Trace trace(Event event) {
    return sessions.of(event.key()).selected().trace(event.observationId());
  }

  /** Nothing of a segment is under way when it is called. */
  private void forget(Forget forget) {
    eventCounts.increment(Count.FORGETS);
    if (forget.isWholeKey()) {
      KeySession session = sessions.of(forget.key());
      session.group().add(Count.MEMORIES, session.memoriesGained() - session.memory().size());
      forgetting.forgetKey(session);
      sessions.drop(forget.key());
      sweep.forget(forget.key());
    } else {
      forgetting.forgetMemory(sessions.of(forget.key()), forget.observationId());
    }
    if (keys.separate()) {
      forgetMemories(forget);
    }
    refreshes.forget((key, id) -> isForgotten(forget, key, id));
    rehearsal.saved().forget(example -> example.isOf(forget.key()));
    observationRehearsal.saved().forget(example -> example.key().equals(forget.key()));
    training.forgetObservations();
  }

  /** A memory may be under any key of any space. */
  private void forgetMemories(Forget forget) {
    Set<String> all = new TreeSet<>();
    state.keys(all::add);
    sessions.all().forEach(session -> all.add(session.key()));
    for (String key : all) {
      if (keys.isOfMemories(key)) {
        forgetting.forgetMemories(sessions.of(key), id -> isForgotten(forget, key, id));
      }
    }
  }

  private boolean isForgotten(Forget forget, String key, String memoryId) {
    return keys.owner(memoryId, key).equals(forget.key())
        && (forget.isWholeKey() || keys.observationId(memoryId).equals(forget.observationId()));
  }

  /** Where a step can be due at the earliest, or a forget comes. */
  private int segmentEnd(List<? extends Event> events, int from, int feedbackLimit) {
    int observationLimit = training.observationsUntilStep();
    int observations = 0;
    int feedback = released.size();
    int to = from;
    while (to < events.size()
        && observations < observationLimit
        && feedback < feedbackLimit
        && !(events.get(to) instanceof Forget)) {
      if (events.get(to) instanceof Observation) {
        observations++;
      } else {
        feedback++;
      }
      to++;
    }
    return to;
  }

  private static List<Observation> observations(List<? extends Event> events) {
    List<Observation> observations = new ArrayList<>();
    for (Event event : events) {
      if (event instanceof Observation observation) {
        observations.add(observation);
      }
    }
    return observations;
  }

  private void flush() {
    sessions.flush(
        session -> {
          session.group().add(Count.MEMORIES, session.memoriesGained());
          sweep.flushed(session);
        });
  }

  /** Shows a probe what is learned from, from now on. */
  public void probe(GradientProbe probe) {
    reinstatement.probe(probe);
  }

  public Model model() {
    return model;
  }

  public EventCounts eventCounts() {
    return eventCounts;
  }

  public LearnerStats stats() {
    return stats;
  }

  /**
   * Age of the oldest observation that waits for feedback, in milliseconds of event time; 0 where
   * none waits.
   */
  public long oldestPendingAge() {
    return pending.oldestAge();
  }

  /** Writes how long observations have waited, for a learner of the same keys. */
  public void savePendingAges(DataOutput out) throws IOException {
    pending.save(out);
  }

  /** Restores what {@link #savePendingAges} wrote. */
  public void restorePendingAges(DataInput in) throws IOException {
    pending.restore(in);
  }

  /** Writes how late feedback came by class, for a learner of the same keys. */
  public void savePendingClasses(DataOutput out) throws IOException {
    pendingClasses.save(out);
  }

  /** Restores what {@link #savePendingClasses} wrote. */
  public void restorePendingClasses(DataInput in) throws IOException {
    pendingClasses.restore(in);
  }

  /** What a person should know of the stream, each thing once; null: nothing new. */
  public @Nullable String pollWarning() {
    return delays.poll();
  }

  /** Observations that had come when the first update showed; 0 before. */
  public long learningFrom() {
    return Math.max(0, learningFrom);
  }

  /**
   * Writes what may be learned from again to the state, as far as it changed since it was written
   * last. The key that is selected there may be another one afterwards.
   */
  public void writeBack() {
    rehearsal.saved().writeBack();
    observationRehearsal.saved().writeBack();
  }

  /** All that must be kept beside keyed state, as it is between two micro-batches. */
  public LearnerSnapshot snapshot() {
    Map<Count, Long> come = eventCounts.toMap();
    come.keySet().removeIf(Count::isLevel);
    return new LearnerSnapshot(
        come,
        learningFrom,
        rehearsal.saved().counts(),
        observationRehearsal.saved().counts(),
        groups.snapshot(),
        List.copyOf(refreshes.waiting()),
        sweep.position(),
        feedbackScale.snapshot());
  }

  /** Restores a snapshot, once the keyed state has been restored and before the first event. */
  public void restore(LearnerSnapshot snapshot) {
    eventCounts.addAll(snapshot.eventCounts());
    learningFrom = snapshot.learningFrom();
    groups.restore(snapshot.groups());
    snapshot.refreshes().forEach(refreshes::add);
    sweep.goOn(snapshot.swept());
    feedbackScale.restore(snapshot.feedback());
    rehearsal.saved().restore(snapshot.rehearsal());
    observationRehearsal.saved().restore(snapshot.observationRehearsal());
  }

  /**
   * Counts what the state has of keys: former versions did not write the counts by {@link
   * KeyGroups}. A scan of all state; of the values of all keys, those of keys that are gone are
   * left out.
   */
  public void countKeys() {
    groups.count(state);
  }

  /** Goes on from what former versions wrote of what may be learned from again, of any keys. */
  public void restoreFormerRehearsal(DataInput in, SubtaskShare share) throws IOException {
    rehearsal.saved().restoreFormer(in, share);
    observationRehearsal.saved().restoreFormer(in, share);
  }
}
