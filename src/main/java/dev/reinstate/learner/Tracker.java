package dev.reinstate.learner;

import dev.reinstate.credit.ReadMixer;
import dev.reinstate.event.DefaultFeedback;
import dev.reinstate.event.EventCounts;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.EventOrder;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.event.Prediction;
import dev.reinstate.learner.memories.PlacedMemories;
import dev.reinstate.learner.memories.ReadMaker;
import dev.reinstate.learner.output.CheckedOutput;
import dev.reinstate.learner.output.LearnerStats;
import dev.reinstate.learner.output.LearnerStats.Stat;
import dev.reinstate.learner.output.PrequentialScores;
import dev.reinstate.learner.output.Rejections;
import dev.reinstate.learner.reinstatement.CreditTotals;
import dev.reinstate.learner.reinstatement.Reinstatement;
import dev.reinstate.model.FeedbackScale;
import dev.reinstate.settings.DefaultFeedbackSettings;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.RepeatPolicy;
import dev.reinstate.state.HeldFeedback;
import dev.reinstate.state.RecordedRead;
import dev.reinstate.state.Trace;
import dev.reinstate.state.session.DueTimes;
import dev.reinstate.state.session.HeldFeedbackStore;
import dev.reinstate.state.session.KeySession;
import dev.reinstate.state.session.MemoryKeys;
import dev.reinstate.state.session.MemoryKeys.Places;
import dev.reinstate.state.session.PendingObservations;
import dev.reinstate.state.session.TraceStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * The second stage: what each event means for its key, one by one and in order. It knows an
 * observation until its horizon. Observations read and become pending; feedback finds its
 * observation, waits for it, or is turned away. What is read and written lies elsewhere, in {@link
 * Memories}.
 */
final class Tracker {

  private final LearnerSettings settings;
  private final DueTimes due;
  private final MemoryKeys keys;
  private final PlacedMemories placed;
  private final ReadMaker readMaker;
  private final Expiry expiry;
  private final Consumer<KeySession> touched;
  private final Rejections rejections;
  private final EventCounts eventCounts;
  private final PendingObservations pending;
  private final TraceStore traces;
  private final HeldFeedbackStore heldFeedback;
  private final LearnerStats stats;
  private final FeedbackDelayMonitor delays;
  private final PrequentialScores prequential;
  private final Reinstatement reinstatement;
  private final CreditTotals totals;
  private final FeedbackScale scale;
  private final ReadMixer mixer;

  /** Of the micro-batch that is worked on. */
  private long watermark;

  /**
   * @param touched is told of keys whose memories were read or written
   */
  Tracker(
      LearnerSettings settings,
      MemoryKeys keys,
      PlacedMemories placed,
      ReadMaker readMaker,
      Expiry expiry,
      Consumer<KeySession> touched,
      TraceStore traces,
      HeldFeedbackStore heldFeedback,
      EventCounts eventCounts,
      PendingObservations pending,
      LearnerStats stats,
      FeedbackDelayMonitor delays,
      Rejections rejections,
      Reinstatement reinstatement,
      CreditTotals totals,
      FeedbackScale scale) {
    this.settings = settings;
    this.due = DueTimes.of(settings);
    this.keys = keys;
    this.placed = placed;
    this.readMaker = readMaker;
    this.expiry = expiry;
    this.touched = touched;
    this.traces = traces;
    this.heldFeedback = heldFeedback;
    this.rejections = rejections;
    this.eventCounts = eventCounts;
    this.pending = pending;
    this.stats = stats;
    this.delays = delays;
    prequential = new PrequentialScores(settings, stats);
    this.reinstatement = reinstatement;
    this.totals = totals;
    this.scale = scale;
    mixer = new ReadMixer(settings.readForm(), settings.spaces().mostRead());
  }

  /** Begins a micro-batch. */
  void begin(long watermark) {
    this.watermark = watermark;
  }

  /**
   * Deletes what is due of a key when an event comes; what is due at the event's own time still
   * counts for it.
   */
  void expire(KeySession session, long time, CheckedOutput out) {
    expiry.expire(session, Math.min(time - 1, watermark), out);
  }

  /**
   * Says where an observation's memories are, and deletes what is due there when an event comes.
   *
   * @param time of the event
   */
  private Places places(
      KeySession session, String observationId, String[] values, long time, CheckedOutput out) {
    Places places = keys.places(session.key(), observationId, values);
    if (keys.separate()) {
      for (KeySession memory : placed.sessions(places)) {
        expire(memory, time, out);
      }
    }
    return places;
  }

  /** Tells of keys whose memories were read or written, where they are others than the event's. */
  private void touched(Places places) {
    if (keys.separate()) {
      placed.sessions(places).forEach(touched);
    }
  }

