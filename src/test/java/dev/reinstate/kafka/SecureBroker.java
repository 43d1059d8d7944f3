package dev.reinstate.kafka;

import dev.reinstate.kafka.EmbeddedBroker.Listener;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/** An embedded broker that takes nobody whom it does not know, with certificates made for it. */
public final class SecureBroker implements AutoCloseable {

  /** Of users and key stores alike. */
  public static final String SECRET = "open-sesame";

  private static final String MECHANISM = "SCRAM-SHA-512";
  private static final String BROKER = "broker";
  private static final String CLIENT = "client";

  private final EmbeddedBroker broker;
  private final Map<String, String> clientProperties;

  private SecureBroker(EmbeddedBroker broker, Map<String, String> clientProperties) {
    this.broker = broker;
    this.clientProperties = clientProperties;
  }

  /** SASL_SSL: a user and a password over TLS. */
  public static SecureBroker withPasswords(Path folder) throws Exception {
    KeyStores stores = KeyStores.make(folder);
    Map<String, String> server = new HashMap<>(stores.of(BROKER));
    server.put("sasl.enabled.mechanisms", MECHANISM);
    server.put("sasl.mechanism.inter.broker.protocol", MECHANISM);
    server.put(
        "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config", jaas(BROKER, SECRET + "-broker"));
    Map<String, String> client = new HashMap<>(stores.trust());
    client.put("security.protocol", "SASL_SSL");
    client.put("sasl.mechanism", MECHANISM);
    client.put("sasl.jaas.config", jaas(CLIENT, SECRET));
    return start(
        folder,
        new Listener(
            SecurityProtocol.SASL_SSL,
            server,
            List.of(user(BROKER, SECRET + "-broker"), user(CLIENT, SECRET))),
        client);
  }

  /** SSL: broker and client show each other certificates. */
  public static SecureBroker withCertificates(Path folder) throws Exception {
    KeyStores stores = KeyStores.make(folder);
    Map<String, String> server = new HashMap<>(stores.of(BROKER));
    server.put("ssl.client.auth", "required");
    Map<String, String> client = new HashMap<>(stores.of(CLIENT));
    client.put("security.protocol", "SSL");
    return start(folder, new Listener(SecurityProtocol.SSL, server, List.of()), client);
  }

  private static SecureBroker start(Path folder, Listener listener, Map<String, String> client)
      throws IOException {
    return new SecureBroker(EmbeddedBroker.start(folder.resolve("data"), 0, listener), client);
  }

  private static String user(String name, String password) {
    return "%s=[name=%s,password=%s]".formatted(MECHANISM, name, password);
  }

  private static String jaas(String name, String password) {
    return "%s required username=\"%s\" password=\"%s\";"
        .formatted(ScramLoginModule.class.getName(), name, password);
  }

  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** What a client must have to be let in, without the prefix of a job file. */
  public Map<String, String> clientProperties() {
    return clientProperties;
  }

  /** The same, but of somebody whom the broker does not know. */
  public Map<String, String> strangersProperties() {
    Map<String, String> properties = new HashMap<>(clientProperties);
    if (properties.computeIfPresent("sasl.jaas.config", (key, jaas) -> jaas(CLIENT, SECRET + "!"))
        == null) {
      properties.keySet().removeIf(key -> key.startsWith("ssl.keystore"));
    }
    return properties;
  }

  @Override
  public void close() {
    broker.close();
  }

  /** Keys of broker and client, each signed by itself, and whom they trust: both. */
  private record KeyStores(Path folder) {

    static KeyStores make(Path folder) throws Exception {
      KeyStores stores = new KeyStores(Files.createDirectories(folder.resolve("keys")));
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      for (String name : List.of(BROKER, CLIENT)) {
        stores.generate(name);
        trusted.setCertificateEntry(name, stores.load(name).getCertificate(name));
      }
      try (OutputStream out = Files.newOutputStream(stores.file("trusted"))) {
        trusted.store(out, SECRET.toCharArray());
      }
      return stores;
    }

    private void generate(String name) throws IOException, InterruptedException {
      Process keytool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-alias",
                  name,
                  "-dname",
                  "CN=" + name,
                  "-ext",
                  "san=ip:127.0.0.1",
                  "-keyalg",
                  "EC",
                  "-storetype",
                  "PKCS12",
                  "-keystore",
                  file(name).toString(),
                  "-storepass",
                  SECRET)
              .redirectErrorStream(true)
              .start();
      String said = new String(keytool.getInputStream().readAllBytes());
      if (keytool.waitFor() != 0) {
        throw new IOException("no keys: " + said);
      }
    }

    private KeyStore load(String name) throws IOException, GeneralSecurityException {
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file(name))) {
        store.load(in, SECRET.toCharArray());
      }
      return store;
    }

    private Path file(String name) {
      return folder.resolve(name + ".p12");
    }

    Map<String, String> of(String name) {
      Map<String, String> settings = new HashMap<>(trust());
      settings.put("ssl.keystore.location", file(name).toString());
      settings.put("ssl.keystore.password", SECRET);
      settings.put("ssl.keystore.type", "PKCS12");
      return settings;
    }

    Map<String, String> trust() {
      return Map.of(
          "ssl.truststore.location",
          file("trusted").toString(),
          "ssl.truststore.password",
          SECRET,
          "ssl.truststore.type",
          "PKCS12");
    }
  }
}
