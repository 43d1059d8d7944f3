package dev.reinstate.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountedInputTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1 << 16, (1 << 16) + 1, 500_000})
  void bytesComeBack(int count) throws IOException {
    byte[] bytes = new byte[count];
    new Random(7).nextBytes(bytes);

    assertThat(CountedInput.bytes(counted(count, bytes))).isEqualTo(bytes);
  }

  @Test
  void itemsComeBack() throws IOException {
    byte[] numbers = new byte[40_000];
    new Random(7).nextBytes(numbers);

    assertThat(CountedInput.list(counted(10_000, numbers), DataInput::readInt))
        .containsExactlyElementsOf(ints(numbers));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 1 << 20, Integer.MAX_VALUE})
  void aNumberThatLiesEndsWithTheInput(int count) {
    assertThatThrownBy(() -> CountedInput.bytes(counted(count, new byte[4])))
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> CountedInput.list(counted(count, new byte[4]), DataInput::readByte))
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> CountedInput.texts(counted(count, new byte[4])))
        .isInstanceOf(EOFException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE})
  void aNumberBelowNoneIsAnError(int count) {
    assertThatThrownBy(() -> CountedInput.bytes(counted(count, new byte[4])))
        .isInstanceOf(IOException.class)
        .hasMessage("a number of items is %d; expected 0 to 2147483647".formatted(count));
  }

  @Test
  void moreNumbersThanAnArrayHoldsAreAnError() {
    assertThatThrownBy(() -> Floats.read(counted(Integer.MAX_VALUE, new byte[4])))
        .isInstanceOf(IOException.class)
        .hasMessage("a number of items is 2147483647; expected 0 to 536870911");
    assertThatThrownBy(() -> Floats.readDoubles(counted(1 << 28, new byte[4])))
        .isInstanceOf(IOException.class);
  }

  private static List<Integer> ints(byte[] bytes) {
    IntBuffer ints = ByteBuffer.wrap(bytes).asIntBuffer();
    return IntStream.range(0, ints.limit()).map(ints::get).boxed().toList();
  }

  private static DataInput counted(int count, byte[] bytes) {
    byte[] all = ByteBuffer.allocate(Integer.BYTES + bytes.length).putInt(count).put(bytes).array();
    return new DataInputStream(new ByteArrayInputStream(all));
  }
}
