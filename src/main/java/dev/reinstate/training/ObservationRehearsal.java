package dev.reinstate.training;

import dev.reinstate.event.Observation;
import dev.reinstate.settings.CodeKind;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.state.KeyedSample;
import dev.reinstate.state.RehearsedObservation;
import java.util.List;

/**
 * Observations that the autoencoder learns from again. Consecutive observations look alike; an
 * autoencoder that learns from them alone forgets how to read the codes of older ones, and all
 * memories have older ones. So each new observation comes with some of about the last day. Serves
 * one thread.
 *
 * <p>They are kept with raw features: a sample of bounded size.
 */
public final class ObservationRehearsal {

  private final int perObservation;
  private final int size;
  private final Sample<RehearsedObservation> sample;
  private final SavedSample<RehearsedObservation> saved;
  private float[] space = new float[0];

  /**
   * New and old observations.
   *
   * @param values the features, row by row; they belong to the rehearsal and hold until it mixes
   *     again, and the array may be longer
   * @param count how many rows there are
   */
  public record Rows(float[] values, int count) {}

  /**
   * @param state that has them too
   */
  public ObservationRehearsal(LearnerSettings settings, KeyedSample<RehearsedObservation> state) {
    perObservation =
        settings.networks().codeKind() == CodeKind.AUTOENCODER
            ? settings.training().autoencoderRehearsal()
            : 0;
    size = settings.observationSize();
    sample =
        new Sample<>(
            RehearsedObservation::bytes,
            settings.rehearsal().window(),
            perObservation > 0 ? settings.rehearsal().observationBytes() : 0,
            settings.seed());
    saved = new SavedSample<>(sample, state, RehearsedObservation::read);
  }

  /** Puts old observations behind each of some new ones, which may be kept. */
  public Rows mix(List<Observation> observations) {
    int needed = observations.size() * (1 + perObservation) * size;
    if (space.length < needed) {
      space = new float[needed];
    }
    int count = 0;
    for (Observation observation : observations) {
      copy(observation.features(), count++);
      if (perObservation > 0) {
        for (RehearsedObservation old : sample.draw(perObservation)) {
          copy(old.features(), count++);
        }
        sample.offer(
            new RehearsedObservation(observation.key(), observation.features()),
            observation.time());
      }
    }
    return new Rows(space, count);
  }

  private void copy(float[] features, int row) {
    System.arraycopy(features, 0, space, row * size, size);
  }

  /** What may be learned from again, as the state has it too. */
  public SavedSample<RehearsedObservation> saved() {
    return saved;
  }
}
