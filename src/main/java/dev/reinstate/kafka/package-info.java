/**
 * Topics, records and dead letters: what the job and the commands read from Kafka and write to it.
 */
package dev.reinstate.kafka;
