package dev.reinstate.settings;

import java.io.Serializable;
import java.util.List;

/**
 * A named set of memories with a key of its own. Each observation that has the key becomes a memory
 * of it once.
 *
 * @param name of the space; empty in a job that names none
 * @param keyNames whose values together are the key: names in an observation's keys, or {@link
 *     dev.reinstate.event.EventLimits#OWN_KEY}; none where all observations share one memory
 * @param sample share of the observations that become memories, above 0, at most 1
 * @param shards parts that each key's memories are dealt out to, at least 1
 * @param capacity maximum number of memories of a key, of each of its shards, at least 2
 * @param k number of memories that a read attends to, of each shard, from 2 to capacity
 */
public record Space(
    String name, List<String> keyNames, double sample, int shards, int capacity, int k)
    implements Serializable {}
