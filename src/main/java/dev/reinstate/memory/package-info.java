/**
 * An external memory over a small key-value interface: pages of embeddings, codes beside them,
 * top-k search, eviction. Knows no Flink.
 */
package dev.reinstate.memory;
