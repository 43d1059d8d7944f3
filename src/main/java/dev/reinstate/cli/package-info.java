/** The commands, and nothing else. */
package dev.reinstate.cli;
