package dev.reinstate.settings;

import dev.reinstate.credit.CreditMode;
import java.io.Serializable;

/**
 * @param mode where the embedding network's gradient comes from
 * @param read which read a feedback credits
 * @param targetAlpha α of the mode target, at least 1
 */
public record CreditSettings(CreditMode mode, CreditRead read, double targetAlpha)
    implements Serializable {}
