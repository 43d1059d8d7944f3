package dev.reinstate.stream.state;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.util.Collector;

/**
 * Cuts arrays into parts that Flink hands to its client, which takes no record of more than two
 * megabytes; each says whether its array goes on after it.
 */
final class ByteChunks implements FlatMapFunction<byte[], Tuple2<byte[], Boolean>> {

  static final TypeInformation<Tuple2<byte[], Boolean>> TYPE =
      Types.TUPLE(PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO, Types.BOOLEAN);

  private static final long serialVersionUID = 1;
  private static final int MAX_CHUNK = 1 << 20;

  @Override
  public void flatMap(byte[] array, Collector<Tuple2<byte[], Boolean>> out) {
    int from = 0;
    do {
      int to = Math.min(array.length, from + MAX_CHUNK);
      out.collect(Tuple2.of(Arrays.copyOfRange(array, from, to), to < array.length));
      from = to;
    } while (from < array.length);
  }

  /** Puts parts together that come in their order. */
  static List<byte[]> together(Iterator<Tuple2<byte[], Boolean>> parts) {
    List<byte[]> arrays = new ArrayList<>();
    ByteArrayOutputStream array = new ByteArrayOutputStream();
    while (parts.hasNext()) {
      Tuple2<byte[], Boolean> part = parts.next();
      array.writeBytes(part.f0);
      if (!part.f1) {
        arrays.add(array.toByteArray());
        array.reset();
      }
    }
    return arrays;
  }
}
