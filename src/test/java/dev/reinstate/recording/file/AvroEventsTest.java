package dev.reinstate.recording.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Feedback.Origin;
import dev.reinstate.event.Observation;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AvroEventsTest {

  @Test
  void featuresAreLittleEndianFloats() {
    Observation observation = new Observation("k", "1", 5, new float[] {1f, -2.5f});

    dev.reinstate.avro.Observation avro = AvroEvents.toAvro(observation);

    assertThat(avro.getFeatures().array())
        .containsExactly(0, 0, (byte) 0x80, 0x3f, 0, 0, 0x20, (byte) 0xc0);
    assertThat(AvroEvents.observation(avro)).usingRecursiveComparison().isEqualTo(observation);
    assertThat(avro.getFeatures().remaining()).as("not consumed by reading it").isEqualTo(8);
  }

  @Test
  void otherKeysAndWhenFeedbackIsDue() {
    Observation observation =
        new Observation("k", "1", 5, new float[] {1})
            .withKeys(Map.of("merchant", "m", "device", "d"))
            .withFeedbackDue(9);

    assertThat(AvroEvents.observation(AvroEvents.toAvro(observation)))
        .usingRecursiveComparison()
        .isEqualTo(observation);
  }

  @Test
  void featuresThatAreNoWholeFloatsAreRefused() {
    var avro =
        new dev.reinstate.avro.Observation(
            "k", "1", Instant.ofEpochMilli(5), ByteBuffer.wrap(new byte[7]), Map.of(), null);

    assertThatThrownBy(() -> AvroEvents.observation(avro))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("7 bytes")
        .hasMessageContaining("4 bytes a feature");
  }

  @Test
  void classesAreIntsAndAllElseIsDouble() {
    Feedback feedback = new Feedback("k", "f", "1", 9, 5, 2, .5f, Origin.NONE);

    assertThat(AvroEvents.toAvro(feedback, Target.CLASS).getTarget()).isEqualTo(2);
    assertThat(AvroEvents.toAvro(feedback, Target.VALUE).getTarget()).isEqualTo(2.0);
    assertThat(AvroEvents.toAvro(feedback, Target.REWARD).getTarget()).isEqualTo(2.0);
  }

  @Test
  void feedbackMayNotKnowTheTimeOfItsObservation() {
    Origin origin = new Origin(3, 77);
    Feedback feedback = new Feedback("k", "f", "1", 9, Feedback.UNKNOWN_TIME, 2, .5f, origin);

    dev.reinstate.avro.Feedback avro = AvroEvents.toAvro(feedback, Target.CLASS);

    assertThat(avro.getObservationTime()).isNull();
    assertThat(AvroEvents.feedback(avro, origin)).isEqualTo(feedback);
  }
}
