package dev.reinstate.event;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Shows whether what is made of a record has all that the record has. */
public final class RecordChanges {

  private RecordChanges() {}

  /** The record and, for each of its fields, the record with that field changed a little. */
  @SuppressWarnings("unchecked")
  public static <R extends Record> List<R> of(R record) throws ReflectiveOperationException {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = components[i].getAccessor().invoke(record);
    }
    List<R> changes = new ArrayList<>(List.of(record));
    for (int i = 0; i < values.length; i++) {
      Object[] changed = values.clone();
      changed[i] = changed(values[i]);
      changes.add((R) record.getClass().getDeclaredConstructor(types).newInstance(changed));
    }
    return changes;
  }

  private static Object changed(Object value) {
    if (value instanceof String s) {
      return s + "'";
    } else if (value instanceof Long n) {
      return n + 1;
    } else if (value instanceof Integer n) {
      return n + 1;
    } else if (value instanceof Float x) {
      return Math.nextUp(x);
    } else if (value instanceof Double x) {
      return Math.nextUp(x);
    } else if (value instanceof Boolean b) {
      return !b;
    } else if (value instanceof float[] x) {
      float[] changed = x.clone();
      changed[x.length - 1] = Math.nextUp(x[x.length - 1]);
      return changed;
    } else if (value instanceof byte[] bytes) {
      byte[] changed = bytes.clone();
      changed[0]++;
      return changed;
    } else if (value instanceof Feedback.Origin origin) {
      return new Feedback.Origin(origin.partition(), origin.offset() + 1);
    } else if (value instanceof String[] s) {
      return new String[] {s[0] + "'"};
    } else if (value instanceof Map<?, ?>) {
      return Map.of("another", "key");
    } else if (value instanceof List<?> list) {
      return list.subList(1, list.size());
    }
    throw new AssertionError("no change known for " + value);
  }
}
