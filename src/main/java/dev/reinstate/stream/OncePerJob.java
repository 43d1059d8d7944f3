package dev.reinstate.stream;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.JobID;
import org.slf4j.Logger;

/** Logs what all subtasks of a job notice for the first of them in this JVM alone. */
final class OncePerJob {

  private static final Set<JobID> SAID = ConcurrentHashMap.newKeySet();

  private OncePerJob() {}

  static void warn(Logger log, JobID job, String warning) {
    if (SAID.add(job)) {
      log.warn(warning);
    }
  }
}
