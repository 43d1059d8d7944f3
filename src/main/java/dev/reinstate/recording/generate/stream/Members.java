package dev.reinstate.recording.generate.stream;

import dev.reinstate.recording.generate.Draws;
import dev.reinstate.recording.generate.FeatureVector;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Members who come for a day or two, then not for two to five months, and have one of four tastes,
 * which they follow in three of four visits. Of the four numbers one hints at the taste. What they
 * chose is known one to ten days later.
 */
final class Members implements Rows {

  static final int FEATURES = 4;
  static final int TASTES = 4;

  private static final int MEMBERS = 1_200;
  private static final double FAITHFUL = .75;
  private static final double STAYS = .6;
  private static final double HINT = .5;

  private final Draws draws;
  private final PriorityQueue<Visit> visits =
      new PriorityQueue<>(Comparator.comparingLong(Visit::time).thenComparingInt(Visit::member));
  private final int[] tastes = new int[MEMBERS];

  private record Visit(long time, int member) {}

  Members(Draws draws) {
    this.draws = draws;
    for (int member = 0; member < MEMBERS; member++) {
      tastes[member] = draws.below(TASTES);
      visits.add(new Visit((long) draws.between(0, 120 * DAY), member));
    }
  }

  @Override
  public Row next(long number) {
    Visit visit = visits.remove();
    int member = visit.member();
    boolean comesSoon = draws.chance(STAYS);
    double away = comesSoon ? draws.between(HOUR, 20 * HOUR) : draws.between(60 * DAY, 150 * DAY);
    visits.add(new Visit(visit.time() + (long) away, member));
    int taste = tastes[member];
    float[] features =
        new FeatureVector(FEATURES)
            .cyclic((double) (visit.time() % DAY) / DAY)
            .number(draws.logNormal(35, .6))
            .number(HINT * taste + draws.gaussian())
            .complete();
    return new Row(
        "member-" + member,
        visit.time(),
        features,
        draws.chance(FAITHFUL) ? taste : draws.otherThan(taste, TASTES),
        (long) draws.between(DAY, 10 * DAY));
  }
}
