package dev.reinstate.compute;

import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code compute.device}: where networks are computed.
 *
 * @param kind of device
 * @param index of a CUDA device, from 0; 0 for others
 */
public record Device(Kind kind, int index) implements Serializable {

  /** A kind of device. */
  public enum Kind {
    /** CUDA where the provider finds it, else CPU. */
    AUTO,
    CPU,
    CUDA
  }

  /** What users can write, for messages. */
  public static final String ALLOWED = "auto, cpu, cuda, cuda:N with N a device's number from 0";

  public static final Device AUTO = new Device(Kind.AUTO, 0);
  public static final Device CPU = new Device(Kind.CPU, 0);

  private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,4}))?");

  /** A CUDA device. */
  public static Device cuda(int index) {
    return new Device(Kind.CUDA, index);
  }

  /** Parses what a user writes; empty if it is not {@link #ALLOWED}. */
  public static Optional<Device> parse(String text) {
    Matcher cuda = CUDA.matcher(text);
    if (cuda.matches()) {
      return Optional.of(cuda(cuda.group(1) == null ? 0 : Integer.parseInt(cuda.group(1))));
    }
    return switch (text) {
      case "auto" -> Optional.of(AUTO);
      case "cpu" -> Optional.of(CPU);
      default -> Optional.empty();
    };
  }

  @Override
  public String toString() {
    return switch (kind) {
      case AUTO -> "auto";
      case CPU -> "cpu";
      case CUDA -> "cuda:" + index;
    };
  }
}
