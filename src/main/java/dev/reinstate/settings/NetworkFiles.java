package dev.reinstate.settings;

import dev.reinstate.compute.NetworkFile;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Custom networks from files; null: none. Encoder and decoder are given together or not at all.
 *
 * @param embedding {@code network.embedding.file}
 * @param encoder {@code network.encoder.file}
 * @param decoder {@code network.decoder.file}
 */
public record NetworkFiles(
    @Nullable NetworkFile embedding, @Nullable NetworkFile encoder, @Nullable NetworkFile decoder)
    implements Serializable {

  public static final NetworkFiles NONE = new NetworkFiles(null, null, null);
}
