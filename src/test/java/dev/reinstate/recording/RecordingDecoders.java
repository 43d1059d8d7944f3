package dev.reinstate.recording;

import dev.reinstate.FuzzedDecoder;
import dev.reinstate.FuzzedFiles;
import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Event;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.recording.file.AvroEventStream;
import dev.reinstate.recording.file.AvroEvents;
import dev.reinstate.recording.file.RecordingException;
import dev.reinstate.recording.stream.EventStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** What reads recordings. */
public final class RecordingDecoders {

  private static final RecordingInfo INFO =
      new RecordingInfo("r", "", 2, null, Target.CLASS, 3, 2, 2);
  private static final Observation OBSERVATION =
      new Observation("k", "o", 1_000, new float[] {1, -2});
  private static final Feedback FEEDBACK =
      new Feedback("k", "f", "o", 2_000, 1_000, 2, 0.5f, Feedback.Origin.NONE);

  private final Path folder = FuzzedFiles.folder("recording");

  private RecordingDecoders() {
    try (RecordingWriter writer = new RecordingWriter(folder, INFO)) {
      for (int i = 0; i < 2; i++) {
        writer.observation(OBSERVATION);
        writer.feedback(FEEDBACK);
      }
      writer.finish();
    }
  }

  public static List<FuzzedDecoder> all() {
    RecordingDecoders decoders = new RecordingDecoders();
    dev.reinstate.avro.Observation observation = AvroEvents.toAvro(OBSERVATION);
    dev.reinstate.avro.Feedback feedback = AvroEvents.toAvro(FEEDBACK, Target.CLASS);
    return List.of(
        container(
            "observations.avro",
            dev.reinstate.avro.Observation.class,
            dev.reinstate.avro.Observation.getClassSchema(),
            observation,
            AvroEvents::observation),
        container(
            "feedback.avro",
            dev.reinstate.avro.Feedback.class,
            dev.reinstate.avro.Feedback.getClassSchema(),
            feedback,
            avro -> AvroEvents.feedback(avro, Feedback.Origin.NONE)),
        decoders.file(
            "recording.json",
            """
            {"name": "r", "features": 4, "shape": [2, 2], "target": "class", "classes": 3,
             "observations": 2, "feedback": 2}
            """,
            file -> Recording.open(decoders.folder)),
        decoders.file(
            "truth.jsonl",
            """
            {"observationId": "1", "group": "junction", "cause": "0"}
            {"observationId": "2", "group": "cue"}
            """,
            file -> new TruthReader(file).read()));
  }

  private interface Reading {
    void of(Path file) throws Exception;
  }

  /** A file of a recording, whose other files are right. */
  private FuzzedDecoder file(String name, String valid, Reading reading) {
    Path file = folder.resolve(name);
    return new FuzzedDecoder(
        name,
        RecordingException.class,
        List.of(valid.getBytes(StandardCharsets.UTF_8)),
        input -> {
          Files.write(file, input);
          reading.of(file);
        });
  }

  private static <A extends SpecificRecord, E extends Event> FuzzedDecoder container(
      String name, Class<A> type, Schema schema, A record, Function<A, E> convert) {
    try {
      Path file = FuzzedFiles.folder(name).resolve(name);
      return new FuzzedDecoder(
          name,
          RecordingException.class,
          List.of(container(schema, record, "null"), container(schema, record, "deflate")),
          input -> {
            Files.write(file, input);
            try (EventStream<E> events =
                new AvroEventStream<>(file, type, 2, convert, (event, number) -> true)) {
              events.forEachRemaining(event -> {});
            }
            AvroEventStream.count(file, type);
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <A> byte[] container(Schema schema, A record, String codec) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataFileWriter<A> writer = new DataFileWriter<>(new SpecificDatumWriter<A>(schema))) {
      writer.setCodec(CodecFactory.fromString(codec)).create(schema, bytes);
      writer.append(record);
      writer.append(record);
    }
    return bytes.toByteArray();
  }
}
