package dev.reinstate.cli.option;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A setting that is replayed under.
 *
 * @param name of the run
 * @param given the settings by key
 * @param swept those of them that a sweep set; null where it set none
 */
public record ReplaySetting(
    String name, Map<String, String> given, @Nullable Map<String, String> swept) {}
