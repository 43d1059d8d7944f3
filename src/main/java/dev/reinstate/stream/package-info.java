/** The Flink job: operators, state, serializers, settings and the job graph. */
package dev.reinstate.stream;
