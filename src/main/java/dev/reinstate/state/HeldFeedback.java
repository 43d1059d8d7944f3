package dev.reinstate.state;

import dev.reinstate.event.Feedback;
import java.util.List;

/**
 * Feedback that waits for one observation.
 *
 * @param feedback in the order in which it came
 * @param due when the first of it is given up
 * @param place in the key's queue of held feedback
 */
public record HeldFeedback(List<Feedback> feedback, long due, long place) {}
