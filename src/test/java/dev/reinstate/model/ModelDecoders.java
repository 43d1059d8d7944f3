package dev.reinstate.model;

import dev.reinstate.FuzzedDecoder;
import java.io.IOException;
import java.util.List;

/** What reads models on their topic. */
public final class ModelDecoders {

  private ModelDecoders() {}

  public static List<FuzzedDecoder> all() {
    byte[] published = new ModelPayload(true, new float[] {1, 2}).toBytes();
    return List.of(
        new FuzzedDecoder(
            "published model", IOException.class, List.of(published), ModelPayload::of));
  }
}
