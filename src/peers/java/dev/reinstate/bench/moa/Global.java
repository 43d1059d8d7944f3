package dev.reinstate.bench.moa;

import dev.reinstate.evaluation.baseline.Baseline;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import moa.classifiers.AbstractClassifier;

/** One learner for all keys. */
final class Global implements Baseline {

  private final String name;
  private final Instances instances;
  private final AbstractClassifier learner;

  Global(String name, Instances instances, AbstractClassifier learner) {
    this.name = name;
    this.instances = instances;
    this.learner = instances.prepared(learner);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Answer predict(Observation observation) {
    return new Answer(instances.probabilities(learner, observation), null);
  }

  @Override
  public void learn(Observation observation, Feedback feedback, float[] seen) {
    learner.trainOnInstance(instances.of(observation, feedback.target()));
  }
}
