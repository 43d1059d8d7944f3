package dev.reinstate.settings;

import dev.reinstate.credit.Target;
import java.io.Serializable;

/**
 * @param target what a value is
 * @param classes number of classes, at least 2; 0 unless target is CLASS
 * @param prior the empty read
 */
public record PredictionSettings(Target target, int classes, Prior prior) implements Serializable {}
