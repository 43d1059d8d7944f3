package dev.reinstate.replay;

import dev.reinstate.credit.gradient.CreditMode;
import dev.reinstate.event.Observation;
import dev.reinstate.learner.Learner;
import dev.reinstate.learner.reinstatement.GradientProbe;
import dev.reinstate.recording.ObservationKey;
import dev.reinstate.settings.LearnerSettings;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A gradient probe of a replay, with the exact observations: all of them are kept. */
final class ExactProbe {

  private final GradientProbe probe;
  private final Map<ObservationKey, float[]> observations = new HashMap<>();

  /**
   * @param every at how many updates one is probed, from 1
   */
  ExactProbe(LearnerSettings settings, Learner learner, int every) {
    probe =
        new GradientProbe(
            settings,
            learner.model(),
            every,
            (key, id) -> observations.get(new ObservationKey(key, id)));
    learner.probe(probe);
  }

  /** An observation comes; of those with the same id the learner takes the first. */
  void observed(Observation observation) {
    observations.putIfAbsent(ObservationKey.of(observation), observation.features());
  }

  /** The mean cosine to the exact gradient by the modes' names; null where nothing was probed. */
  @Nullable Map<String, Double> cosines() {
    Map<CreditMode, Double> cosines = probe.cosines();
    if (cosines.values().stream().allMatch(Objects::isNull)) {
      return null;
    }
    Map<String, Double> named = new LinkedHashMap<>();
    cosines.forEach((mode, cosine) -> named.put(mode.label(), cosine));
    return named;
  }
}
