package dev.reinstate.learner;

import static dev.reinstate.learner.World.feedback;
import static dev.reinstate.learner.World.observation;
import static dev.reinstate.learner.World.pairs;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.Event;
import dev.reinstate.event.Forget;
import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.RefreshPolicy;
import dev.reinstate.state.HeapState;
import dev.reinstate.state.KeyedState;
import dev.reinstate.training.InlineTraining;
import dev.reinstate.training.Trainer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An event of a key asks as much of its state, however many observations of it are pending. */
class HotKeyTest {

  private static final int FEW = 100;
  private static final int MANY = 3_000;

  /** Nothing of then falls due together with what is observed at 0. */
  private static final long LATER = 500;

  /** What was asked of the state, without selections. */
  private final List<String> calls = new ArrayList<>();

  private final World.Outputs out = new World.Outputs();

  /** A key of three memories and so many pending observations. */
  private Learner pending(int count) {
    TestSettings settings = new TestSettings();
    settings.refresh = RefreshPolicy.NONE;
    LearnerSettings built = settings.build();
    HeapState heap = new HeapState();
    KeyedState state =
        (KeyedState)
            Proxy.newProxyInstance(
                KeyedState.class.getClassLoader(),
                new Class<?>[] {KeyedState.class},
                (proxy, method, arguments) -> {
                  if (!method.getName().equals("select")) {
                    calls.add(method.getName() + (arguments == null ? " of all" : ""));
                  }
                  try {
                    return method.invoke(heap, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    Model model = new Model(built);
    Learner learner =
        new Learner(
            built, model, state, new InlineTraining(built, new Trainer(built, model), model));
    learner.process(pairs("k", 0, 3), out);
    for (int i = 0; i < count; i++) {
      learner.process(List.of(observation("k", "pending-" + i, LATER + i % 50)), out);
    }
    return learner;
  }

  /** As many feedbacks are held too. */
  private Learner pendingAndHeld(int count) {
    Learner learner = pending(count);
    for (int i = 0; i < count; i++) {
      learner.process(List.of(feedback("k", "f", "never-" + i, LATER + i % 50, 1)), out);
    }
    return learner;
  }

  private int asked(Learner learner, Event event) {
    calls.clear();
    learner.process(List.of(event), out);
    assertThat(calls).doesNotContain("traces of all", "held of all");
    return calls.size();
  }

  @Test
  void anEventAsksNoMoreOfAHotKey() {
    Event[] events = {
      observation("k", "next", LATER + 60),
      feedback("k", "f", "pending-3", LATER + 70, 1),
      feedback("k", "g", "pending-3", LATER + 71, 0),
      feedback("k", "f", "unknown", LATER + 72, 0),
      new Forget("k", "o1", 0),
      new Forget("k", "pending-4", 0),
      new Forget("k", "never-5", 0)
    };
    int[] few = asked(pendingAndHeld(FEW), events);
    int[] many = asked(pendingAndHeld(MANY), events);
    assertThat(many).isEqualTo(few);
  }

  private int[] asked(Learner learner, Event... events) {
    int[] asked = new int[events.length];
    for (int i = 0; i < events.length; i++) {
      asked[i] = asked(learner, events[i]);
    }
    return asked;
  }

  /** What falls due later is not looked at. */
  @Test
  void anExpiryAsksForWhatIsDueAlone() {
    assertThat(askedByExpiry(MANY)).isEqualTo(askedByExpiry(FEW));
  }

  private int askedByExpiry(int count) {
    Learner learner = pending(count);
    long horizon = new TestSettings().build().feedback().horizon();
    calls.clear();
    learner.wake("k", horizon + 25, out);
    assertThat(calls.stream().filter("removeTrace"::equals)).hasSize(3);
    return calls.size();
  }
}
