package dev.reinstate.tuning;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What came of trying candidates on one part of a recording.
 *
 * @param observations that they were tried on
 * @param base the score of {@link Candidate#BASE}
 * @param candidates the others, best first
 */
public record Rung(long observations, double base, List<Scored> candidates) {

  /**
   * @param candidate that was tried
   * @param score the lower the better
   */
  public record Scored(Candidate candidate, double score) {}

  /** Sorts the candidates; of two that are equally good the one that was drawn first goes first. */
  static Rung of(long observations, double base, List<Scored> candidates) {
    return new Rung(
        observations,
        base,
        candidates.stream().sorted(Comparator.comparingDouble(Scored::score)).toList());
  }

  /** The better half, at least one. */
  List<Candidate> betterHalf() {
    return candidates.stream().limit((candidates.size() + 1) / 2).map(Scored::candidate).toList();
  }

  /** The best candidate, where it is better than the base. */
  Optional<Scored> winner() {
    return candidates.stream().findFirst().filter(best -> best.score() < base);
  }
}
