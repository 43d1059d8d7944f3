package dev.reinstate.stream.state;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle.StateMetaInfo;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.runtime.SavepointLoader;

/** Raw operator state in a savepoint: the one kind that Flink's state processor does not read. */
final class RawState {

  private RawState() {}

  /**
   * Reads all of an operator.
   *
   * @param savepoint a folder with a file {@code _metadata}
   * @return its partitions as the operator is given them, each to the end of its stream; those of a
   *     subtask after those of the one before
   */
  static List<byte[]> read(String savepoint, OperatorIdentifier operator) throws IOException {
    List<byte[]> partitions = new ArrayList<>();
    for (OperatorState state :
        SavepointLoader.loadSavepointMetadata(savepoint).getOperatorStates()) {
      if (state.getOperatorID().equals(operator.getOperatorId())) {
        for (int subtask = 0; subtask < state.getParallelism(); subtask++) {
          add(state.getState(subtask), partitions);
        }
      }
    }
    return partitions;
  }

  private static void add(OperatorSubtaskState subtask, List<byte[]> partitions)
      throws IOException {
    if (subtask == null) {
      return;
    }
    for (OperatorStateHandle handle : subtask.getRawOperatorState()) {
      for (StateMetaInfo state : handle.getStateNameToPartitionOffsets().values()) {
        for (long offset : state.getOffsets()) {
          try (FSDataInputStream stream = handle.openInputStream()) {
            stream.seek(offset);
            partitions.add(stream.readAllBytes());
          }
        }
      }
    }
  }
}
