package dev.reinstate.credit;

/**
 * The heads of one read.
 *
 * @param firstPart the part of an embedding that the first learned head compares; the others follow
 * @param learned heads that read by parts of the embedding, at least 1
 * @param code whether one more, the last, reads by codes
 * @param shards memories that are read with the same parameters, each on its own; at least 1
 */
public record ReadHeads(int firstPart, int learned, boolean code, int shards) {

  /** How many heads a memory is read by. */
  public int count() {
    return learned + (code ? 1 : 0);
  }
}
