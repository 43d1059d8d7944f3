package dev.reinstate.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The TCP sockets that this JVM listens on, as Linux tells it. */
final class ListeningSockets {

  private static final Path PROCESS = Path.of("/proc/self");
  private static final String LISTEN = "0A";

  /** 127.0.0.1, ::1 and ::ffff:127.0.0.1 in words of four bytes, each as this machine keeps it. */
  private static final Set<String> LOOPBACK =
      Set.of("0100007F", "00000000000000000000000001000000", "0000000000000000FFFF00000100007F");

  private ListeningSockets() {}

  /** Skips a test where nothing tells. */
  static void assumeKnown() {
    assumeTrue(
        Files.isReadable(PROCESS.resolve("net/tcp")),
        "skipped: /proc/self/net/tcp, which tells what this process listens on, is not there");
  }

  /** All of them, as address:port in hexadecimal digits. */
  static Set<String> all() {
    Set<String> inodes = inodes();
    Set<String> found = new TreeSet<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      for (String line : lines(PROCESS.resolve(table))) {
        // number, local address, remote address, state, queues, timer, retransmits, user, timeout,
        // inode
        String[] fields = line.strip().split("\\s+");
        if (fields[3].equals(LISTEN) && inodes.contains(fields[9])) {
          found.add(fields[1]);
        }
      }
    }
    return found;
  }

  /** Those that other machines may reach. */
  static Set<String> reachable() {
    Set<String> reachable = new TreeSet<>(all());
    reachable.removeIf(socket -> LOOPBACK.contains(socket.substring(0, socket.indexOf(':'))));
    return reachable;
  }

  private static List<String> lines(Path table) {
    try {
      return Files.exists(table) ? Files.readAllLines(table) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of the sockets of this process alone: the tables have those of all. */
  private static Set<String> inodes() {
    Set<String> inodes = new HashSet<>();
    try (Stream<Path> descriptors = Files.list(PROCESS.resolve("fd"))) {
      descriptors.forEach(
          descriptor -> {
            String target = target(descriptor);
            if (target.startsWith("socket:[")) {
              inodes.add(target.substring("socket:[".length(), target.length() - 1));
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return inodes;
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "closed since";
    }
  }
}
