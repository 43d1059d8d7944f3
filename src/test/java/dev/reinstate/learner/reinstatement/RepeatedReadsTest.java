package dev.reinstate.learner.reinstatement;

import static dev.reinstate.learner.World.feedback;
import static dev.reinstate.learner.World.observation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.Credit;
import dev.reinstate.event.Credit.MemoryCredit;
import dev.reinstate.learner.TestSettings;
import dev.reinstate.learner.World;
import dev.reinstate.memory.ExternalMemory;
import dev.reinstate.model.AutoencoderCodec;
import dev.reinstate.settings.CreditRead;
import dev.reinstate.settings.RefreshPolicy;
import dev.reinstate.state.Trace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** {@code credit.read: repeated}. */
class RepeatedReadsTest {

  private final TestSettings settings = new TestSettings();

  RepeatedReadsTest() {
    settings.creditRead = CreditRead.REPEATED;
  }

  private static List<String> read(Credit credit) {
    return credit.memories().stream().map(MemoryCredit::memoryId).toList();
  }

  /** Three observations before o and one after it; feedback comes when all of them are known. */
  private World world() {
    World world = new World(settings.build());
    world.process(
        observation("k", "a", 0),
        observation("k", "b", 1),
        observation("k", "c", 2),
        feedback("k", "f", "a", 3, 1),
        observation("k", "o", 4),
        feedback("k", "f", "b", 5, 0),
        observation("k", "later", 6),
        feedback("k", "f", "later", 7, 0),
        feedback("k", "f", "c", 8, 1));
    return world;
  }

  @Test
  void creditsWhatIsKnownByThenOfObservationsBefore() {
    World world = world();
    world.process(feedback("k", "f", "o", 9, 1));
    assertThat(world.out.predictions.get(3).memoryIds()).containsExactly("a");
    assertThat(read(world.lastCredit())).containsExactlyInAnyOrder("a", "b", "c");

    // the observation itself is readable now, but does not count
    world.process(feedback("k", "g", "o", 10, 0));
    assertThat(read(world.lastCredit())).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void ofObservationsAtTheSameTimeThoseOfLowerIdsCount() {
    World world = new World(settings.build());
    world.process(
        observation("k", "a", 0),
        observation("k", "m", 0),
        observation("k", "z", 0),
        feedback("k", "f", "a", 1, 1),
        feedback("k", "f", "z", 1, 1),
        feedback("k", "f", "m", 2, 1));
    assertThat(read(world.lastCredit())).containsExactly("a");
  }

  @Test
  void theRecordedReadIsCreditedUnlessAskedOtherwise() {
    settings.creditRead = CreditRead.RECORDED;
    World world = world();
    world.process(feedback("k", "f", "o", 9, 1));
    assertThat(read(world.lastCredit())).containsExactly("a");
  }

  @Test
  void theQueryIsTodaysEmbeddingOfTheReinstatedObservation() {
    settings.batch = 1_000;
    settings.refresh = RefreshPolicy.NONE;
    World world = world();
    // a model that has learnt much since
    float[] parameters = new float[world.model.embedding().parameterCount()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) Math.sin(i);
    }
    world.model.loadEmbedding(77, parameters);
    world.state.select("k");
    Trace trace = world.state.trace("o");
    world.process(feedback("k", "f", "o", 9, 1));

    float[] query = new float[settings.size];
    float[] seen = new float[settings.observationSize];
    new AutoencoderCodec(world.model.autoencoder(), settings.codePrecision)
        .decode(trace.code(), 1, seen);
    world.model.embedding().forward(seen, 1, query);
    assertWeightsOfAQuery(world, query);
  }

  @Test
  void theQueryIsTheStoredEmbeddingWhereTheModelIsStillTheSame() {
    settings.batch = 1_000;
    settings.codecAtWrite = false;
    World world = world();
    world.state.select("k");
    Trace trace = world.state.trace("o");
    world.process(feedback("k", "f", "o", 9, 1));

    float[] query = new float[settings.size];
    settings.embeddingPrecision.restore(trace.embeddings()[0], query.length, query, 0);
    assertWeightsOfAQuery(world, query);

    // it is in memory now
    world.process(feedback("k", "g", "o", 10, 0));
    assertWeightsOfAQuery(world, query);
  }

  /** The last read is of a, b and c with the weights that the query gives. */
  private void assertWeightsOfAQuery(World world, float[] query) {
    ExternalMemory memory = world.memory("k");
    Map<String, Double> expected = new HashMap<>();
    for (int slot = 0; slot < memory.size(); slot++) {
      if (Set.of("a", "b", "c").contains(memory.id(slot))) {
        expected.put(memory.id(slot), weight(memory, slot, query));
      }
    }
    double sum = expected.values().stream().mapToDouble(w -> w).sum();
    assertThat(world.lastCredit().memories()).hasSize(3);
    for (MemoryCredit credited : world.lastCredit().memories()) {
      assertThat((double) credited.weight())
          .isCloseTo(expected.get(credited.memoryId()) / sum, Offset.offset(1e-5));
    }
  }

  private double weight(ExternalMemory memory, int slot, float[] query) {
    float[] embedding = new float[settings.size];
    memory.readEmbedding(slot, embedding, 0);
    double dot = 0;
    for (int i = 0; i < query.length; i++) {
      dot += query[i] * embedding[i];
    }
    return Math.exp(dot / 0.2);
  }

  @Test
  void aMemoryEvictedInBetweenIsNotRead() {
    settings.capacity = 2;
    settings.k = 2;
    World world = world();
    assertThat(world.out.predictions.get(3).memoryIds()).containsExactly("a");
    world.process(feedback("k", "f", "o", 9, 1));
    // the two slots hold later, which does not count, and c
    assertThat(read(world.lastCredit())).containsExactly("c");
    assertThat(world.lastCredit().memories()).noneMatch(MemoryCredit::evicted);
  }

  @Test
  void whatIsNoLongerHeldKeepsItsRecordedRead() {
    settings.capacity = 2;
    settings.k = 2;
    World world = new World(settings.build());
    world.process(World.pairs("k", 0, 3));
    Credit first = world.lastCredit();
    world.process(World.pairs("k", 3, 6));
    world.process(feedback("k", "again", "o2", 100, 1));
    assertThat(world.lastCredit().observationId()).isEqualTo("o2");
    assertThat(read(world.lastCredit())).isEqualTo(read(first));
    assertThat(world.lastCredit().memories()).allMatch(MemoryCredit::evicted);
  }
}
