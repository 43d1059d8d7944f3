package dev.reinstate.settings;

import dev.reinstate.compute.NetworkFile;
import java.io.Serializable;

/**
 * Networks that users made elsewhere; null where there is none. An encoder goes with a decoder.
 *
 * @param embedding {@code network.embedding.file}
 * @param encoder {@code network.encoder.file}
 * @param decoder {@code network.decoder.file}
 */
public record NetworkFiles(NetworkFile embedding, NetworkFile encoder, NetworkFile decoder)
    implements Serializable {

  public static final NetworkFiles NONE = new NetworkFiles(null, null, null);
}
