package dev.reinstate.learner;

import dev.reinstate.credit.HeadMixture;
import dev.reinstate.credit.ReadMixer;
import dev.reinstate.credit.ReadParameters;
import dev.reinstate.event.DefaultFeedback;
import dev.reinstate.event.EventCounts;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.EventOrder;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.event.Prediction;
import dev.reinstate.learner.output.CheckedOutput;
import dev.reinstate.learner.output.LearnerStats;
import dev.reinstate.learner.output.LearnerStats.Stat;
import dev.reinstate.learner.output.PrequentialScores;
import dev.reinstate.learner.output.Rejections;
import dev.reinstate.learner.reinstatement.CreditTotals;
import dev.reinstate.learner.reinstatement.MemoryReader;
import dev.reinstate.learner.reinstatement.Reinstatement;
import dev.reinstate.memory.ExternalMemory;
import dev.reinstate.memory.Memory;
import dev.reinstate.model.FeedbackScale;
import dev.reinstate.settings.DefaultFeedbackSettings;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.RepeatPolicy;
import dev.reinstate.state.HeldFeedback;
import dev.reinstate.state.KeyHeader;
import dev.reinstate.state.RecordedRead;
import dev.reinstate.state.Trace;
import dev.reinstate.state.session.DueTimes;
import dev.reinstate.state.session.EvictedIds;
import dev.reinstate.state.session.HeldFeedbackStore;
import dev.reinstate.state.session.KeyRates;
import dev.reinstate.state.session.KeySession;
import dev.reinstate.state.session.PendingObservations;
import dev.reinstate.state.session.Priors;
import dev.reinstate.state.session.TraceStore;
import java.util.ArrayList;
import java.util.List;

/**
 * The second stage: what each event means for its key, one by one and in order. Observations read
 * and become pending; feedback finds its observation, waits for it, or is turned away.
 */
final class EventProcessor {

  private final LearnerSettings settings;
  private final DueTimes due;
  private final Rejections rejections;
  private final Priors priors;
  private final KeyRates keyRates;
  private final EventCounts eventCounts;
  private final PendingObservations pending;
  private final TraceStore traces;
  private final HeldFeedbackStore heldFeedback;
  private final EvictedIds names;
  private final LearnerStats stats;
  private final FeedbackDelayMonitor delays;
  private final PrequentialScores prequential;
  private final Reinstatement reinstatement;
  private final CreditTotals totals;
  private final FeedbackScale scale;
  private final MemoryReader reader;
  private final ReadParameters parameters;
  private final ReadMixer mixer;
  private final double[] weights;

