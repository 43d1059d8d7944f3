/** Makes recordings of tables, CSV or JSON lines, by a mapping file. Starts at TableImport. */
package dev.reinstate.replay.table;
