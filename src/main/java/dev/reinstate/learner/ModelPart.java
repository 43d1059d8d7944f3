package dev.reinstate.learner;

/**
 * One part of a network's parameters on their way from the trainer to the memories.
 *
 * @param attempt grows with each start of the trainer; the highest (attempt, version) wins
 * @param version optimiser steps of this network
 * @param network {@code embedding} or {@code autoencoder}
 * @param slot 0 or 1, alternating from one publication of the network to the next
 * @param part number of this part, from 0
 * @param parts how many parts make the whole
 * @param sha256 of the whole, 32 bytes
 * @param bytes this part of the whole
 */
public record ModelPart(
    long attempt,
    long version,
    String network,
    int slot,
    int part,
    int parts,
    byte[] sha256,
    byte[] bytes) {}
