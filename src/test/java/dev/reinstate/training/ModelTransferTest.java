package dev.reinstate.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.format.Sha256;
import dev.reinstate.learner.TestSettings;
import dev.reinstate.learner.World;
import dev.reinstate.model.Model;
import dev.reinstate.model.ModelPart;
import dev.reinstate.model.ModelPayload;
import dev.reinstate.model.ModelReceiver;
import dev.reinstate.model.RobustScale;
import dev.reinstate.settings.LearnerSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** From {@link ModelPublisher} to {@link ModelReceiver}. */
class ModelTransferTest {

  private static final LearnerSettings SETTINGS = new TestSettings().build();

  private final Model model = new Model(SETTINGS);
  private final ModelReceiver receiver = new ModelReceiver(model);

  /** An embedding network whose parameters all have one value, in several parts. */
  private static List<ModelPart> publication(long attempt, long version, int slot, float value) {
    return publication(attempt, version, slot, value, embeddingSize());
  }

  private static int embeddingSize() {
    return new Model(SETTINGS).embedding().parameterCount();
  }

  private static List<ModelPart> publication(
      long attempt, long version, int slot, float value, int size) {
    float[] parameters = new float[size];
    Arrays.fill(parameters, value);
    byte[] whole = new ModelPayload(false, parameters).toBytes();
    int length = whole.length / 3 + 1;
    List<ModelPart> parts = new ArrayList<>();
    for (int part = 0; part < 3; part++) {
      byte[] bytes =
          Arrays.copyOfRange(whole, part * length, Math.min(whole.length, (part + 1) * length));
      parts.add(
          new ModelPart(
              attempt, version, ModelPart.EMBEDDING, slot, part, 3, Sha256.of(whole), bytes));
    }
    return parts;
  }

  private float[] parameters() {
    float[] parameters = new float[model.embedding().parameterCount()];
    model.embedding().readParameters(parameters);
    return parameters;
  }

  private void assertHolds(long version, float value) {
    assertThat(model.version()).isEqualTo(version);
    assertThat(parameters()).containsOnly(value);
  }

  @Test
  void aTrainersNetworksArriveWithTheirVersions() {
    World world = new World(SETTINGS);
    world.process(World.pairs("k", 0, 18));
    ModelPublisher publisher = new ModelPublisher(5);
    assertThat(publisher.isBehind(world.trainer)).isTrue();
    for (ModelPart part : publisher.publish(world.trainer)) {
      assertThat(receiver.receive(part)).isNull();
    }
    assertThat(publisher.isBehind(world.trainer)).isFalse();
    assertThat(publisher.publish(world.trainer)).isEmpty();
    assertThat(model.version()).isEqualTo(4);
    assertThat(model.autoencoderVersion()).isEqualTo(18);
    assertThat(model.ready()).isTrue();
    assertThat(parameters()).containsExactly(world.trainer.embeddingParameters());
    assertThat(receiver.attempt(ModelPart.EMBEDDING)).isEqualTo(5);
  }

