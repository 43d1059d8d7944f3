package dev.reinstate.memory;

import java.util.Arrays;
import java.util.function.ObjLongConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The memories of one key, for as long as it is worked on: pages are loaded when they are first
 * needed and put back by {@link #flush}.
 *
 * <p>Slots are numbered through all pages, from 0 to capacity − 1. They are written in turn, unless
 * {@link #makeWay} turns to another.
 */
public final class ExternalMemory {

  private final MemoryLayout layout;
  private final Ring ring;
  private final PageStore store;
  private final Scan scan;
  private Page[] pages;
  private CodePage[] codes;
  private boolean[] loaded;
  private boolean[] dirty;
  private boolean[] codesDirty;

  /**
   * @param ring the key's ring, changed by writes; whoever owns it saves it
   * @param store where the key's pages are
   * @param scan what searches it
   */
  public ExternalMemory(Ring ring, PageStore store, Scan scan) {
    this.ring = ring;
    this.store = store;
    this.scan = scan;
    layout = scan.layout();
    int used = Math.max(1, (ring.extent() + Page.SLOTS - 1) / Page.SLOTS);
    pages = new Page[used];
    codes = new CodePage[used];
    loaded = new boolean[used];
    dirty = new boolean[used];
    codesDirty = new boolean[used];
  }

  /** A memory whose codes are compared as they are stored. */
  public ExternalMemory(MemoryLayout layout, Ring ring, PageStore store) {
    this(
        ring,
        store,
        new Scan(layout, CodeNumbers.stored(layout.codeSize(), layout.codePrecision())));
  }

  /** Memories held, all of them readable. */
  public int size() {
    return ring.size();
  }

  /**
   * Finds the memories of the highest scores.
   *
   * @param query what is searched for
   * @param found receives the result of each head
   */
  public void search(Query query, Neighbours[] found) {
    searchBefore(Long.MAX_VALUE, "", query, found);
  }

  /**
   * Finds those of the highest scores among the memories of observations before a time, or at it
   * with a lower id. Pages are looked at from the newest on: by age and by what they have seen
   * already, most memories of older ones are out.
   */
  public void searchBefore(long time, String id, Query query, Neighbours[] found) {
    for (Neighbours ofHead : found) {
      ofHead.clear();
    }
    scan.begin(query);
    int count = (ring.extent() + Page.SLOTS - 1) / Page.SLOTS;
    int newest = Math.floorMod(ring.next() - 1, Math.max(1, ring.extent())) / Page.SLOTS;
    for (int back = 0; back < count; back++) {
      int number = Math.floorMod(newest - back, count);
      Page page = page(number);
      if (page != null) {
        scan.page(page, comparedCodes(number), number * Page.SLOTS, time, id, found);
      }
    }
  }

  /**
   * Computes the scores of a memory for all heads, in the bits that the last search gave it, which
   * must have been this memory's.
   *
   * @param to receives them
   * @param at where that of the first head goes
   * @param step from one head's to the next's
   */
  public void scores(int slot, double[] to, int at, int step) {
    int number = slot / Page.SLOTS;
    scan.scores(page(number), comparedCodes(number), slot % Page.SLOTS, to, at, step);
  }

  private @Nullable CodePage comparedCodes(int number) {
    return layout.hasCodeHead() ? codes(number) : null;
  }

  /**
   * Writes a memory over the slot that is next in turn.
   *
   * @return the slot
   */
  public int write(Memory memory) {
    layout.requireEmbedding(memory.embedding().bytes().length);
    byte[] code = layout.codes(memory.code(), 1);
    int slot = ring.advance(layout.capacity());
    int number = slot / Page.SLOTS;
    int at = slot % Page.SLOTS;
    Page page = pageToWrite(number);
    if (!page.occupied(at)) {
      ring.added();
    }
    page.occupy(at, memory.id(), memory.time(), memory.value());
    page.setEmbedding(at, memory.embedding(), memory.version());
    codesToWrite(number).set(at, code);
    return slot;
  }

  /**
   * Turns to the slot of the memory that gives way to the next one: where the oldest does, that is
   * the one in turn; else an empty one, as long as there is any.
   */
  public void makeWay(Eviction eviction) {
    if (eviction == Eviction.OLDEST || !occupied(ring.next())) {
      return;
    }
    ring.turnTo(ring.size() < layout.capacity() ? empty() : leastCredited());
  }

  private int empty() {
    int slot = 0;
    while (occupied(slot)) {
      slot++;
    }
    return slot;
  }

  private int leastCredited() {
    Page least = null;
    int slot = 0;
    for (int number = 0; number * Page.SLOTS < ring.extent(); number++) {
      Page page = page(number);
      int candidate = page == null ? Page.NONE : page.leastCredited();
      if (candidate != Page.NONE
          && (least == null || page.isLess(candidate, least, slot % Page.SLOTS))) {
        least = page;
        slot = number * Page.SLOTS + candidate;
      }
    }
    return slot;
  }

  /** Adds a credit to a memory's total; one that is not a number is left out. */
  public void addCredit(int slot, float credit) {
    if (Float.isFinite(credit)) {
      Page page = pageToWrite(slot / Page.SLOTS);
      int at = slot % Page.SLOTS;
      page.setCredit(at, page.credits[at] + credit);
    }
  }

  /** Whether the next write evicts a memory. */
  public boolean full() {
    Page page = page(ring.next() / Page.SLOTS);
    return page != null && page.occupied(ring.next() % Page.SLOTS);
  }

  /** Whether a slot still holds the memory of an observation. */
  public boolean holds(int slot, String id) {
    Page page = page(slot / Page.SLOTS);
    return page != null && id.equals(page.ids[slot % Page.SLOTS]);
  }

  /**
   * Whether a slot still holds the memory of an observation, where its time is known too: most
   * others are of another time, which is sooner seen than that their ids differ.
   */
  public boolean holds(int slot, String id, long time) {
    Page page = page(slot / Page.SLOTS);
    return page != null
        && page.times[slot % Page.SLOTS] == time
        && id.equals(page.ids[slot % Page.SLOTS]);
  }

  /** The same by the {@link IdHash} of the observation's id. */
  public boolean holds(int slot, long hash, long time) {
    Page page = page(slot / Page.SLOTS);
    int at = slot % Page.SLOTS;
    return page != null && page.occupied(at) && page.times[at] == time && page.hash(at) == hash;
  }

  /** Whether a slot holds a memory. */
  public boolean occupied(int slot) {
    Page page = page(slot / Page.SLOTS);
    return page != null && page.occupied(slot % Page.SLOTS);
  }

  public String id(int slot) {
    return page(slot / Page.SLOTS).ids[slot % Page.SLOTS];
  }

  /** The {@link IdHash} of its id. */
  public long hash(int slot) {
    return page(slot / Page.SLOTS).hash(slot % Page.SLOTS);
  }

  public double value(int slot) {
    return page(slot / Page.SLOTS).values[slot % Page.SLOTS];
  }

  /**
   * Copies the values of the memories that were written last, the newest first. Where others than
   * the oldest are evicted, a memory counts as the newer the later its slot comes in turn.
   *
   * @param to receives as many as it has room for, and as there are
   * @return how many it received
   */
  public int lastValues(double[] to) {
    int count = 0;
    for (int back = 1; back <= ring.extent() && count < to.length; back++) {
      int slot = Math.floorMod(ring.next() - back, ring.extent());
      if (occupied(slot)) {
        to[count++] = value(slot);
      }
    }
    return count;
  }

  public long time(int slot) {
    return page(slot / Page.SLOTS).times[slot % Page.SLOTS];
  }

  /** Model version of a memory's embedding. */
  public long version(int slot) {
    return page(slot / Page.SLOTS).versions[slot % Page.SLOTS];
  }

  /** Copies a memory's embedding to dimension floats from a place on. */
  public void readEmbedding(int slot, float[] to, int at) {
    page(slot / Page.SLOTS).readEmbedding(slot % Page.SLOTS, to, at);
  }

  /** Copies a memory's code to an array from a place on. */
  public void readCode(int slot, byte[] to, int at) {
    codes(slot / Page.SLOTS).read(slot % Page.SLOTS, to, at);
  }

  /** Corrects a memory's value. */
  public void setValue(int slot, double value) {
    pageToWrite(slot / Page.SLOTS).values[slot % Page.SLOTS] = value;
  }

  /** Writes a fresh embedding over a stale one. */
  public void refreshEmbedding(int slot, StoredVector embedding, long version) {
    pageToWrite(slot / Page.SLOTS).setEmbedding(slot % Page.SLOTS, embedding, version);
  }

  /**
   * Writes a fresh embedding over a stale one.
   *
   * @param vector array that holds it, dimension floats
   * @param from where it begins
   */
  public void refreshEmbedding(int slot, float[] vector, int from, long version) {
    refreshEmbedding(slot, layout.precision().store(vector, from, layout.dimension()), version);
  }

  /**
   * Removes every memory of an observation at or before a time.
   *
   * @param removed is told their ids and times
   * @return the earliest time that is left, or Long.MAX_VALUE where none is
   */
  public long removeUntil(long time, ObjLongConsumer<String> removed) {
    long earliest = Long.MAX_VALUE;
    for (int number = 0; number * Page.SLOTS < ring.extent(); number++) {
      Page page = page(number);
      for (int at = 0; page != null && at < Page.SLOTS; at++) {
        if (!page.occupied(at)) {
          continue;
        }
        if (page.times[at] <= time) {
          removed.accept(page.ids[at], page.times[at]);
          clear(number, at);
        } else {
          earliest = Math.min(earliest, page.times[at]);
        }
      }
    }
    return earliest;
  }

  /**
   * The first slot from one on of a memory whose id is asked for, or -1 where none is held; looks
   * through all pages.
   */
  public int find(Predicate<String> asked, int from) {
    for (int slot = from; slot < ring.extent(); slot++) {
      Page page = page(slot / Page.SLOTS);
      String id = page == null ? null : page.ids[slot % Page.SLOTS];
      if (id != null && asked.test(id)) {
        return slot;
      }
    }
    return -1;
  }

  /** Removes a memory that is held. */
  public void remove(int slot) {
    clear(slot / Page.SLOTS, slot % Page.SLOTS);
  }

  private void clear(int number, int at) {
    pageToWrite(number).clear(at);
    codesToWrite(number).set(at, new byte[layout.codeBytes()]);
    ring.removed();
  }

  /** Puts back what was changed. The store must be at this memory's key. */
  public void flush() {
    for (int number = 0; number < pages.length; number++) {
      if (dirty[number] && pages[number].isEmpty()) {
        store.removePage(number);
        pages[number] = null;
        codes[number] = null;
      } else {
        if (dirty[number]) {
          store.putPage(number, pages[number]);
        }
        if (codesDirty[number]) {
          store.putCodes(number, codes[number]);
        }
      }
      dirty[number] = false;
      codesDirty[number] = false;
    }
  }

  private Page page(int number) {
    reserve(number);
    if (!loaded[number]) {
      pages[number] = store.page(number);
      if (pages[number] != null) {
        layout.requireEmbedding(pages[number].bytesPerSlot);
      }
      loaded[number] = true;
    }
    return pages[number];
  }

  private Page pageToWrite(int number) {
    if (page(number) == null) {
      pages[number] = new Page(layout.dimension(), layout.precision());
    }
    dirty[number] = true;
    return pages[number];
  }

  private CodePage codes(int number) {
    reserve(number);
    if (codes[number] == null) {
      CodePage stored = store.codes(number);
      codes[number] = stored == null ? null : stored.under(layout);
    }
    return codes[number];
  }

  private CodePage codesToWrite(int number) {
    if (codes(number) == null) {
      codes[number] = new CodePage(layout.codeBytes());
    }
    codesDirty[number] = true;
    return codes[number];
  }

  private void reserve(int number) {
    if (number >= pages.length) {
      int length = Math.max(number + 1, 2 * pages.length);
      pages = Arrays.copyOf(pages, length);
      codes = Arrays.copyOf(codes, length);
      loaded = Arrays.copyOf(loaded, length);
      dirty = Arrays.copyOf(dirty, length);
      codesDirty = Arrays.copyOf(codesDirty, length);
    }
  }
}
