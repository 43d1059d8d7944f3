package dev.reinstate.kafka.record;

import java.io.Serializable;

/** How the job writes one kind of record. An instance belongs to one thread. */
interface TopicCodec<T> extends Serializable {

  /** The message key: records of the same key stay in order. */
  String key(T record);

  /** The message value. */
  byte[] encode(T record);
}