  @Test
  void aNetworksSlotAlternatesAndOnlyWhatIsNewIsPublished() {
    World world = new World(SETTINGS);
    ModelPublisher publisher = new ModelPublisher(5);
    assertThat(publisher.publish(world.trainer))
        .extracting(ModelPart::network, ModelPart::slot)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("autoencoder", 0),
            org.assertj.core.groups.Tuple.tuple("embedding", 0));
    for (int i = 0; i < RobustScale.FIRST; i++) {
      world.process(World.observation("k", "o" + i, i));
    }
    assertThat(publisher.publish(world.trainer))
        .extracting(ModelPart::network, ModelPart::slot)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("autoencoder", 1));
  }

  @Test
  void aLargeNetworkIsCutIntoParts() {
    TestSettings large = new TestSettings();
    large.hidden = new int[] {40_000};
    LearnerSettings built = large.build();
    Model source = new Model(built);
    Model target = new Model(built);
    float[] zeros = new float[target.embedding().parameterCount()];
    target.embedding().writeParameters(zeros);
    ModelReceiver into = new ModelReceiver(target);
    List<ModelPart> parts = new ModelPublisher(1).publish(new Trainer(built, source));
    assertThat(parts)
        .hasSizeGreaterThan(4)
        .allSatisfy(part -> assertThat(part.bytes()).hasSizeLessThanOrEqualTo(512 * 1024));
    parts.forEach(part -> assertThat(into.receive(part)).isNull());
    float[] expected = new float[zeros.length];
    source.embedding().readParameters(expected);
    float[] actual = new float[zeros.length];
    target.embedding().readParameters(actual);
    assertThat(actual).containsExactly(expected);
  }

  @Property(tries = 50, seed = "81")
  void partsMayComeInAnyOrderAndMoreThanOnce(@ForAll @IntRange(max = 9999) int seed) {
    Random random = new Random(seed);
    List<ModelPart> parts = new ArrayList<>(publication(1, 4, 0, 2.5f));
    parts.addAll(publication(1, 4, 0, 2.5f));
    Collections.shuffle(parts, random);
    for (ModelPart part : parts) {
      assertThat(receiver.receive(part)).isNull();
    }
    assertHolds(4, 2.5f);
  }

  /** Any mixture of publications, with losses, leaves a network that was published as it is. */
  @Property(tries = 200, seed = "82")
  void partsOfDifferentPublicationsNeverMix(@ForAll @IntRange(max = 9999) int seed) {
    Model target = new Model(SETTINGS);
    ModelReceiver into = new ModelReceiver(target);
    Random random = new Random(seed);
    List<ModelPart> parts = new ArrayList<>();
    for (int attempt = 1; attempt <= 2; attempt++) {
      for (int version = 1; version <= 3; version++) {
        parts.addAll(publication(attempt, version, version % 2, 10 * attempt + version));
      }
    }
    Collections.shuffle(parts, random);
    for (ModelPart part : parts.subList(0, 6 + random.nextInt(parts.size() - 5))) {
      assertThat(into.receive(part)).isNull();
      if (target.version() > 0) {
        float[] parameters = new float[target.embedding().parameterCount()];
        target.embedding().readParameters(parameters);
        long attempt = into.attempt(ModelPart.EMBEDDING);
        assertThat(parameters).containsOnly(10 * attempt + target.version());
      }
    }
  }

  @Test
  void aMissingPartChangesNothingUntilItComes() {
    float[] before = parameters();
    List<ModelPart> parts = publication(1, 1, 0, 1);
    receiver.receive(parts.get(0));
    receiver.receive(parts.get(2));
    receiver.receive(parts.get(2));
    assertThat(parameters()).containsExactly(before);
    receiver.receive(parts.get(1));
    assertHolds(1, 1);
  }

  @Test
  void bytesThatDoNotHaveTheirHashAreRefusedAndTheRightOnesTakenLater() {
    List<ModelPart> parts = publication(1, 1, 0, 1);
    ModelPart last = parts.get(2);
    byte[] wrong = last.bytes().clone();
    wrong[wrong.length - 1] ^= 1;
    receiver.receive(parts.get(0));
    receiver.receive(parts.get(1));
    assertThat(receiver.receive(new ModelPart(1, 1, last.network(), 0, 2, 3, last.sha256(), wrong)))
        .isEqualTo("the bytes of embedding 1 do not have their hash");
    assertThat(receiver.refused()).isEqualTo(1);
    assertThat(model.version()).isZero();
    parts.forEach(receiver::receive);
    assertHolds(1, 1);
  }

  @Test
  void aNetworkOfAnotherShapeIsRefused() {
    String why = null;
    for (ModelPart part : publication(1, 1, 0, 1, embeddingSize() + 1)) {
      why = receiver.receive(part);
    }
    assertThat(why)
        .isEqualTo(
            "embedding 1 has %d parameters; the networks configured have %d",
            embeddingSize() + 1, embeddingSize());
    assertThat(receiver.refused()).isEqualTo(1);
    assertThat(model.version()).isZero();
  }

  @Test
  void partsAndNetworksThatDoNotExistAreRefused() {
    byte[] whole = new ModelPayload(false, new float[1]).toBytes();
    byte[] hash = Sha256.of(whole);
    assertThat(receiver.receive(new ModelPart(1, 1, "embedding", 0, 3, 3, hash, whole)))
        .isEqualTo("part 3 of 3 does not exist");
    assertThat(receiver.receive(new ModelPart(1, 1, "decoder", 0, 0, 1, hash, whole)))
        .contains("there is no network 'decoder'");
    byte[] other = {9};
    assertThat(receiver.receive(new ModelPart(1, 1, "embedding", 0, 0, 1, Sha256.of(other), other)))
        .contains("format 9");
    assertThat(receiver.refused()).isEqualTo(3);
  }

  @Test
  void anOlderVersionIsIgnored() {
    publication(1, 5, 0, 5).forEach(receiver::receive);
    publication(1, 4, 1, 4).forEach(receiver::receive);
    assertHolds(5, 5);
    assertThat(receiver.refused()).isZero();
  }

  @Test
  void aLowerVersionOfAHigherAttemptWins() {
    publication(1, 5, 0, 5).forEach(receiver::receive);
    publication(2, 3, 0, 3).forEach(receiver::receive);
    assertHolds(3, 3);
    publication(1, 6, 1, 6).forEach(receiver::receive);
    assertHolds(3, 3);
  }

  @Test
  void whatWasRestoredCountsAsHeld() {
    receiver.holds(ModelPart.EMBEDDING, 2, 7);
    publication(2, 7, 0, 1).forEach(receiver::receive);
    assertThat(model.version()).isZero();
    publication(2, 8, 0, 1).forEach(receiver::receive);
    assertHolds(8, 1);
  }

  @Test
  void partsOfAReplacedTrainerDoNotUndoThoseOfTheNewOne() {
    List<ModelPart> old = publication(1, 9, 0, 9);
    List<ModelPart> fresh = publication(2, 3, 0, 3);
    for (int part = 0; part < 3; part++) {
      receiver.receive(fresh.get(part));
      receiver.receive(old.get(part));
    }
    assertHolds(3, 3);
  }

  @Test
  void parametersThatAreNotFiniteAreRefused() {
    publication(1, 1, 0, 0.5f).forEach(receiver::receive);
    String refused = null;
    for (ModelPart part : publication(1, 2, 1, Float.NaN)) {
      refused = receiver.receive(part);
    }
    assertThat(refused).isEqualTo("embedding 2 has a parameter that is NaN; all must be finite");
    assertThat(receiver.refused()).isOne();
    assertThat(model.version()).isOne();
    assertThat(parameters()).containsOnly(0.5f);
  }
}
