package dev.reinstate.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Which Reinstate this is, as the build has written it down: {@code pom.xml} alone names it. */
final class Version implements IVersionProvider {

  private static final String FILE = "/reinstate.properties";

  /** Such as {@code 0.2.0}. */
  static String number() {
    try (InputStream in = Version.class.getResourceAsStream(FILE)) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String[] getVersion() {
    return new String[] {"reinstate " + number()};
  }
}
