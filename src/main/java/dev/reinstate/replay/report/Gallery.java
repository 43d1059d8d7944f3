package dev.reinstate.replay.report;

import dev.reinstate.evaluation.baseline.BoundedMap;
import dev.reinstate.event.Credit;
import dev.reinstate.event.Credit.MemoryCredit;
import dev.reinstate.event.Event;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.event.Prediction;
import dev.reinstate.learner.reinstatement.MemoryDecoder;
import dev.reinstate.learner.reinstatement.MemoryDecoder.Decoded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** A few predictions of images, evenly spread over a stream, with all that came of them. */
final class Gallery {

  private static final int QUERIES = 8;
  private static final int MEMORIES = 6;
  private static final int RAW_BYTES = 1 << 25;

  private final Set<Long> chosen;
  private final Map<String, Seen> raw;
  private final Map<String, Query> waiting = new HashMap<>();
  private final List<Query> credited = new ArrayList<>();
  private final List<Piece> pieces = new ArrayList<>();
  private long observations;

  /**
   * @param observations of the stream
   * @param features of an observation
   */
  Gallery(long observations, int features) {
    // the first fifth is left out: little is known then
    chosen =
        LongStream.range(0, QUERIES)
            .map(i -> observations / 5 + (observations * 4 / 5 - 1) * i / (QUERIES - 1))
            .boxed()
            .collect(Collectors.toSet());
    raw = BoundedMap.ofLatest(RAW_BYTES / (features * Float.BYTES));
  }

  private static final class Seen {
    private final float[] features;
    private Double target;

    private Seen(float[] features) {
      this.features = features;
    }
  }

  private static final class Query {
    private final Observation observation;
    private final @Nullable Prediction prediction;
    private Credit credit;

    private Query(Observation observation, @Nullable Prediction prediction) {
      this.observation = observation;
      this.prediction = prediction;
    }
  }

  /**
   * An observation, raw and as it was reinstated.
   *
   * @param raw its features; null where it is too long ago
   * @param reinstated from its code, when the credit came; null where no memory was held any more
   * @param target what its feedback said; null where that is not known any more
   */
  record Picture(
      String id, float @Nullable [] raw, float @Nullable [] reinstated, @Nullable Double target) {}

  /**
   * A memory that was read.
   *
   * @param credit what the feedback said of it
   */
  record Read(Picture picture, MemoryCredit credit) {}

  /**
   * A prediction with what came of it.
   *
   * @param time of the observation
   * @param output what was predicted
   * @param feedbackTime when the feedback came
   * @param target what it said
   * @param reads the memories with the largest weights
   * @param readCount how many were read
   */
  record Piece(
      String key,
      Picture query,
      long time,
      float[] output,
      long feedbackTime,
      double target,
      List<Read> reads,
      int readCount) {}

  void prediction(Prediction prediction) {
    waiting.computeIfPresent(
        name(prediction.key(), prediction.observationId()),
        (name, query) ->
            query.prediction == null ? new Query(query.observation, prediction) : query);
  }

  void credit(Credit credit) {
    Query query = waiting.get(name(credit.key(), credit.observationId()));
    if (query != null && query.prediction != null && query.credit == null) {
      query.credit = credit;
      credited.add(query);
    }
  }

  /** Notes events before the learner works on them. */
  void expect(Event event) {
    String name = name(event.key(), event.observationId());
    if (event instanceof Observation observation) {
      raw.putIfAbsent(name, new Seen(observation.features()));
      if (chosen.contains(observations++)) {
        waiting.putIfAbsent(name, new Query(observation, null));
      }
    } else if (event instanceof Feedback feedback && raw.containsKey(name)) {
      raw.get(name).target = feedback.target();
    }
  }

  /** Reinstates what was read, for the credits that have come. */
  void reinstate(MemoryDecoder memories) {
    for (Query query : credited) {
      Credit credit = query.credit;
      List<Read> reads =
          credit.memories().stream()
              .sorted(Comparator.comparing((MemoryCredit memory) -> -memory.weight()))
              .limit(MEMORIES)
              .map(memory -> new Read(picture(query.observation, memory, memories), memory))
              .toList();
      Observation observation = query.observation;
      pieces.add(
          new Piece(
              credit.key(),
              new Picture(
                  observation.observationId(),
                  observation.features(),
                  features(memories.own(observation)),
                  credit.target()),
              observation.time(),
              query.prediction.output(),
              credit.time(),
              credit.target(),
              reads,
              credit.memories().size()));
      waiting.remove(name(credit.key(), observation.observationId()));
    }
    credited.clear();
  }

  private Picture picture(Observation of, MemoryCredit memory, MemoryDecoder memories) {
    Decoded decoded = memories.read(of, memory.read(), memory.memoryId());
    String key = decoded == null ? of.key() : decoded.key();
    Seen seen = raw.get(name(key, memory.memoryId()));
    return new Picture(
        memory.memoryId(),
        seen == null ? null : seen.features,
        features(decoded),
        seen == null ? null : seen.target);
  }

  private static float @Nullable [] features(@Nullable Decoded decoded) {
    return decoded == null ? null : decoded.features();
  }

  private static String name(String key, String id) {
    return key.length() + ":" + key + id;
  }

  /** In the order of their credits. */
  List<Piece> pieces() {
    return List.copyOf(pieces);
  }
}
