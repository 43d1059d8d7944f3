package dev.reinstate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkSoakTest {

  /**
   * Half of them are compared: one that kept a layer of one block would keep 64 KiB, 320 MiB in
   * all.
   */
  private static final long ROUNDS = 10_000;

  private static final long SLACK_KIB = 48 << 10;

  static Stream<TestProvider> providers() {
    return TestProvider.all();
  }

  @ParameterizedTest
  @MethodSource("providers")
  @EnabledOnOs(OS.LINUX)
  void memoryOutsideTheHeapStaysFlat(TestProvider provider) throws Exception {
    Process soak = start(provider.toString(), Long.toString(ROUNDS));
    List<Long> resident;
    try (InputStream out = soak.getInputStream()) {
      resident =
          new String(out.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> line.matches("\\d+"))
              .map(Long::valueOf)
              .toList();
    } finally {
      soak.destroyForcibly().waitFor();
    }
    assertThat(resident).hasSize(10);
    assertThat(resident.get(9)).as("%s", resident).isLessThan(resident.get(4) + SLACK_KIB);
  }

  private static Process start(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-"))
        .forEach(command::add);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), NetworkSoak.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
