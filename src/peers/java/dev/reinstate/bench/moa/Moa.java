package dev.reinstate.bench.moa;

import dev.reinstate.bench.Peers;
import dev.reinstate.evaluation.baseline.Baseline;
import dev.reinstate.event.Observation;
import dev.reinstate.recording.Recording;
import dev.reinstate.recording.stream.EventStream;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.MemorySettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import moa.classifiers.AbstractClassifier;
import moa.classifiers.bayes.NaiveBayes;
import moa.classifiers.lazy.kNN;
import moa.classifiers.meta.AdaptiveRandomForest;
import moa.classifiers.trees.HoeffdingTree;

/**
 * Four learners of MOA, with its defaults unless said. {@code kNN} has a window of its own for each
 * key, as long as the job's memory, and the job's k. The others learn from all keys, and the key is
 * one more, nominal feature where there are at most {@value #MAX_KEYS}. {@code
 * adaptiveRandomForest} has {@value #TREES} trees: with MOA's 100 an observation takes
 * milliseconds.
 */
public final class Moa implements Peers {

  private static final int MAX_KEYS = 1000;
  private static final int TREES = 10;

  @Override
  public String library() {
    return "MOA";
  }

  @Override
  public Map<String, Supplier<Baseline>> learners(Recording recording, LearnerSettings settings) {
    int features = settings.observationSize();
    int classes = settings.prediction().classes();
    Instances plain = new Instances(features, classes, Set.of());
    Instances keyed = new Instances(features, classes, keys(recording));
    Map<String, Supplier<Baseline>> learners = new LinkedHashMap<>();
    learners.put("kNN", () -> new PerKey("kNN", plain, () -> neighbours(settings.memory())));
    learners.put("naiveBayes", () -> new Global("naiveBayes", keyed, new NaiveBayes()));
    learners.put("hoeffdingTree", () -> new Global("hoeffdingTree", keyed, new HoeffdingTree()));
    learners.put("adaptiveRandomForest", () -> new Global("adaptiveRandomForest", keyed, forest()));
    return learners;
  }

  private static AbstractClassifier neighbours(MemorySettings memory) {
    kNN neighbours = new kNN();
    neighbours.kOption.setValue(memory.k());
    neighbours.limitOption.setValue(memory.capacity());
    return neighbours;
  }

  private static AbstractClassifier forest() {
    AdaptiveRandomForest forest = new AdaptiveRandomForest();
    forest.ensembleSizeOption.setValue(TREES);
    return forest;
  }

  /** The keys of a recording; none where there are too many. */
  private static Set<String> keys(Recording recording) {
    Set<String> keys = new TreeSet<>();
    try (EventStream<Observation> observations = recording.observations()) {
      while (observations.hasNext() && keys.size() <= MAX_KEYS) {
        keys.add(observations.next().key());
      }
    }
    return keys.size() <= MAX_KEYS ? keys : Set.of();
  }
}
