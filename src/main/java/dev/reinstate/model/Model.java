package dev.reinstate.model;

import dev.reinstate.compute.Autoencoder;
import dev.reinstate.compute.ComputeException;
import dev.reinstate.compute.FileNetwork;
import dev.reinstate.compute.Network;
import dev.reinstate.compute.NetworkFile;
import dev.reinstate.credit.ReadParameters;
import dev.reinstate.credit.outcome.Target;
import dev.reinstate.format.Floats;
import dev.reinstate.format.FormatNumber;
import dev.reinstate.settings.CodeKind;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.NamedRead;
import dev.reinstate.settings.NetworkSettings;
import dev.reinstate.settings.PredictionSettings;
import dev.reinstate.settings.ReadSettings;
import dev.reinstate.settings.Space;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The networks as a learner uses them, with their versions. */
public final class Model implements AutoCloseable {

  /**
   * In format 1 nothing was standardised, and there always was an autoencoder. In format 2 direct
   * codes had no scales of their own.
   */
  private static final int FORMAT = 3;

  /** The values of settings of the {@link #shape} which came later, as they were until then. */
  private static final Map<String, String> FORMER_SHAPE =
      Map.of(
          "features.standardise", "false",
          "features.missing-indicators", "[]",
          "network.code.kind", "autoencoder",
          "memory.code-head", "false",
          "prediction.rates", "false",
          "prediction.regression", "false");

  private final Standardiser standardiser;
  private final Network embedding;
  private final ReadParameters read;
  private final @Nullable Autoencoder autoencoder;
  private long version;
  private long standardiserVersion;
  private long autoencoderVersion;
  private boolean ready;

  /**
   * Networks with initial parameters, which the seed determines.
   *
   * @throws ComputeException if they cannot be computed as settings ask for
   */
  public Model(LearnerSettings settings) {
    standardiser = new Standardiser(settings);
    ModelNetworks networks = new ModelNetworks(settings);
    embedding = networks.embedding();
    read = new ReadParameters(settings.readForm());
    if (settings.networks().codeKind() == CodeKind.DIRECT) {
      autoencoder = null;
      ready = true;
      return;
    }
    try {
      autoencoder = networks.autoencoder();
    } catch (ComputeException e) {
      embedding.close();
      throw e;
    }
  }

  /**
   * The settings that decide what the parameters are and mean, by their keys: parameters that were
   * learned under others cannot be used.
   */
  public static Map<String, String> shape(LearnerSettings settings) {
    Map<String, String> shape = new TreeMap<>();
    shape.put("observation.size", Integer.toString(settings.observationSize()));
    PredictionSettings prediction = settings.prediction();
    shape.put("prediction.target", label(prediction.target()));
    if (prediction.target() == Target.CLASS) {
      shape.put("prediction.classes", Integer.toString(prediction.classes()));
    }
    shape.put("memory.similarity", label(settings.memory().similarity()));
    NetworkSettings networks = settings.networks();
    shape.put("network.embedding.hidden", Arrays.toString(networks.embeddingHidden()));
    shape.put("network.embedding.size", Integer.toString(networks.embeddingSize()));
    if (settings.spaces().named()) {
      shape.put("spaces", names(settings.spaces().spaces(), Model::label));
      shape.put("reads", names(settings.spaces().reads(), Model::label));
    }
    shape.put("features.standardise", Boolean.toString(settings.features().standardise()));
    shape.put("features.missing-indicators", Arrays.toString(settings.features().indicators()));
    shape.put("network.code.kind", label(networks.codeKind()));
    if (networks.codeKind() == CodeKind.AUTOENCODER) {
      shape.put("network.code.hidden", Arrays.toString(networks.codeHidden()));
      shape.put("network.code.size", Integer.toString(networks.codeSize()));
    }
    putFile(shape, networks.files().embedding());
    putFile(shape, networks.files().encoder());
    putFile(shape, networks.files().decoder());
    ReadSettings reads = settings.reads();
    shape.put("memory.heads", Integer.toString(reads.heads()));
    shape.put("memory.learn-temperature", Boolean.toString(reads.learnTemperature()));
    shape.put("memory.age", reads.age() > 0 ? "above 0" : "0");
    shape.put("memory.null-slot", Boolean.toString(reads.nullSlot()));
    shape.put("prediction.combination", label(reads.combination()));
    shape.put("prediction.own-features", Arrays.toString(reads.ownFeatures()));
    shape.put("memory.code-head", Boolean.toString(reads.codeHead()));
    shape.put("prediction.rates", Boolean.toString(reads.rates()));
    shape.put("prediction.regression", Boolean.toString(reads.regression()));
    return shape;
  }

  private static <T> String names(List<T> things, Function<T, String> label) {
    return things.stream().map(label).collect(Collectors.joining("; "));
  }

  /** What decides which parameters a space has, and what they are of. */
  private static String label(Space space) {
    return "%s by %s, %s shard(s)".formatted(space.name(), space.keyNames(), space.shards());
  }

  private static String label(NamedRead read) {
    return "%s at %s".formatted(read.name(), read.keyNames());
  }

  /** A shape as it was saved, with what was fixed before it became a setting. */
  public static Map<String, String> savedShape(Map<String, String> saved) {
    Map<String, String> shape = new TreeMap<>(FORMER_SHAPE);
    shape.putAll(saved);
    if (shape.get("network.code.kind").equals(label(CodeKind.DIRECT))) {
      // once saved, though nothing in a job of direct codes follows from them
      shape.remove("network.code.hidden");
      shape.remove("network.code.size");
    }
    return shape;
  }

