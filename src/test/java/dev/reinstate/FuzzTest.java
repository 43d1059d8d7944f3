package dev.reinstate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import dev.reinstate.kafka.record.KafkaDecoders;
import dev.reinstate.learner.LearnerDecoders;
import dev.reinstate.model.ModelDecoders;
import dev.reinstate.recording.RecordingDecoders;
import dev.reinstate.recording.generate.GenerateDecoders;
import dev.reinstate.recording.table.TableDecoders;
import dev.reinstate.stream.StreamDecoders;
import dev.reinstate.training.ModelFileDecoders;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Everything that reads bytes from outside says what is wrong with them in the way that it is
 * documented to, at once, and allocates no more than a multiple of what came. {@code mvn verify}
 * tries 20,000 inputs, {@code mvn test -P fuzz} a million.
 */
class FuzzTest {

  /** Bytes allocated for a byte of input, at most. */
  private static final int BYTES_A_BYTE = 256;

  private static final int SECONDS = 20;

  /** Inputs that are made from one seed. */
  private static final int INPUTS = Integer.getInteger("reinstate.fuzz.inputs", 1);

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final ExecutorService WORKER = Executors.newSingleThreadExecutor();

  private static final List<FuzzedDecoder> DECODERS =
      Stream.of(
              KafkaDecoders.all(),
              StreamDecoders.all(),
              LearnerDecoders.all(),
              ModelDecoders.all(),
              ModelFileDecoders.all(),
              RecordingDecoders.all(),
              GenerateDecoders.all(),
              TableDecoders.all())
          .flatMap(List::stream)
          .toList();

  @AfterContainer
  static void stop() throws IOException {
    WORKER.shutdownNow();
    FuzzedFiles.delete();
  }

  @Provide
  Arbitrary<FuzzedDecoder> decoders() {
    return Arbitraries.of(DECODERS);
  }

  @Property(
      tries = 20_000,
      seed = "16",
      edgeCases = EdgeCasesMode.NONE,
      generation = GenerationMode.RANDOMIZED,
      shrinking = ShrinkingMode.OFF)
  void whatIsWrongIsSaid(@ForAll("decoders") FuzzedDecoder decoder, @ForAll long seed) {
    for (int i = 0; i < INPUTS; i++) {
      byte[] input = Mutations.of(decoder.valid(), seed + i);
      String problem = problem(decoder, input);
      if (problem != null) {
        fail(
            "%s: %s; %d bytes in Base64: %s"
                .formatted(
                    decoder, problem, input.length, Base64.getEncoder().encodeToString(input)));
      }
    }
  }

  @Example
  void whatIsRightIsRead() throws Throwable {
    for (FuzzedDecoder decoder : DECODERS) {
      assertThat(decoder.valid()).as(decoder.name()).isNotEmpty();
      for (byte[] input : decoder.valid()) {
        decoder.decoding().read(input);
      }
    }
  }

  /** What a decoder does wrong with an input, or null. */
  private static String problem(FuzzedDecoder decoder, byte[] input) {
    Future<String> work = WORKER.submit(() -> measured(decoder, input));
    try {
      return work.get(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return "takes more than %d seconds".formatted(SECONDS);
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  /** What is allocated the first time also goes to classes that are loaded. */
  private static String measured(FuzzedDecoder decoder, byte[] input) {
    long max = decoder.base() + (long) BYTES_A_BYTE * input.length;
    long allocated = 0;
    for (int time = 0; time < 2; time++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      try {
        decoder.decoding().read(input.clone());
      } catch (Throwable e) {
        if (!decoder.documents(e)) {
          return "throws %s at %s".formatted(e, Arrays.toString(e.getStackTrace()));
        }
      }
      allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
      if (allocated <= max) {
        return null;
      }
    }
    return "allocates %,d bytes; allowed: %,d".formatted(allocated, max);
  }
}
