package dev.reinstate.settings;

import dev.reinstate.compute.Optimiser;
import java.io.Serializable;

/**
 * How the embedding network and the autoencoder are trained.
 *
 * @param batch matched feedback events per training step
 * @param optimiser of the embedding network
 * @param learningRate of the embedding network
 * @param readRate learning rate of the heads' own parameters and their weights, as a multiple of
 *     learningRate
 * @param ownRate size of the first steps of the bias and of the weights of own features (AdaGrad)
 * @param clipNorm maximum global norm of a gradient
 * @param autoencoderBatch observations per training step of the autoencoder
 * @param autoencoderRehearsal old observations that the autoencoder learns from with each new one
 * @param autoencoderLearningRate of the autoencoder (Adam)
 * @param autoencoderGate share of the variance of the features that the autoencoder's error must
 *     fall below before the embedding network learns, in (0, 1]
 */
public record TrainingSettings(
    int batch,
    Optimiser.Kind optimiser,
    double learningRate,
    double readRate,
    double ownRate,
    double clipNorm,
    int autoencoderBatch,
    int autoencoderRehearsal,
    double autoencoderLearningRate,
    double autoencoderGate)
    implements Serializable {}
