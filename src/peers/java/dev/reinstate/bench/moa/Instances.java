package dev.reinstate.bench.moa;

import com.yahoo.labs.samoa.instances.Attribute;
import com.yahoo.labs.samoa.instances.DenseInstance;
import com.yahoo.labs.samoa.instances.Instance;
import com.yahoo.labs.samoa.instances.InstancesHeader;
import dev.reinstate.event.Observation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import moa.classifiers.AbstractClassifier;

/** Observations as MOA takes them: the features, maybe the key, then the class. */
final class Instances {

  /** Densities of MOA's Bayes leaves may be infinite or not numbers. */
  private static final double MAX_VOTES = 1e100;

  private final int features;
  private final int classes;
  private final Map<String, Integer> keys = new HashMap<>();
  private final InstancesHeader header;

  /**
   * @param keys that there are; empty to leave them out
   */
  Instances(int features, int classes, Set<String> keys) {
    this.features = features;
    this.classes = classes;
    List<Attribute> attributes = new ArrayList<>();
    IntStream.range(0, features).forEach(i -> attributes.add(new Attribute("feature" + i)));
    if (!keys.isEmpty()) {
      keys.forEach(key -> this.keys.put(key, this.keys.size()));
      attributes.add(new Attribute("key", List.copyOf(keys)));
    }
    attributes.add(
        new Attribute("class", IntStream.range(0, classes).mapToObj(Integer::toString).toList()));
    header =
        new InstancesHeader(
            new com.yahoo.labs.samoa.instances.Instances("recording", attributes, 0));
    header.setClassIndex(attributes.size() - 1);
  }

  /** Makes a learner ready for these instances. */
  <C extends AbstractClassifier> C prepared(C learner) {
    learner.setModelContext(header);
    learner.prepareForUse();
    return learner;
  }

  /**
   * @param label the class, or NaN where it is not known
   */
  Instance of(Observation observation, double label) {
    double[] values = new double[header.numAttributes()];
    for (int i = 0; i < features; i++) {
      values[i] = observation.features()[i];
    }
    if (!keys.isEmpty()) {
      values[features] = keys.get(observation.key());
    }
    values[values.length - 1] = label;
    Instance instance = new DenseInstance(1, values);
    instance.setDataset(header);
    return instance;
  }

  /** What a learner votes for, as probabilities; all alike where it has no vote. */
  float[] probabilities(AbstractClassifier learner, Observation observation) {
    double[] votes =
        Arrays.copyOf(learner.getVotesForInstance(of(observation, Double.NaN)), classes);
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      votes[c] = Double.isNaN(votes[c]) ? 0 : Math.min(votes[c], MAX_VOTES);
      sum += votes[c];
    }
    float[] probabilities = new float[classes];
    for (int c = 0; c < classes; c++) {
      probabilities[c] = (float) (sum > 0 ? votes[c] / sum : 1.0 / classes);
    }
    return probabilities;
  }
}
