/** The job on a Flink cluster in this JVM, over a recording. Starts at FlinkEngine. */
package dev.reinstate.cluster;
