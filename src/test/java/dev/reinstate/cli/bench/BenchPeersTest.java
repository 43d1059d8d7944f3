package dev.reinstate.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.cli.Executed;
import org.junit.jupiter.api.Test;

class BenchPeersTest {

  @Test
  void aBuildWithoutPeersSaysHowToGetThem() {
    Executed executed = Executed.command("bench", "peers");

    assertThat(executed.code()).isEqualTo(1);
    assertThat(executed.err()).contains("no peers").contains("./reinstate bench peers");
  }
}
