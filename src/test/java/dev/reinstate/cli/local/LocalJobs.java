package dev.reinstate.cli.local;

import dev.reinstate.event.Prediction;
import dev.reinstate.kafka.KafkaSettings;
import dev.reinstate.kafka.record.MalformedRecordException;
import dev.reinstate.stream.JobCounts;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;

/** What tests ask of jobs on local servers. */
public final class LocalJobs {

  private LocalJobs() {}

  /** What a job that has ended counted. */
  public static JobCounts finalCounts(LocalServers servers, JobID job) throws Exception {
    return servers.finalCounts(job);
  }

  /**
   * Reads what a job has written, to the end of its topics.
   *
   * @param predictions receives each
   * @return how many credits there are
   */
  public static long credits(KafkaSettings kafka, Consumer<Prediction> predictions)
      throws MalformedRecordException {
    try (TopicReadings readings = new TopicReadings(kafka, LocalJob.PARTITIONS, predictions)) {
      readings.pollToTheEnd();
      return readings.credits();
    }
  }
}
