package dev.reinstate.stream.state;

import java.util.List;

/** The names under which a job's state is kept, for tests that look into it. */
public final class StateNames {

  public static final String WAITING = KeyStates.WAITING;
  public static final String LEARNERS = SavedLearner.LEARNERS;
  public static final List<String> REHEARSED =
      List.of(KeyStates.REHEARSED, KeyStates.REHEARSED_OBSERVATIONS);

  private StateNames() {}
}
