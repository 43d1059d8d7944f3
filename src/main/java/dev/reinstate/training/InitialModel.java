package dev.reinstate.training;

import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;
import java.io.Serializable;

/**
 * Makes the model that a job starts from: seeded, or read from a file. Its versions are 0: they
 * count the job's own steps.
 */
public interface InitialModel extends Serializable {

  /** Parameters that the seed determines. */
  InitialModel SEEDED = Model::new;

  /** A model of its own for whoever asks, who closes it. */
  Model model(LearnerSettings settings);

  /** A trainer that goes on from the model; whoever asks for it closes it. */
  default Trainer trainer(LearnerSettings settings) {
    try (Model model = model(settings)) {
      return new Trainer(settings, model);
    }
  }
}
