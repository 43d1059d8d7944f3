/**
 * An external memory over a small key-value interface: pages of embeddings, codes beside them,
 * top-k search, eviction. Knows no Flink.
 *
 * <p>Imports {@code compute}, {@code format}.
 */
@NullMarked
package dev.reinstate.memory;

import org.jspecify.annotations.NullMarked;
