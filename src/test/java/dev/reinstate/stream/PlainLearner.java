package dev.reinstate.stream;

import dev.reinstate.event.Credit;
import dev.reinstate.event.DefaultFeedback;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.LearnerOutput;
import dev.reinstate.event.Prediction;
import dev.reinstate.event.Rejection;
import dev.reinstate.learner.Learner;
import dev.reinstate.model.Model;
import dev.reinstate.recording.stream.DefaultFeedbackStream;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.state.HeapState;
import dev.reinstate.stream.types.RejectedEvent;
import dev.reinstate.training.InlineTraining;
import dev.reinstate.training.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** The learner without Flink: what the operator must come to, whatever happens around it. */
final class PlainLearner implements LearnerOutput {

  final List<Prediction> predictions = new ArrayList<>();
  final List<Credit> credits = new ArrayList<>();
  final List<RejectedEvent> rejected = new ArrayList<>();
  private final HeapState state = new HeapState();
  private final LearnerSettings settings;
  private final Learner learner;

  PlainLearner(LearnerSettings settings) {
    this.settings = settings;
    Model model = new Model(settings);
    Trainer trainer = new Trainer(settings, model);
    learner = new Learner(settings, model, state, new InlineTraining(settings, trainer, model));
  }

  /** Works on events in their order and their default feedback, some at a time. */
  void process(List<Event> sorted, Random random) {
    DefaultFeedback end = new DefaultFeedback("", "", Long.MAX_VALUE);
    List<Event> events = new ArrayList<>();
    new DefaultFeedbackStream(
            Stream.concat(sorted.stream(), Stream.of(end)).iterator(), settings.feedback())
        .forEachRemaining(events::add);
    for (int from = 0; from < events.size(); ) {
      int to = Math.min(events.size(), from + 1 + random.nextInt(60));
      learner.process(events.subList(from, to), this);
      from = to;
    }
  }

  /** Works on an event when event time has come right up to it. */
  void processInTime(Event event) {
    pass(event.time() - 1);
    learner.process(List.of(event), event.time() - 1, this);
  }

  /** Event time has passed a time. */
  void pass(long time) {
    for (String key = state.pollDue(time); key != null; key = state.pollDue(time)) {
      learner.wake(key, time, this);
    }
  }

  /** Keys of which anything is kept. */
  int keys() {
    return state.size();
  }

  Map<Count, Long> eventCounts() {
    return learner.eventCounts().toMap();
  }

  @Override
  public void prediction(Prediction prediction) {
    predictions.add(prediction);
  }

  @Override
  public void credit(Credit credit) {
    credits.add(credit);
  }

  @Override
  public void rejected(Event event, Rejection reason, String message) {
    rejected.add(new RejectedEvent(event, reason, message));
  }
}
