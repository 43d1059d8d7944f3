package dev.reinstate.replay.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.format.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FieldHashTest {

  private static final List<String> TEXTS =
      List.of("", "AA-1001", "Zürich", "日本", "a\uD83D\uDE00", "x".repeat(8188), "x".repeat(8189));

  @Test
  void hashesWhatADataOutputWrites() throws IOException {
    Random random = new Random(1);
    FieldHash hash = new FieldHash();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (int i = 0; i < 20_000; i++) {
      switch (random.nextInt(7)) {
        case 0 -> {
          boolean value = random.nextBoolean();
          hash.bool("field", value);
          out.writeBoolean(value);
        }
        case 1 -> {
          int value = random.nextInt();
          hash.int32("field", value);
          out.writeInt(value);
        }
        case 2 -> {
          long value = random.nextLong();
          hash.int64("field", value);
          out.writeLong(value);
        }
        case 3 -> {
          float value = Float.intBitsToFloat(random.nextInt());
          hash.float32("field", value);
          out.writeFloat(value);
        }
        case 4 -> {
          double value = Double.longBitsToDouble(random.nextLong());
          hash.float64("field", value);
          out.writeDouble(value);
        }
        case 5 -> {
          float[] values = {random.nextFloat(), Float.NaN};
          hash.vector("field", values);
          out.writeInt(values.length);
          out.writeFloat(values[0]);
          out.writeFloat(values[1]);
        }
        default -> {
          String text = TEXTS.get(random.nextInt(TEXTS.size()));
          hash.text("field", text);
          out.writeInt(text.getBytes(StandardCharsets.UTF_8).length);
          out.write(text.getBytes(StandardCharsets.UTF_8));
        }
      }
    }

    assertThat(hash.soFar()).isEqualTo(Sha256.digest().digest(bytes.toByteArray()));
  }

  @Test
  void goesOnAfterItWasAsked() {
    FieldHash asked = new FieldHash();
    FieldHash notAsked = new FieldHash();
    asked.text("field", "before");
    asked.soFar();
    asked.text("field", "after");
    notAsked.text("field", "before");
    notAsked.text("field", "after");

    assertThat(asked.soFar()).isEqualTo(notAsked.soFar());
  }
}
