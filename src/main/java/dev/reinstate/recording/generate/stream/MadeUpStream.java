package dev.reinstate.recording.generate.stream;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.recording.RecordingInfo;
import dev.reinstate.recording.generate.Draws;
import java.util.Locale;
import java.util.function.Function;

/** The streams: their size and who draws their rows. */
public enum MadeUpStream {
  SENSORS("a plant's state, in units from 1e-6 to 1e9", Sensors.FEATURES, 2, 8_000, Sensors::new),
  LOANS("a logistic rule, known days to weeks later", Loans.FEATURES, 2, 8_000, Loans::new),
  MACHINES(
      "worn machines, told by their own past alone", Machines.FEATURES, 2, 10_000, Machines::new),
  MEMBERS(
      "members who come back after months", Members.FEATURES, Members.TASTES, 9_000, Members::new),
  SYMBOLS("50 symbols in noise", Symbols.FEATURES, Symbols.CLASSES, 15_000, Symbols::new),
  FRAUD("three frauds in 1,000 payments", Fraud.FEATURES, 2, 20_000, Fraud::new),
  CHARGEBACKS(
      "chargebacks, known days before it is known that there is none",
      Chargebacks.FEATURES,
      2,
      10_000,
      Chargebacks::new),
  CLICKS("clicks and what they earn", Clicks.FEATURES, Target.REWARD, 12_000, Clicks::new),
  PRICES("prices of shops, with wild ones", Prices.FEATURES, Target.VALUE, 8_000, Prices::new),
  LOADS("a grid's load, hour by hour, that grows", Loads.FEATURES, Target.VALUE, 8_760, Loads::new),
  RULES("a rule that is replaced twice", Rules.FEATURES, 2, 9_000, Rules::new),
  BOUNDARIES(
      "three classes whose boundaries turn", Boundaries.FEATURES, 3, 10_000, Boundaries::new),
  TURNS("classes dealt in turn, which move", Turns.FEATURES, Turns.CLASSES, 8_000, Turns::new),
  TAILS("a rule in heavy tails, with sentinels", Tails.FEATURES, 2, 6_000, Tails::new),
  TICKETS(
      "categories that matter together", Tickets.FEATURES, Tickets.CLASSES, 8_000, Tickets::new),
  CHECKUPS("measurements, many of them missing", Checkups.FEATURES, 2, 7_000, Checkups::new);

  private final String description;
  private final int features;
  private final Target target;
  private final int classes;
  private final int observations;
  private final Function<Draws, Rows> rows;

  MadeUpStream(
      String description, int features, int classes, int observations, Function<Draws, Rows> rows) {
    this(description, features, Target.CLASS, classes, observations, rows);
  }

  MadeUpStream(
      String description,
      int features,
      Target target,
      int observations,
      Function<Draws, Rows> rows) {
    this(description, features, target, 0, observations, rows);
  }

  MadeUpStream(
      String description,
      int features,
      Target target,
      int classes,
      int observations,
      Function<Draws, Rows> rows) {
    this.description = description;
    this.features = features;
    this.target = target;
    this.classes = classes;
    this.observations = observations;
    this.rows = rows;
  }

  /** The name of its recording. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How many observations it has unless another number is asked for. */
  public int observations() {
    return observations;
  }

  RecordingInfo info() {
    return new RecordingInfo(toString(), description, features, null, target, classes, 0, 0);
  }

  Rows rows(Draws draws) {
    return rows.apply(draws);
  }
}
