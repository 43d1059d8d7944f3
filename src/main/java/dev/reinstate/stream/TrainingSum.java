package dev.reinstate.stream;

import dev.reinstate.learner.AutoencoderSum;
import dev.reinstate.learner.GradientSum;

/**
 * Gradients on their way to the trainer, of one of the networks; the other is null.
 *
 * @param version of the network that they were computed with
 */
record TrainingSum(long version, GradientSum embedding, AutoencoderSum autoencoder) {}