  EventProcessor(
      LearnerSettings settings,
      TraceStore traces,
      HeldFeedbackStore heldFeedback,
      EvictedIds names,
      Priors priors,
      EventCounts eventCounts,
      PendingObservations pending,
      LearnerStats stats,
      FeedbackDelayMonitor delays,
      Rejections rejections,
      MemoryReader reader,
      ReadParameters parameters,
      Reinstatement reinstatement,
      CreditTotals totals,
      FeedbackScale scale) {
    this.settings = settings;
    this.due = DueTimes.of(settings);
    this.traces = traces;
    this.heldFeedback = heldFeedback;
    this.names = names;
    this.rejections = rejections;
    this.priors = priors;
    keyRates = new KeyRates(settings.prediction().target(), priors);
    this.eventCounts = eventCounts;
    this.pending = pending;
    this.stats = stats;
    this.delays = delays;
    prequential = new PrequentialScores(settings, stats);
    this.reinstatement = reinstatement;
    this.totals = totals;
    this.scale = scale;
    this.reader = reader;
    this.parameters = parameters;
    int k = settings.memory().k();
    mixer = new ReadMixer(parameters.form(), k);
    weights = new double[parameters.form().heads() * k];
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
    KeyHeader header = session.header();
    float[] prior = priors.of(header.known);
    long started = System.nanoTime();
    ExternalMemory memory = session.memory();
    RecordedRead read = read(session, encoded, row, observation.time(), prior);
    float[] output =
        mixer.mix(weights, read.values(), read.count(), prior, read.mixture()).prediction();
    stats.addMicrosSince(started, Stat.READ_MICROS, 1);
    if (row == 0) {
      measureStaleness(memory, read, version);
    }
    Prediction prediction =
        new Prediction(
            observation.key(),
            observation.observationId(),
            observation.time(),
            version,
            output,
            read.ids(),
            read.meanWeights(),
            memory.size());
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
            encoded.storedEmbedding(row),
            encoded.code(row),
            prior,
            read);
    traces.add(session, observation.observationId(), trace.kept());
    header.lastRead = Math.max(header.lastRead, observation.time());
    session.headerChanged();
    return header.held.isEmpty() ? List.of() : release(session, observation.observationId());
  }

  /** Of one read of many, since each memory's page is looked at. */
  private void measureStaleness(ExternalMemory memory, RecordedRead read, long version) {
    long stale = 0;
    for (int slot : read.slots()) {
      stale += version - memory.version(slot);
    }
    stats.add(Stat.EMBEDDING_STALENESS, stale, read.count());
  }

  /** Reads, with the attention weights in {@link #weights}. */
  private RecordedRead read(
      KeySession session, EncodedObservations encoded, int row, long time, float[] prior) {
    HeadMixture mixture = HeadMixture.of(parameters.form());
    parameters.fillMixture(prior, encoded.input(), encoded.inputFrom(row), mixture);
    if (parameters.form().rates() > 0) {
      keyRates.fill(session, mixture.rates());
    }
    parameters.fillRegression(prior, encoded.input(), encoded.inputFrom(row), mixture.rates());
    return reader.read(
        session.memory(),
        encoded.embeddings(),
        encoded.embeddingFrom(row),
        encoded.codeNumbers(),
        encoded.codeFrom(row),
        time,
        mixture,
        weights);
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
    Trace trace = names.resolve(session, kept);
    if (!trace.hasFeedback()) {
      prequential.score(trace, feedback.target());
      stats.add(Stat.FEEDBACK_DELAY, feedback.time() - trace.time(), 1);
      delays.first(trace.time(), feedback.time(), feedback.target());
    }
    Feedback said = trace.hasFeedback() ? repeated(feedback, trace) : feedback;
    double value = value(said, out);
    boolean learned = confirmsDefault(said, value, trace);
    int slot = apply(session, said, value, trace, learning && !learned);
    eventCounts.increment(Count.MATCHED);
    if (trace.hasFeedback()) {
      eventCounts.increment(Count.REPEATED);
    }
    traces.replace(
        session,
        feedback.observationId(),
        kept,
        trace.kept().matched(slot, value, feedback.feedbackId()));
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
    Trace trace = names.resolve(session, kept);
    Feedback feedback = Feedback.ofDefault(due, trace.time(), defaultFeedback.target());
    double value = value(feedback, out);
    int slot = apply(session, feedback, value, trace, learning);
    eventCounts.increment(Count.DEFAULTED);
    traces.replace(
        session, due.observationId(), kept, trace.kept().withDefaultFeedback(slot, value));
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
   * Credits what the observation read, and gives its memory a value.
   *
   * @return the memory's slot
   */
  private int apply(
      KeySession session, Feedback feedback, double value, Trace trace, boolean learning) {
    totals.add(session, feedback, value, trace);
    if (trace.isPending()) {
      session.memory().makeWay(settings.memory().eviction());
    }
    // before the write below, which may evict a memory that this feedback credits
    int evicted = reinstatement.add(session, feedback, trace, learning);
    eventCounts.add(Count.CREDITS_LOST_TO_EVICTION, evicted);
    session.headerChanged();
    if (trace.isPending()) {
      return remember(session, feedback, value, trace);
    }
    correct(session, feedback, value, trace);
    return trace.slot();
  }

  private int remember(KeySession session, Feedback feedback, double value, Trace trace) {
    ExternalMemory memory = session.memory();
    if (memory.full()) {
      eventCounts.increment(Count.EVICTED);
      int evicted = session.header().ring.next();
      names.add(session, memory.id(evicted), memory.time(evicted));
    }
    int slot =
        memory.write(
            new Memory(
                feedback.observationId(),
                trace.time(),
                trace.embedding(),
                trace.version(),
                trace.code(),
                value));
    pending.remove(session.group(), trace.time());
    KeyHeader header = session.header();
    header.memoriesDue = Math.min(header.memoriesDue, due.memory(trace.time()));
    priors.known(session, value);
    return slot;
  }

  private void correct(KeySession session, Feedback feedback, double value, Trace trace) {
    if (session.memory().holds(trace.slot(), feedback.observationId())) {
      session.memory().setValue(trace.slot(), value);
    }
    priors.corrected(session, trace.value(), value);
  }
}
