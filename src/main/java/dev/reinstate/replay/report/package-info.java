/** The report of replays: one HTML file that needs no network, and its Markdown summary. */
package dev.reinstate.replay.report;
