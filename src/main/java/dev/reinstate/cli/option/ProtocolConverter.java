package dev.reinstate.cli.option;

import dev.reinstate.replay.Protocol;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the protocol of a replay. */
public final class ProtocolConverter implements ITypeConverter<Protocol> {

  @Override
  public Protocol convert(String text) {
    try {
      return Protocol.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
