package dev.reinstate.kafka.record;

import dev.reinstate.event.Excerpt;
import dev.reinstate.model.ModelPart;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parts of models as messages of the models topic. The slot is in the message key alone: it says
 * which older part a new one replaces when the topic is compacted. An instance belongs to one
 * thread.
 */
public final class ModelPartCodec implements TopicCodec<ModelPart> {

  /** A network's name is short: it travels between operators as a string of 64 kB at most. */
  private static final Pattern KEY = Pattern.compile("([a-z]{1,32})/([01])/(\\d{1,9})");

  private static final int SHA256_BYTES = 32;

  private final SingleObject<dev.reinstate.avro.ModelPart> format =
      new SingleObject<>(dev.reinstate.avro.ModelPart.class);

  @Override
  public String key(ModelPart part) {
    return part.network() + "/" + part.slot() + "/" + part.part();
  }

  @Override
  public byte[] encode(ModelPart part) {
    return format.encode(part);
  }

  /**
   * @param key the message key's bytes, or null
   * @param value the message value's bytes, or null
   * @throws MalformedRecordException if they are no part of a model
   */
  public ModelPart decode(byte @Nullable [] key, byte @Nullable [] value)
      throws MalformedRecordException {
    dev.reinstate.avro.ModelPart record = format.decode(value);
    ModelPart part =
        new ModelPart(
            record.getAttempt(),
            record.getVersion(),
            record.getNetwork(),
            slot(key),
            record.getPart(),
            record.getParts(),
            bytes(record.getSha256()),
            bytes(record.getBytes()));
    check(part, key);
    return part;
  }

  private void check(ModelPart part, byte @Nullable [] key) throws MalformedRecordException {
    if (part.attempt() < 0 || part.attempt() > ModelPart.MAX_ATTEMPT) {
      throw new MalformedRecordException(
          "attempt: " + part.attempt() + ", expected 0 to " + ModelPart.MAX_ATTEMPT);
    }
    if (part.version() < 0) {
      throw new MalformedRecordException(
          "version: " + part.version() + ", expected a number of at least 0");
    }
    if (part.part() < 0 || part.part() >= part.parts()) {
      throw new MalformedRecordException(
          "part " + part.part() + " of " + part.parts() + ", expected 0 to parts - 1");
    }
    if (part.sha256().length != SHA256_BYTES) {
      throw new MalformedRecordException(
          "sha256: " + part.sha256().length + " bytes, expected " + SHA256_BYTES);
    }
    String found = new String(key, StandardCharsets.UTF_8);
    if (!found.equals(key(part))) {
      throw new MalformedRecordException(
          "message key " + Excerpt.ofId(found) + ", expected " + Excerpt.ofId(key(part)));
    }
  }

  private static int slot(byte @Nullable [] key) throws MalformedRecordException {
    String found = key == null ? "null" : new String(key, StandardCharsets.UTF_8);
    Matcher matcher = KEY.matcher(found);
    if (!matcher.matches()) {
      throw new MalformedRecordException(
          "message key " + Excerpt.ofId(found) + ", expected network/slot/part");
    }
    return Integer.parseInt(matcher.group(2));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
