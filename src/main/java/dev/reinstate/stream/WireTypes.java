package dev.reinstate.stream;

import dev.reinstate.learner.Credit;
import dev.reinstate.learner.ModelPart;
import dev.reinstate.learner.Prediction;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Placeholder: how records travel between the job's operators. */
public final class WireTypes {

  public static final TypeInformation<Arrival> ARRIVAL = TypeInformation.of(Arrival.class);
  public static final TypeInformation<Prediction> PREDICTION = TypeInformation.of(Prediction.class);
  public static final TypeInformation<Credit> CREDIT = TypeInformation.of(Credit.class);
  public static final TypeInformation<DeadLetter> DEAD_LETTER =
      TypeInformation.of(DeadLetter.class);
  public static final TypeInformation<ModelPart> MODEL_PART = TypeInformation.of(ModelPart.class);

  private WireTypes() {}
}