  /**
   * Predicts an observation and notes it as pending, unless the prediction may not go out.
   *
   * @param row its row
   * @return feedback that came before it, in order; it is no longer held
   */
  List<Feedback> observe(
      KeySession session,
      Observation observation,
      EncodedObservations encoded,
      int row,
      long version,
      CheckedOutput out) {
    eventCounts.increment(Count.OBSERVATIONS);
    Trace before = session.selected().trace(observation.observationId());
    if (before != null && observation.time() <= due.horizon(before.time())) {
      out.dropped(observation, Count.OBSERVATIONS_DUPLICATE);
      return List.of();
    }
    String[] values = keys.values(observation);
    Places places = places(session, observation.observationId(), values, observation.time(), out);
    long started = System.nanoTime();
    ReadMaker.Made made = readMaker.make(places, encoded.row(row), observation.time());
    RecordedRead read = made.read();
    float[] output =
        mixer
            .mix(made.weights(), read.values(), read.counts(), made.prior(), read.mixture())
            .prediction();
    stats.addMicrosSince(started, Stat.READ_MICROS, 1);
    if (row == 0) {
      // of the reads of one observation of many, since each memory's page is looked at
      stats.add(Stat.EMBEDDING_STALENESS, placed.staleness(places, read, version), read.count());
    }
    Prediction prediction =
        new Prediction(
            observation.key(),
            observation.observationId(),
            observation.time(),
            version,
            output,
            observationIds(read),
            read.meanWeights(),
            readNames(read),
            made.readable());
    if (!out.prediction(observation, prediction)) {
      return List.of();
    }
    if (before != null) {
      if (before.isPending()) {
        pending.remove(session.group(), before.time());
      }
      traces.remove(session, observation.observationId(), before);
    }
    pending.add(session.group(), observation.time());
    Trace trace =
        Trace.pending(
            observation.time(),
            version,
            encoded.storedEmbeddings(row),
            encoded.code(row),
            made.prior(),
            read,
            values);
    traces.add(session, observation.observationId(), trace.kept());
    placed.read(places, observation.time());
    session.headerChanged();
    touched(places);
    return session.header().held.isEmpty()
        ? List.of()
        : release(session, observation.observationId());
  }

  private String[] observationIds(RecordedRead read) {
    if (!keys.separate()) {
      return read.ids();
    }
    String[] ids = new String[read.count()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = keys.observationId(read.ids()[i]);
    }
    return ids;
  }

  private String[] readNames(RecordedRead read) {
    String[] names = new String[read.count()];
    for (int source = 0; source < read.counts().length; source++) {
      Arrays.fill(names, read.first(source), read.first(source + 1), keys.readOfSource(source));
    }
    return names;
  }

  private List<Feedback> release(KeySession session, String observationId) {
    HeldFeedback waiting = session.selected().held(observationId);
    if (waiting == null) {
      return List.of();
    }
    heldFeedback.remove(session, observationId, waiting);
    session.group().add(Count.HELD, -waiting.feedback().size());
    List<Feedback> released = new ArrayList<>(waiting.feedback());
    released.sort(EventOrder.INSTANCE);
    return released;
  }

  /** Feedback as it comes. */
  void feedback(KeySession session, Feedback feedback, boolean learning, CheckedOutput out) {
    eventCounts.increment(Count.FEEDBACK);
    Trace trace = session.selected().trace(feedback.observationId());
    if (trace == null) {
      hold(session, feedback, out);
    } else if (feedback.time() > due.horizon(trace.time())) {
      rejections.late(feedback, out);
    } else {
      match(session, feedback, trace, learning, out);
    }
  }

  /** Feedback that waited for an observation which has just been noted. */
  void early(KeySession session, Feedback feedback, boolean learning, CheckedOutput out) {
    Trace trace = session.selected().trace(feedback.observationId());
    if (trace.time() > feedback.time() + settings.feedback().earlyWait()) {
      rejections.orphan(feedback, out);
    } else if (feedback.time() > due.horizon(trace.time())) {
      rejections.late(feedback, out);
    } else if (match(session, feedback, trace, learning, out)) {
      eventCounts.increment(Count.EARLY);
    }
  }

  private void hold(KeySession session, Feedback feedback, CheckedOutput out) {
    if (feedback.observationTime() != Feedback.UNKNOWN_TIME
        && feedback.time() > due.horizon(feedback.observationTime())) {
      rejections.late(feedback, out);
      return;
    }
    HeldFeedback waiting = session.selected().held(feedback.observationId());
    List<Feedback> before = waiting == null ? List.of() : waiting.feedback();
    if (before.stream().anyMatch(other -> other.feedbackId().equals(feedback.feedbackId()))) {
      out.dropped(feedback, Count.DUPLICATE);
      return;
    }
    if (before.size() >= settings.feedback().maxPerObservation()) {
      rejections.capped(feedback, out);
      return;
    }
    List<Feedback> held = new ArrayList<>(before);
    held.add(feedback);
    heldFeedback.put(session, feedback.observationId(), waiting, held);
    session.group().add(Count.HELD, 1);
  }

