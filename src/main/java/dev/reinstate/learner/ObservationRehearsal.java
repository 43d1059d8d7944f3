package dev.reinstate.learner;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Observations that the autoencoder learns from again. Consecutive observations look alike; an
 * autoencoder that learns from them alone forgets how to read the codes of older ones, and all
 * memories have older ones. So each new observation comes with some of about the last day. Serves
 * one thread.
 *
 * <p>They are the only observations that are kept as they came: a sample of bounded size.
 */
final class ObservationRehearsal {

  private record Kept(String key, float[] features) {

    /** Objects, references and lengths. */
    private static final int OVERHEAD = 64;

    private long bytes() {
      return OVERHEAD + (long) Float.BYTES * features.length;
    }

    private void write(DataOutput out) throws IOException {
      out.writeUTF(key);
      Floats.write(features, out);
    }

    private static Kept read(DataInput in) throws IOException {
      return new Kept(in.readUTF(), Floats.read(in));
    }
  }

  private final int perObservation;
  private final int size;
  private final Sample<Kept> sample;
  private float[] rows = new float[0];
  private int count;

  ObservationRehearsal(LearnerSettings settings) {
    perObservation = settings.training().autoencoderRehearsal();
    size = settings.observationSize();
    sample =
        new Sample<>(
            Kept::bytes,
            settings.rehearsal().window(),
            settings.rehearsal().observationBytes(),
            settings.seed());
  }

  /** Puts old observations behind each of some new ones, which may be kept. */
  void mix(List<Observation> observations) {
    int most = observations.size() * (1 + perObservation) * size;
    if (rows.length < most) {
      rows = new float[most];
    }
    count = 0;
    for (Observation observation : observations) {
      add(observation.features());
      if (perObservation > 0) {
        sample.draw(perObservation).forEach(old -> add(old.features()));
        sample.offer(new Kept(observation.key(), observation.features()), observation.time());
      }
    }
  }

  private void add(float[] features) {
    System.arraycopy(features, 0, rows, count * size, size);
    count++;
  }

  /** New and old observations, row by row. */
  float[] rows() {
    return rows;
  }

  int count() {
    return count;
  }

  /** Nothing of a key may be learned from again. */
  void forget(String key) {
    sample.removeIf(old -> old.key().equals(key));
  }

  void save(DataOutput out) throws IOException {
    SampleFormat.write(sample, Kept::write, out);
  }

  /** Goes on from what one or several subtasks saved, one after the other. */
  void restore(DataInput in) throws IOException {
    SampleFormat.read(in, Kept::read, sample);
  }
}
