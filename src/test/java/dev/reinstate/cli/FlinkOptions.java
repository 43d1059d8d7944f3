package dev.reinstate.cli;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.state.rocksdb.RocksDBOptions;

/** The settings that Flink itself knows, by key. */
final class FlinkOptions {

  private static final Map<String, ConfigOption<?>> BY_KEY = new HashMap<>();

  static {
    try {
      classesOf("org/apache/flink/configuration/").forEach(FlinkOptions::add);
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    add(RocksDBOptions.class.getName());
  }

  private FlinkOptions() {}

  private static List<String> classesOf(String folder) throws IOException, URISyntaxException {
    Path jar =
        Path.of(ConfigOption.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path core =
        Path.of(
            org.apache.flink.configuration.TaskManagerOptions.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    return List.of(jar, core).stream()
        .distinct()
        .flatMap(file -> namesIn(file, folder).stream())
        .distinct()
        .toList();
  }

  private static List<String> namesIn(Path jar, String folder) {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.startsWith(folder) && name.endsWith("Options.class"))
          .map(name -> name.replace('/', '.').replaceFirst("\\.class$", ""))
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void add(String className) {
    try {
      for (Field field : Class.forName(className).getFields()) {
        if (Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class) {
          ConfigOption<?> option = (ConfigOption<?>) field.get(null);
          BY_KEY.put(option.key(), option);
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  static boolean knows(String key) {
    return BY_KEY.containsKey(key);
  }

  /**
   * Reads a value as Flink does.
   *
   * @throws IllegalArgumentException if it is of another type
   */
  static Object read(String key, String value) {
    return Configuration.fromMap(Map.of(key, value)).get(BY_KEY.get(key));
  }
}
