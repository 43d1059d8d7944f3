package dev.reinstate.stream.state;

import dev.reinstate.event.Event;
import dev.reinstate.event.EventOrder;
import dev.reinstate.learner.Learner;
import dev.reinstate.learner.SavedState;
import dev.reinstate.model.Model;
import dev.reinstate.model.ModelReceiver;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.state.HeapState;
import dev.reinstate.state.session.SubtaskShare;
import dev.reinstate.training.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.function.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/**
 * The state of a job as a savepoint holds it, in this JVM's memory. Several replays may go on from
 * it at once: each gets objects of its own.
 *
 * @param name where it is from
 * @param keys what {@link KeyEntryReader} read of each key
 * @param memory operator state of the memory operator
 * @param trainer what the trainer's operator wrote; null where the memory operator has the trainer
 */
record SavepointState(
    String name,
    Map<String, List<byte[]>> keys,
    SavedLearner.Bytes memory,
    byte @Nullable [] trainer)
    implements SavedState {

  private SavedLearner learner(LearnerSettings settings) {
    return new SavedLearner(StateSettings.of(settings), SubtaskShare.ALL, memory);
  }

  @Override
  public void restore(LearnerSettings settings, Model model, Trainer to) {
    read(
        () -> {
          learner(settings)
              .restoreModel(model, new ModelReceiver(model), trainer == null ? to : null);
          if (trainer != null) {
            TrainerState.restore(to, trainer);
          }
        });
  }

  @Override
  public List<Event> restore(HeapState state) {
    List<Event> waiting = new ArrayList<>();
    read(
        () -> {
          for (Map.Entry<String, List<byte[]>> key : keys.entrySet()) {
            state.select(key.getKey());
            for (byte[] entry : key.getValue()) {
              KeyEntryReader.restore(key.getKey(), entry, state, waiting::add);
            }
          }
        });
    waiting.sort(EventOrder.INSTANCE);
    return waiting;
  }

  @Override
  public void restore(LearnerSettings settings, Learner to) {
    read(() -> learner(settings).restoreLearner(to));
  }

  private static void read(ThrowingRunnable<Exception> reading) {
    try {
      reading.run();
    } catch (Exception e) {
      throw new UncheckedIOException(unreadable(e));
    }
  }

  private static IOException unreadable(Exception cause) {
    return cause instanceof IOException e ? e : new IOException(cause.getMessage(), cause);
  }
}
