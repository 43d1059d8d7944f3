package dev.reinstate.event;

import java.util.List;
import java.util.Map;

/**
 * Receives the fields of a record one after the other, each with the name that it has in the
 * topic's schema. Whatever writes or hashes records is a visitor, so that each record lists its
 * fields in one place: {@link HasFields#fields}.
 *
 * @param <E> what a visitor may throw
 */
public interface FieldVisitor<E extends Exception> {

  void bool(String name, boolean value) throws E;

  void int32(String name, int value) throws E;

  void int64(String name, long value) throws E;

  void float32(String name, float value) throws E;

  void float64(String name, double value) throws E;

  void text(String name, String value) throws E;

  /** A text that says nothing where it is empty. */
  void optionalText(String name, String value) throws E;

  /** Texts, each with a name of its own. */
  void texts(String name, Map<String, String> values) throws E;

  void bytes(String name, byte[] value) throws E;

  void vector(String name, float[] values) throws E;

  /**
   * Memories that were read.
   *
   * @param ids of the memories
   * @param weights one for each
   * @param reads the name of the read that each is of, empty where it has none
   */
  void read(String name, String[] ids, float[] weights, String[] reads) throws E;

  void list(String name, List<? extends HasFields> items) throws E;
}
