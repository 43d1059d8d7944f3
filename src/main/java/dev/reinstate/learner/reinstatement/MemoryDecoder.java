package dev.reinstate.learner.reinstatement;

import dev.reinstate.event.EventCounts;
import dev.reinstate.memory.ExternalMemory;
import dev.reinstate.model.Codec;
import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.state.KeyedState;
import dev.reinstate.state.session.KeyGroups;
import dev.reinstate.state.session.KeySession;
import org.jspecify.annotations.Nullable;

/** Decodes what memories keep of their observations, to be looked at between micro-batches. */
public final class MemoryDecoder {

  private final LearnerSettings settings;
  private final Model model;
  private final KeyedState state;
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
    codec = Codec.of(settings, model);
    groups = new KeyGroups(settings.prediction(), new EventCounts());
  }

  /**
   * The raw features of an observation, reinstated from its memory's code; null where no memory is
   * held.
   */
  public float @Nullable [] reinstated(String key, String observationId) {
    ExternalMemory memory = new KeySession(key, state, settings, codec, groups).memory();
    int slot = memory.find(observationId);
    if (slot < 0) {
      return null;
    }
    byte[] code = new byte[codec.codeBytes()];
    memory.readCode(slot, code, 0);
    float[] input = new float[settings.inputSize()];
    codec.decode(code, 1, input);
    float[] observation = new float[settings.observationSize()];
    model.standardiser().invert(input, 0, observation);
    return observation;
  }
}
