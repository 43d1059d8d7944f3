package dev.reinstate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A headless Chromium of this machine. */
final class Chromium {

  private final Path executable;
  private final Path folder;

  private Chromium(Path executable, Path folder) {
    this.executable = executable;
    this.folder = folder;
  }

  /**
   * A page after its scripts have run.
   *
   * @param dom its elements as HTML
   * @param console what was written to the console, errors above all
   */
  record Page(String dom, List<String> console) {}

  /** The browser, if one is installed. */
  static Optional<Chromium> installed(Path folder) {
    return Stream.of(System.getenv("PATH").split(":"))
        .flatMap(
            bin ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(Path.of(bin)::resolve))
        .filter(Files::isExecutable)
        .findFirst()
        .map(executable -> new Chromium(executable, folder));
  }

  /**
   * Opens a page.
   *
   * @param width of the window, CSS pixels
   */
  Page open(Path page, int width) throws IOException, InterruptedException {
    Path profile = Files.createTempDirectory(folder, "profile");
    Path dom = Files.createTempFile(folder, "page", ".html");
    Path log = Files.createTempFile(folder, "page", ".log");
    List<String> command =
        new ArrayList<>(
            List.of(
                executable.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--enable-logging=stderr",
                "--user-data-dir=" + profile,
                "--window-size=" + width + ",900",
                "--dump-dom",
                page.toUri().toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(dom.toFile())
            .redirectError(log.toFile())
            .start();
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException("Chromium ended with %d: %s".formatted(code, Files.readString(log)));
    }
    return new Page(
        Files.readString(dom),
        Files.readAllLines(log).stream().filter(line -> line.contains(":CONSOLE")).toList());
  }
}
