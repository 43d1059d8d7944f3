package dev.reinstate.evaluation;

import dev.reinstate.event.Credit;
import dev.reinstate.event.Credit.MemoryCredit;
import dev.reinstate.event.Prediction;
import dev.reinstate.settings.NamedRead;
import dev.reinstate.settings.SpacesSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each named read contributes to predictions, and what feedback says of it. */
final class ReadScores {

  private final Map<String, Sums> reads = new LinkedHashMap<>();
  private long predictions;
  private long credits;

  private static final class Sums {
    private final int shards;
    private long memories;
    private double weight;
    private double credit;
    private double leaveOneOut;

    private Sums(int shards) {
      this.shards = shards;
    }
  }

  /**
   * @param spaces null: the job names none
   */
  ReadScores(@Nullable SpacesSettings spaces) {
    if (spaces != null) {
      for (NamedRead read : spaces.reads()) {
        reads.put(read.name(), new Sums(spaces.spaceOf(read).shards()));
      }
    }
  }

  void prediction(Prediction prediction) {
    predictions++;
    for (int i = 0; i < prediction.reads().length; i++) {
      Sums read = reads.get(prediction.reads()[i]);
      if (read != null) {
        read.memories++;
        read.weight += prediction.weights()[i];
      }
    }
  }

  void credit(Credit credit) {
    credits++;
    for (MemoryCredit memory : credit.memories()) {
      Sums read = reads.get(memory.read());
      if (read != null) {
        read.credit += memory.credit();
        read.leaveOneOut += memory.leaveOneOut();
      }
    }
  }

  /** In the order of the job; null where it names none. */
  @Nullable List<ReadContribution> contributions() {
    return reads.isEmpty()
        ? null
        : reads.entrySet().stream().map(read -> of(read.getKey(), read.getValue())).toList();
  }

  private ReadContribution of(String name, Sums read) {
    double ofPrediction = 1.0 / Math.max(1, predictions);
    double ofCredit = 1.0 / Math.max(1, credits);
    return new ReadContribution(
        name,
        read.memories * ofPrediction,
        read.weight * ofPrediction / read.shards,
        read.credit * ofCredit,
        read.leaveOneOut * ofCredit);
  }
}
