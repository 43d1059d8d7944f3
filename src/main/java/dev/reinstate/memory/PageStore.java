package dev.reinstate.memory;

import org.jspecify.annotations.Nullable;

/**
 * The key-value interface that an external memory lives on. Pages are numbered from 0; a page that
 * was never put, or was removed, is null. A page handed out may be changed in place and must then
 * be put.
 */
public interface PageStore {

  @Nullable Page page(int number);

  void putPage(int number, Page page);

  @Nullable CodePage codes(int number);

  void putCodes(int number, CodePage codes);

  /** Removes a page with its codes. */
  void removePage(int number);
}
