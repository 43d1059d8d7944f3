package dev.reinstate.kafka;

import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** The brokers that the integration tests run against. */
enum Broker {
  EMBEDDED {
    @Override
    Running start(Path folder) throws Exception {
      EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
      return new Running(broker.bootstrapServers(), broker::close);
    }
  },
  DOCKER {
    @Override
    Running start(Path folder) {
      Assumptions.assumeTrue(
          DockerClientFactory.instance().isDockerAvailable(),
          "skipped: no Docker engine answers here; the embedded broker stands in for it");
      KafkaContainer broker = new KafkaContainer("apache/kafka:4.2.0");
      broker.start();
      return new Running(broker.getBootstrapServers(), broker::close);
    }
  };

  /** A started broker. */
  record Running(String bootstrapServers, Runnable stop) implements AutoCloseable {
    @Override
    public void close() {
      stop.run();
    }
  }

  abstract Running start(Path folder) throws Exception;
}
