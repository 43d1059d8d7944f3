package dev.reinstate.training;

import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * A model as one job leaves it to the next: parameters, whether the autoencoder is good enough to
 * learn through, and its running error.
 *
 * @param shape the settings that it was made for, as {@link Model#shape} gives them
 * @param parameters what {@link Model#save} wrote
 * @param error what {@link Trainer#saveObserved} wrote
 * @param format of the model file that it is from: in the first one the error was another
 */
public record SavedModel(Map<String, String> shape, byte[] parameters, byte[] error, int format)
    implements InitialModel {

  private interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  /**
   * Saves a model.
   *
   * @param model made of the settings
   * @param trainer of the model
   */
  public static SavedModel of(LearnerSettings settings, Model model, Trainer trainer) {
    return new SavedModel(
        Model.shape(settings), bytes(model::save), bytes(trainer::saveObserved), ModelFile.FORMAT);
  }

  private static byte[] bytes(Writer writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      writer.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws UncheckedIOException if it is not of the shape that the settings ask for
   */
  @Override
  public Model model(LearnerSettings settings) {
    Model model = new Model(settings);
    try {
      model.startFrom(in(parameters));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return model;
  }

  @Override
  public Trainer trainer(LearnerSettings settings) {
    Trainer trainer = InitialModel.super.trainer(settings);
    try {
      trainer.restoreObserved(in(error), format);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return trainer;
  }

  private static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}
