package dev.reinstate.learner.reinstatement;

import dev.reinstate.event.EventCounts;
import dev.reinstate.event.Observation;
import dev.reinstate.memory.ExternalMemory;
import dev.reinstate.memory.Scan;
import dev.reinstate.model.Codec;
import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.state.KeyedState;
import dev.reinstate.state.session.KeyGroups;
import dev.reinstate.state.session.KeySession;
import dev.reinstate.state.session.MemoryKeys;
import dev.reinstate.state.session.MemoryKeys.Places;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Decodes what memories keep of their observations, to be looked at between micro-batches. */
public final class MemoryDecoder {

  private final LearnerSettings settings;
  private final Model model;
  private final KeyedState state;
  private final MemoryKeys keys;
  private final Codec codec;
  private final KeyGroups groups;

  /**
   * @param model the learner's
   * @param state the learner's
   */
  public MemoryDecoder(LearnerSettings settings, Model model, KeyedState state) {
    this.settings = settings;
    this.model = model;
    this.state = state;
    keys = new MemoryKeys(settings.spaces());
    codec = Codec.of(settings, model);
    groups = new KeyGroups(settings.prediction(), new EventCounts());
  }

  /**
   * An observation that is a memory.
   *
   * @param key the observation's
   * @param features raw, reinstated from the memory's code
   */
  public record Decoded(String key, float[] features) {}

  /** An observation as one of its own memories has it; null where none is held. */
  public @Nullable Decoded own(Observation observation) {
    Places places = places(observation);
    return first(places.written(), id -> id.equals(places.memoryId()), observation);
  }

  /**
   * A memory that an observation has read; null where it is not held.
   *
   * @param read the name of the read
   */
  public @Nullable Decoded read(Observation observation, String read, String memoryId) {
    @Nullable String[] sources = places(observation).read().clone();
    for (int source = 0; source < sources.length; source++) {
      if (!keys.readOfSource(source).equals(read)) {
        sources[source] = null;
      }
    }
    return first(sources, id -> keys.observationId(id).equals(memoryId), observation);
  }

  private Places places(Observation observation) {
    return keys.places(observation.key(), observation.observationId(), keys.values(observation));
  }

  private @Nullable Decoded first(
      @Nullable String[] under, Predicate<String> asked, Observation observation) {
    for (String key : under) {
      ExternalMemory memory = key == null ? null : memory(key);
      int slot = memory == null ? -1 : memory.find(asked, 0);
      if (slot >= 0) {
        return new Decoded(keys.owner(memory.id(slot), observation.key()), features(memory, slot));
      }
    }
    return null;
  }

  private ExternalMemory memory(String key) {
    Scan scan = new Scan(settings.memoryLayout(keys.space(key)), codec);
    return new KeySession(key, state, scan, groups).memory();
  }

  private float[] features(ExternalMemory memory, int slot) {
    byte[] code = new byte[codec.codeBytes()];
    memory.readCode(slot, code, 0);
    float[] input = new float[settings.inputSize()];
    codec.decode(code, 1, input);
    float[] observation = new float[settings.observationSize()];
    model.standardiser().invert(input, 0, observation);
    return observation;
  }
}
