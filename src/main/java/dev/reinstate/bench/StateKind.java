package dev.reinstate.bench;

/** State backends that benchmarks compare. */
public enum StateKind {
  HEAP("heap", 0),
  ROCKSDB("rocksdb", 0),
  ROCKSDB_CACHED("rocksdb, cached", 64 << 20);

  private final String label;
  private final long cacheBytes;

  StateKind(String label, long cacheBytes) {
    this.label = label;
    this.cacheBytes = cacheBytes;
  }

  String label() {
    return label;
  }

  long cacheBytes() {
    return cacheBytes;
  }
}