  private static void putFile(Map<String, String> shape, @Nullable NetworkFile file) {
    if (file != null) {
      shape.put(file.setting(), "of SHA-256 " + file.sha256());
    }
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** f, from observations to embeddings; under unit-dot their length is 1. */
  public Network embedding() {
    return embedding;
  }

  /** Makes inputs of raw features. */
  public Standardiser standardiser() {
    return standardiser;
  }

  /** Whether codes are an autoencoder's. */
  public boolean hasAutoencoder() {
    return autoencoder != null;
  }

  /**
   * The autoencoder.
   *
   * @throws NullPointerException where codes are direct
   */
  public Autoencoder autoencoder() {
    return Objects.requireNonNull(autoencoder, "codes are direct");
  }

  /** Optimiser steps of the embedding network and the read. */
  public long version() {
    return version;
  }

  /** Optimiser steps of the autoencoder. */
  public long autoencoderVersion() {
    return autoencoderVersion;
  }

  /** Steps of the standardiser. */
  public long standardiserVersion() {
    return standardiserVersion;
  }

  /** Whether codes are good enough for the embedding network to learn through codes. */
  public boolean ready() {
    return ready;
  }

  /** The read's own parameters, which are learned with those of the embedding network. */
  public ReadParameters read() {
    return read;
  }

  /** Parameters that feedback trains: those of the embedding network, then those of the read. */
  public int learnedCount() {
    return embedding.parameterCount() + read.count();
  }

  /** Where the learned parameters begin that are linear in own features. */
  public int linearFrom() {
    return embedding.parameterCount() + read.linearFrom();
  }

  /** The first of the parameters of the regression on own features; they are the last. */
  public int regressionFrom() {
    return embedding.parameterCount() + read.regressionFrom();
  }

  /** A copy of the parameters that feedback trains. */
  public float[] learned() {
    float[] parameters = new float[learnedCount()];
    embedding.readParameters(parameters);
    read.read(parameters, embedding.parameterCount());
    return parameters;
  }

  /**
   * Takes a newer embedding network.
   *
   * @param parameters as {@link #learned} gives them
   */
  public void loadEmbedding(long version, float[] parameters) {
    embedding.writeParameters(parameters);
    read.write(parameters, embedding.parameterCount());
    this.version = version;
  }

  /** Takes a newer standardiser. */
  public void loadStandardiser(long version, float[] parameters) {
    standardiser.write(parameters);
    standardiserVersion = version;
  }

  /** Takes a newer autoencoder. */
  public void loadAutoencoder(long version, float[] parameters, boolean ready) {
    autoencoder().writeParameters(parameters);
    autoencoderVersion = version;
    this.ready = ready;
  }

  /** Writes the parameters and versions. */
  public void save(DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    out.writeLong(version);
    Floats.write(learned(), out);
    out.writeLong(standardiserVersion);
    Floats.write(standardiser.parameters(), out);
    if (autoencoder != null) {
      float[] parameters = new float[autoencoder.parameterCount()];
      autoencoder.readParameters(parameters);
      out.writeLong(autoencoderVersion);
      out.writeBoolean(ready);
      Floats.write(parameters, out);
    }
  }

  /**
   * Takes the parameters, and whether the autoencoder is good enough, of what {@link #save} wrote
   * under settings of the same {@link #shape}. The versions are 0: they count steps from here.
   */
  public void startFrom(DataInput in) throws IOException {
    restore(in);
    version = 0;
    standardiserVersion = 0;
    autoencoderVersion = 0;
  }

  /** The version in what {@link #save} wrote, whatever the networks' shape. */
  public static long readVersion(DataInput in) throws IOException {
    FormatNumber.read(in, FORMAT, "the model");
    return in.readLong();
  }

  /** Takes what {@link #save} wrote; it must be of networks of the same shape. */
  public void restore(DataInput in) throws IOException {
    int format = FormatNumber.read(in, FORMAT, "the model");
    float[] parameters = new float[learnedCount()];
    long savedVersion = in.readLong();
    Floats.read(in, parameters);
    loadEmbedding(savedVersion, parameters);
    if (format > 1) {
      standardiserVersion = in.readLong();
      standardiser.restore(in);
    }
    if (autoencoder == null) {
      return;
    }
    parameters = new float[autoencoder.parameterCount()];
    savedVersion = in.readLong();
    boolean savedReady = in.readBoolean();
    Floats.read(in, parameters);
    loadAutoencoder(savedVersion, parameters, savedReady);
  }

  /**
   * Saves the networks that came from files, with what they have learned, as {@code embedding.pt},
   * {@code encoder.pt} and {@code decoder.pt}.
   *
   * @throws IOException if that cannot be done
   */
  public void saveFiles(Path folder) throws IOException {
    if (embedding instanceof FileNetwork file) {
      file.save(folder.resolve("embedding.pt"));
    }
    if (autoencoder != null) {
      autoencoder.saveFiles(folder.resolve("encoder.pt"), folder.resolve("decoder.pt"));
    }
  }

  /** Closes the networks. */
  @Override
  public void close() {
    embedding.close();
    if (autoencoder != null) {
      autoencoder.close();
    }
  }
}
