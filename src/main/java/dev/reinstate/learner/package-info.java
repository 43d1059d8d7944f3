/**
 * One event's step put together: from a micro-batch of events to predictions, credits and changes
 * of state. The live job, replay and tests run this code; it knows neither Flink nor Kafka.
 *
 * <p>Imports {@code compute}, {@code credit}, {@code event}, {@code format}, {@code
 * learner.memories}, {@code learner.output}, {@code learner.reinstatement}, {@code memory}, {@code
 * model}, {@code settings}, {@code state}, {@code state.session}, {@code training}.
 */
package dev.reinstate.learner;