  /** Returns whether the feedback counts: it is no duplicate, not ignored and not one too many. */
  private boolean match(
      KeySession session, Feedback feedback, Trace kept, boolean learning, CheckedOutput out) {
    if (kept.hasSeen(feedback.feedbackId())) {
      out.dropped(feedback, Count.DUPLICATE);
      return false;
    }
    if (kept.hasFeedback() && settings.feedback().repeat() == RepeatPolicy.IGNORE) {
      out.dropped(feedback, Count.IGNORED);
      return false;
    }
    if (kept.feedbackIds().length >= settings.feedback().maxPerObservation()) {
      rejections.capped(feedback, out);
      return false;
    }
    Places places = places(session, feedback.observationId(), kept.keys(), feedback.time(), out);
    Trace trace = placed.resolve(places, kept);
    if (!trace.hasFeedback()) {
      prequential.score(trace, feedback.target());
      stats.add(Stat.FEEDBACK_DELAY, feedback.time() - trace.time(), 1);
      delays.first(trace.time(), feedback.time(), feedback.target());
    }
    Feedback said = trace.hasFeedback() ? repeated(feedback, trace) : feedback;
    double value = value(said, out);
    boolean learned = confirmsDefault(said, value, trace);
    int[] slots = apply(session, places, said, value, trace, learning && !learned);
    eventCounts.increment(Count.MATCHED);
    if (trace.hasFeedback()) {
      eventCounts.increment(Count.REPEATED);
    }
    traces.replace(
        session,
        feedback.observationId(),
        kept,
        trace.kept().matched(slots, value, feedback.feedbackId()));
    return true;
  }

  /**
   * Whether feedback says what the default has said, so that it has been learned from. Learned from
   * twice, what the default stands for would seem twice as likely.
   */
  private static boolean confirmsDefault(Feedback feedback, double value, Trace trace) {
    boolean defaulted = !trace.isPending() && !trace.hasFeedback();
    return defaulted && value == trace.value() && feedback.weight() == Feedback.DEFAULT_WEIGHT;
  }

  /** The value of an observation after another feedback for it. */
  private Feedback repeated(Feedback feedback, Trace trace) {
    return settings.feedback().repeat() == RepeatPolicy.ACCUMULATE
        ? feedback.withTarget(trace.value() + feedback.target())
        : feedback;
  }

  /** Applies the default to an observation whose feedback has not come in time. */
  void defaultFeedback(
      KeySession session, DefaultFeedback due, boolean learning, CheckedOutput out) {
    DefaultFeedbackSettings defaultFeedback = settings.feedback().defaultFeedback();
    Trace kept = session.selected().trace(due.observationId());
    if (defaultFeedback == null || kept == null || !kept.isPending()) {
      return;
    }
    if (due.time() <= kept.time()) {
      // it belongs to an older observation of the same id
      return;
    }
    Places places = places(session, due.observationId(), kept.keys(), due.time(), out);
    Trace trace = placed.resolve(places, kept);
    Feedback feedback = Feedback.ofDefault(due, trace.time(), defaultFeedback.target());
    double value = value(feedback, out);
    int[] slots = apply(session, places, feedback, value, trace, learning);
    eventCounts.increment(Count.DEFAULTED);
    traces.replace(
        session, due.observationId(), kept, trace.kept().withDefaultFeedback(slots, value));
  }

  /** What is remembered of a feedback's target. */
  private double value(Feedback feedback, CheckedOutput out) {
    double value = scale.value(feedback.target());
    if (value != feedback.target()) {
      out.dropped(feedback, Count.TARGETS_LIMITED);
    }
    return value;
  }

  /**
   * Credits what the observation read, and gives its memories a value.
   *
   * @return the memories' slots, one for each space
   */
  private int[] apply(
      KeySession session,
      Places places,
      Feedback feedback,
      double value,
      Trace trace,
      boolean learning) {
    totals.add(places, feedback, value, trace);
    int[] slots = trace.isPending() ? placed.makeWay(places) : trace.slots();
    // before the write below, which may evict a memory that this feedback credits
    int evicted = reinstatement.add(feedback, trace, places, slots, learning);
    eventCounts.add(Count.CREDITS_LOST_TO_EVICTION, evicted);
    session.headerChanged();
    if (trace.isPending()) {
      placed.write(places, trace, value);
      pending.remove(session.group(), trace.time());
      session.group().add(value, 1);
    } else {
      placed.correct(places, trace, value);
      session.group().add(trace.value(), -1);
      session.group().add(value, 1);
    }
    touched(places);
    return slots;
  }
}
