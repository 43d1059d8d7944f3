package dev.reinstate.tuning;

import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** Says how good a candidate is on the beginning of the part that is searched on. */
interface Trial {

  /**
   * @param observations how many of the first observations it is tried on
   * @param progress is told how many events are done
   * @param stop whether the trial should end early; what it then says is not used
   * @return the score, the lower the better; not finite where there is none
   */
  double score(Candidate candidate, long observations, LongConsumer progress, BooleanSupplier stop)
      throws Exception;
}
