package dev.reinstate.stream;

import dev.reinstate.FuzzedDecoder;
import dev.reinstate.stream.config.JobFile;
import dev.reinstate.stream.config.SettingsException;
import dev.reinstate.stream.config.SettingsReader;
import dev.reinstate.stream.state.StateSettings;
import dev.reinstate.stream.types.SerializedType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** What reads state, what travels between operators, and job files. */
public final class StreamDecoders {

  /** Pages have room for all their slots, with up to 65,535 numbers each, traces for a read. */
  private static final List<String> ROOMY = List.of("page", "codes", "trace");

  private static final long ROOM = 64 << 20;

  private static final String JOB =
      """
      observation.size: 4
      prediction: {classes: 2, target: class}
      memory.k: 4
      memory: {capacity: 8}
      network: {embedding: {hidden: [8, 8], size: 4}, code.size: 4}
      feedback: {horizon: 2 d, early-wait: 1 h}
      kafka.properties.security.protocol: PLAINTEXT
      """;

  private StreamDecoders() {}

  public static List<FuzzedDecoder> all() {
    List<FuzzedDecoder> all = new ArrayList<>();
    SerializedType.all().forEach(type -> all.add(state(type)));
    all.add(
        state(
            "settings in a savepoint",
            out -> StateSettings.of(TestJobs.inline().learner()).write(out),
            StateSettings::read));
    all.add(
        new FuzzedDecoder(
            "job files",
            SettingsException.class,
            4 << 20,
            List.of(JOB.getBytes(StandardCharsets.UTF_8)),
            yaml -> job(new String(yaml, StandardCharsets.UTF_8))));
    return all;
  }

  private static void job(String yaml) {
    Map<String, String> settings = JobFile.parse(yaml, "job.yaml");
    SettingsReader.read(settings);
  }

  private static <T> FuzzedDecoder state(SerializedType<T> type) {
    TypeSerializer<T> serializer = type.serializer();
    List<byte[]> valid =
        type.values().stream()
            .map(value -> bytes(out -> serializer.serialize(value, out)))
            .toList();
    boolean roomy = ROOMY.contains(type.name());
    return new FuzzedDecoder(
        "state: " + type.name(),
        IOException.class,
        roomy ? ROOM : FuzzedDecoder.USUAL_BASE,
        valid,
        input -> serializer.deserialize(new DataInputDeserializer(input)));
  }

  private interface Writing {
    void to(DataOutputSerializer out) throws IOException;
  }

  private interface Reading {
    Object from(DataInputDeserializer in) throws IOException;
  }

  private static FuzzedDecoder state(String name, Writing writing, Reading reading) {
    return new FuzzedDecoder(
        name,
        IOException.class,
        List.of(bytes(writing)),
        input -> reading.from(new DataInputDeserializer(input)));
  }

  private static byte[] bytes(Writing writing) {
    DataOutputSerializer out = new DataOutputSerializer(64);
    try {
      writing.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.getCopyOfBuffer();
  }
}
