package dev.reinstate.event;

import dev.reinstate.annotation.Internal;

/** A record that lists its fields. */
@Internal
public interface HasFields {

  /** Passes every field to a visitor, in the order in which fields are written. */
  <E extends Exception> void fields(FieldVisitor<E> to) throws E;
}
