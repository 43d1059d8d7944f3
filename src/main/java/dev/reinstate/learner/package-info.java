/**
 * One key's step put together: an observation comes, feedback comes, the networks learn. The live
 * job, replay and tests all run this code. Knows no Flink.
 */
package dev.reinstate.learner;
