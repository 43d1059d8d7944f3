package dev.reinstate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles the examples of pages. */
final class ExampleCompiler {

  private ExampleCompiler() {}

  /**
   * @param name of the type
   * @param folder for files
   */
  static void assertCompiles(String name, String source, Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".java"), source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter errors = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options = List.of("-proc:none", "-d", folder.toString());
      assertThat(
              compiler
                  .getTask(
                      errors, files, null, options, null, files.getJavaFileObjects(file.toFile()))
                  .call())
          .as("%s\n%s", errors, source)
          .isTrue();
    }
  }
}
