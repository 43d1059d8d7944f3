package dev.reinstate.memory;

/**
 * Which slot is written next. Slots are used in turn, so that the slot written next holds the
 * oldest memory once all are in use.
 */
public final class Ring {

  private int next;
  private int size;
  private int extent;

  public Ring() {}

  /** A ring as it was saved. */
  public Ring(int next, int size, int extent) {
    this.next = next;
    this.size = size;
    this.extent = extent;
  }

  /** The slot written next. */
  public int next() {
    return next;
  }

  /** Memories held. */
  public int size() {
    return size;
  }

  /** One more than the highest slot that was ever written. */
  public int extent() {
    return extent;
  }

  /** Begins anew; no memory may be held. */
  public void reset() {
    next = 0;
    extent = 0;
  }

  /** Goes to another slot, which is written next. */
  void turnTo(int slot) {
    next = slot;
  }

  int advance(int capacity) {
    int slot = next;
    extent = Math.max(extent, slot + 1);
    next = (next + 1) % capacity;
    return slot;
  }

  void added() {
    size++;
  }

  void removed() {
    size--;
  }
}
