package dev.reinstate.settings;

import java.io.Serializable;
import java.util.List;

/**
 * One attention over a space at one key. An observation may read a space at several keys.
 *
 * @param name as records and reports have it; empty in a job that names none
 * @param space index of the space
 * @param keyNames whose values together are the key that it reads at, as many as the space's
 */
public record NamedRead(String name, int space, List<String> keyNames) implements Serializable {}
