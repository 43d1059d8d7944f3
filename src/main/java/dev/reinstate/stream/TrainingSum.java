package dev.reinstate.stream;

import dev.reinstate.learner.AutoencoderSum;
import dev.reinstate.learner.GradientSum;

/** Gradients on their way to the trainer: of one of the networks, the other is null. */
record TrainingSum(GradientSum embedding, AutoencoderSum autoencoder) {}
