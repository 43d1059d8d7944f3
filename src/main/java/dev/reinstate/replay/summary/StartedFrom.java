package dev.reinstate.replay.summary;

/**
 * What a replay started from that did not start empty.
 *
 * @param savepoint where it is
 * @param modelVersion optimiser steps that its embedding network had made
 * @param memories that it held
 * @param pending observations that waited for feedback
 */
public record StartedFrom(String savepoint, long modelVersion, long memories, long pending) {}
