package dev.reinstate.cli;

import dev.reinstate.kafka.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The embedded broker in a JVM of its own, on free ports. */
final class BrokerProcess implements AutoCloseable {

  private static final String NAME = "broker";

  private final ChildJvms jvms;
  private final String bootstrapServers;

  private BrokerProcess(ChildJvms jvms, String bootstrapServers) {
    this.jvms = jvms;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Starts a broker and waits until it is there.
   *
   * @param folder for its data
   * @param logs folder for what it says
   */
  static BrokerProcess start(Path folder, Path logs) throws Exception {
    Path address = Files.createDirectories(folder).resolve("address");
    ChildJvms jvms = new ChildJvms(folder, logs);
    try {
      jvms.start(
          NAME,
          List.of("-Xmx256m"),
          System.getProperty("java.class.path"),
          BrokerProcess.class,
          List.of(folder.resolve("data").toString(), address.toString()));
      jvms.await("the broker", () -> Files.exists(address));
      return new BrokerProcess(jvms, Files.readString(address));
    } catch (Exception | AssertionError e) {
      jvms.close();
      throw e;
    }
  }

  /**
   * @param arguments the folder for the data, and the file to write the bootstrap servers to
   */
  public static void main(String[] arguments) throws IOException {
    EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments[0]), 0);
    Path written = Path.of(arguments[1] + ".new");
    Files.writeString(written, broker.bootstrapServers());
    // whoever sees the file sees all of it
    Files.move(written, Path.of(arguments[1]), StandardCopyOption.ATOMIC_MOVE);
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  @Override
  public void close() throws InterruptedException {
    jvms.close();
  }
}
