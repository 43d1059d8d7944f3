package dev.reinstate.settings;

import dev.reinstate.credit.gradient.CreditMode;
import java.io.Serializable;

/**
 * How feedback is turned into credit and into a gradient.
 *
 * @param mode how feedback reaches the embedding network
 * @param read which read feedback credits
 * @param targetAlpha α of {@code credit.mode: target}, at least 1
 */
public record CreditSettings(CreditMode mode, CreditRead read, double targetAlpha)
    implements Serializable {}
