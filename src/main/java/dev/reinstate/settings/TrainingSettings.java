package dev.reinstate.settings;

import dev.reinstate.compute.Optimiser;
import java.io.Serializable;

/**
 * @param batch matched feedbacks to an optimiser step
 * @param optimiser of the embedding network
 * @param learningRate its step size
 * @param clipNorm maximum global norm of a gradient
 * @param autoencoderBatch observations to an optimiser step of the autoencoder
 * @param autoencoderRehearsal old observations that the autoencoder learns from with each new one
 * @param autoencoderLearningRate Adam's step size for the autoencoder
 * @param autoencoderGate share of the features' variance that the autoencoder's error must fall
 *     below before the embedding network learns, in (0, 1]
 */
public record TrainingSettings(
    int batch,
    Optimiser.Kind optimiser,
    double learningRate,
    double clipNorm,
    int autoencoderBatch,
    int autoencoderRehearsal,
    double autoencoderLearningRate,
    double autoencoderGate)
    implements Serializable {}
