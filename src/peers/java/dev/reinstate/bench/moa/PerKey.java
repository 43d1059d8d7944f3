package dev.reinstate.bench.moa;

import dev.reinstate.evaluation.baseline.Baseline;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import moa.classifiers.AbstractClassifier;

/** A learner for each key. */
final class PerKey implements Baseline {

  private final String name;
  private final Instances instances;
  private final Supplier<AbstractClassifier> untrained;
  private final Map<String, AbstractClassifier> learners = new HashMap<>();

  PerKey(String name, Instances instances, Supplier<AbstractClassifier> untrained) {
    this.name = name;
    this.instances = instances;
    this.untrained = untrained;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Answer predict(Observation observation) {
    return new Answer(instances.probabilities(of(observation), observation), null);
  }

  @Override
  public void learn(Observation observation, Feedback feedback, float[] seen) {
    of(observation).trainOnInstance(instances.of(observation, feedback.target()));
  }

  private AbstractClassifier of(Observation observation) {
    return learners.computeIfAbsent(observation.key(), key -> instances.prepared(untrained.get()));
  }
}
