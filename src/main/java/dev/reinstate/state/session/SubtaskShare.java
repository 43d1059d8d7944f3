package dev.reinstate.state.session;

/**
 * Which part of a job a subtask goes on with.
 *
 * @param subtasks how many there are now
 * @param subtask which of them it is, from 0
 */
public record SubtaskShare(int subtasks, int subtask) {

  /** All of a job. */
  public static final SubtaskShare ALL = new SubtaskShare(1, 0);

  /** Whether it has a key. */
  public boolean has(String key) {
    return has(KeyGroups.numberOf(key));
  }

  /** Whether it has the keys of a group. */
  public boolean has(int group) {
    return KeyGroups.subtaskOf(group, subtasks) == subtask;
  }
}
