package dev.reinstate.state.session;

import dev.reinstate.memory.CodePage;
import dev.reinstate.memory.ExternalMemory;
import dev.reinstate.memory.Page;
import dev.reinstate.memory.PageStore;
import dev.reinstate.memory.Scan;
import dev.reinstate.state.KeyHeader;
import dev.reinstate.state.KeyedState;
import org.jspecify.annotations.Nullable;

/**
 * One key while a micro-batch works on it: its header and the pages it touched stay at hand until
 * {@link #flush} puts back what changed.
 */
public final class KeySession implements PageStore {

  private final String key;
  private final KeyedState state;
  private final KeyGroup group;
  private final KeyHeader header;
  private final ExternalMemory memory;
  private boolean headerDirty;
  private int counted;
  private long wake;

  /**
   * @param scan what searches the key's memories
   */
  public KeySession(String key, KeyedState state, Scan scan, KeyGroups groups) {
    this.key = key;
    this.state = state;
    group = groups.of(key);
    KeyHeader saved = selected().header();
    header = saved == null ? new KeyHeader(groups.newStatistics()) : saved;
    wake = header.due();
    counted = header.ring.size();
    memory = new ExternalMemory(header.ring, this, scan);
  }

  public String key() {
    return key;
  }

  /** What the key has together with others. */
  public KeyGroup group() {
    return group;
  }

  /** The state, at this key. */
  public KeyedState selected() {
    state.select(key);
    return state;
  }

  public KeyHeader header() {
    return header;
  }

  public ExternalMemory memory() {
    return memory;
  }

  /** How many memories there are more than when it was asked last, or than at first. */
  public int memoriesGained() {
    int gained = header.ring.size() - counted;
    counted = header.ring.size();
    return gained;
  }

  public void headerChanged() {
    headerDirty = true;
  }

  /** Takes back what the key asked to be woken for. */
  public void cancelWake() {
    if (wake != KeyHeader.NEVER) {
      selected().cancelWake(wake);
      wake = KeyHeader.NEVER;
    }
  }

  /** Puts back what changed and asks to be woken when something falls due, and at no other time. */
  public void flush() {
    memory.flush();
    if (headerDirty) {
      if (header.isEmpty()) {
        selected().clear();
      } else {
        selected().putHeader(header);
      }
      headerDirty = false;
    }
    if (header.due() != wake) {
      cancelWake();
      if (header.due() != KeyHeader.NEVER) {
        selected().wakeAt(header.due());
      }
    }
    wake = header.due();
  }

  @Override
  public @Nullable Page page(int number) {
    return selected().page(number);
  }

  @Override
  public void putPage(int number, Page page) {
    selected().putPage(number, page);
  }

  @Override
  public @Nullable CodePage codes(int number) {
    return selected().codes(number);
  }

  @Override
  public void putCodes(int number, CodePage codes) {
    selected().putCodes(number, codes);
  }

  @Override
  public void removePage(int number) {
    selected().removePage(number);
  }
}
