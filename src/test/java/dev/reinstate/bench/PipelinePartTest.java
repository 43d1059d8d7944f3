package dev.reinstate.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reinstate.learner.Learner;
import dev.reinstate.learner.LearnerSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelinePartTest {

  /** That each class and method exists, the patterns see to when they are made. */
  @Test
  void patternsNameClassesAndMethodsThatExist() {
    assertThat(PipelinePart.values()).hasSizeGreaterThan(10);
    assertThatThrownBy(() -> FramePattern.in(Learner.class, "gone"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dev.reinstate.learner.Learner has no method gone");
    assertThatThrownBy(() -> FramePattern.beside(Learner.class, "Gone"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no class dev.reinstate.learner.Gone");
  }

  @ParameterizedTest
  @CsvSource({
    "CHECKPOINT, dev.reinstate.stream.MemoryOperator, snapshotState",
    "TRAINER, dev.reinstate.stream.MemoryOperator, processElement2",
    "READ, dev.reinstate.learner.memories.ReadMaker, make",
    "BOOKS, dev.reinstate.learner.Learner, anything",
    "STATE, org.rocksdb.RocksDB, get",
    "SINKS, dev.reinstate.kafka.record.PredictionCodec, encode",
    "BROKER, kafka.server.KafkaApis, handle"
  })
  void framesAreOfTheirPart(PipelinePart part, String type, String method) {
    assertThat(part.has(type, method)).isTrue();
    assertThat(part.has(type + "$Inner", method)).isTrue();
    assertThat(PipelinePart.OTHER.has(type, method)).isFalse();
  }

  @Test
  void aClassIsNotItsNeighbour() {
    FramePattern learner = FramePattern.in(Learner.class);
    assertThat(learner.matches(LearnerSnapshot.class.getName(), "any")).isFalse();
    assertThat(
            FramePattern.in(Learner.class, "process")
                .matches(Learner.class.getName(), "processAll"))
        .isFalse();
  }
}
