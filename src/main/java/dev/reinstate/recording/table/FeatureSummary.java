package dev.reinstate.recording.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the observations of an import have in one feature, as it is in the recording.
 *
 * @param index in the vector, from 0
 * @param name what a person calls it
 * @param column of the table
 * @param hashed whether it is part of a hash, which means nothing by itself
 * @param mean of the observations that have it; null where none has
 * @param deviation of them, with n in the denominator; null where none has it
 * @param min of them; null where none has it
 * @param max of them; null where none has it
 * @param missing share of the observations that lack it, 0 to 1
 * @param warnings what a person should look at
 */
public record FeatureSummary(
    int index,
    String name,
    String column,
    boolean hashed,
    @Nullable Double mean,
    @Nullable Double deviation,
    @Nullable Double min,
    @Nullable Double max,
    double missing,
    List<String> warnings) {}
