package dev.reinstate.evaluation.metric;

import dev.reinstate.credit.outcome.Target;
import java.util.List;

/** A figure that runs are compared by. */
public enum Measure {
  LOG_LOSS("logLoss", "log loss", false),
  ACCURACY("accuracy", "accuracy", true),
  BRIER("brier", "Brier", false),
  AUC("auc", "AUC", true),
  RMSE("rmse", "RMSE", false),
  MAE("mae", "MAE", false);

  private final String field;
  private final String title;
  private final boolean moreIsBetter;

  Measure(String field, String title, boolean moreIsBetter) {
    this.field = field;
    this.title = title;
    this.moreIsBetter = moreIsBetter;
  }

  /** Those that apply to a target; the first is what runs are ranked by. */
  public static List<Measure> of(PredictionTask outcomes) {
    if (outcomes.target() == Target.VALUE) {
      return List.of(RMSE, MAE);
    }
    return outcomes.labels() == 2
        ? List.of(LOG_LOSS, ACCURACY, BRIER, AUC)
        : List.of(LOG_LOSS, ACCURACY, BRIER);
  }

  /** Its name in the summary. */
  public String field() {
    return field;
  }

  /** Its name for people. */
  public String title() {
    return title;
  }

  public boolean moreIsBetter() {
    return moreIsBetter;
  }
}
