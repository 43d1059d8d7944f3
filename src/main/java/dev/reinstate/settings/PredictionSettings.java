package dev.reinstate.settings;

import dev.reinstate.credit.outcome.Target;
import java.io.Serializable;

/**
 * What is predicted.
 *
 * @param target type of target that feedback carries
 * @param classes number of classes, at least 2; 0 unless target is CLASS
 * @param prior what is predicted where no memory can be read
 */
public record PredictionSettings(Target target, int classes, Prior prior) implements Serializable {}
