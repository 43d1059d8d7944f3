package dev.reinstate.state.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.credit.HeadMixture;
import dev.reinstate.credit.outcome.Target;
import dev.reinstate.memory.CodePage;
import dev.reinstate.memory.Page;
import dev.reinstate.memory.Precision;
import dev.reinstate.memory.StoredVector;
import dev.reinstate.state.DueChunk;
import dev.reinstate.state.EvictedId;
import dev.reinstate.state.HeapState;
import dev.reinstate.state.KeyHeader;
import dev.reinstate.state.KeyedState;
import dev.reinstate.state.RecordedRead;
import dev.reinstate.state.Trace;
import dev.reinstate.state.ValueStatistics;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class CachedStateTest {

  private static final int DIMENSION = 4;
  private static final long ROOM = 1_000_000;

  /** What the state beneath was asked, without selections. */
  private final List<String> calls = new ArrayList<>();

  private final HeapState beneath = new HeapState();
  private CachedState cache = cache(ROOM);

  private CachedState cache(long limit) {
    KeyedState recorded =
        (KeyedState)
            Proxy.newProxyInstance(
                KeyedState.class.getClassLoader(),
                new Class<?>[] {KeyedState.class},
                (proxy, method, arguments) -> {
                  if (!method.getName().equals("select")) {
                    calls.add(method.getName());
                  }
                  try {
                    return method.invoke(beneath, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    return new CachedState(recorded, limit);
  }

  private static Page page() {
    return new Page(DIMENSION, Precision.INT8);
  }

  private static KeyHeader header() {
    return new KeyHeader(new ValueStatistics(Target.CLASS, 2));
  }

  @Test
  void whatIsPutOftenIsWrittenOnce() {
    cache.select("a");
    for (int i = 0; i < 100; i++) {
      cache.putPage(3, page());
      cache.putHeader(header());
    }
    assertThat(calls).isEmpty();
    cache.writeBack();
    assertThat(calls).containsExactlyInAnyOrder("putPage", "putHeader");
    cache.writeBack();
    assertThat(calls).hasSize(2);
  }

  @Test
  void whatIsAskedForOftenIsReadOnce() {
    cache.select("a");
    for (int i = 0; i < 4; i++) {
      assertThat(cache.page(7)).isNull();
      assertThat(cache.codes(7)).isNull();
      assertThat(cache.header()).isNull();
      assertThat(cache.trace("o")).isNull();
      assertThat(cache.dueChunk(3)).isNull();
      assertThat(cache.name(-1)).isNull();
    }
    assertThat(calls)
        .containsExactlyInAnyOrder("page", "codes", "header", "trace", "dueChunk", "name");
    assertThat(cache.hitRate()).isEqualTo(0.75);
  }

  @Test
  void withoutRoomAllGoesThroughAtOnce() {
    cache = cache(0);
    Page page = page();
    cache.select("a");
    cache.putPage(0, page);
    assertThat(cache.bytes()).isZero();
    cache.select("b");
    assertThat(cache.page(0)).isNull();
    cache.select("a");
    assertThat(cache.page(0)).isSameAs(page);
    assertThat(calls).containsExactly("putPage", "page", "page");
  }

  @Test
  void whatWasUsedLastStays() {
    long size = 120 + page().bytes();
    cache = cache(3 * size);
    cache.select("a");
    cache.putPage(0, page());
    cache.putPage(1, page());
    cache.select("b");
    cache.putPage(0, page());
    cache.select("a");
    cache.page(0);
    cache.select("b");
    cache.putPage(9, page());
    assertThat(calls).containsExactly("putPage");
    beneath.select("a");
    assertThat(beneath.page(1)).isNotNull();
    assertThat(beneath.page(0)).isNull();
  }

  @Test
  void keysThatAreOnlyHereAreFound() {
    cache.select("a");
    cache.putHeader(header());
    cache.select("b");
    cache.putPage(0, page());
    List<String> keys = new ArrayList<>();
    cache.keys(keys::add);
    assertThat(keys).containsExactly("a");
  }

  @Test
  void tracesThatAreOnlyHereAreLookedThrough() {
    cache.select("a");
    cache.putTrace("o", trace());
    cache.putTrace("p", trace());
    cache.removeTrace("p");
    cache.traces().forEachRemaining(entry -> assertThat(entry.getKey()).isEqualTo("o"));
    assertThat(calls).contains("putTrace").doesNotContain("clear");
    assertThat(cache.trace("o")).isNotNull();
    cache.traces().next();
    assertThat(cache.trace("p")).isNull();
  }

  private static Trace trace() {
    return Trace.pending(
        1,
        2,
        new StoredVector[] {Precision.INT8.store(new float[DIMENSION], 0, DIMENSION)},
        new byte[3],
        new float[] {0.5f, 0.5f},
        RecordedRead.of(new int[] {0}, 1, HeadMixture.SIMPLE),
        new String[0]);
  }

  /**
   * Whatever happens, it holds what was put last, within its bytes; and so does the other state.
   */
  @Property(tries = 200, seed = "61")
  void equalsAMapOfWhatWasPut(
      @ForAll @LongRange(max = 12_000) long limit, @ForAll @IntRange(max = 9999) int seed) {
    Random random = new Random(seed);
    CachedState state = cache(limit);
    Map<String, Object> expected = new HashMap<>();
    for (int i = 0; i < 300; i++) {
      String key = "k" + random.nextInt(3);
      int number = random.nextInt(4);
      String name = key + "/" + number;
      state.select(key);
      switch (random.nextInt(14)) {
        case 0, 1, 2 -> {
          Page page = page();
          state.putPage(number, page);
          expected.put("page " + name, page);
        }
        case 3 -> {
          CodePage codes = new CodePage(2);
          state.putCodes(number, codes);
          expected.put("codes " + name, codes);
        }
        case 4 -> {
          Trace trace = trace();
          state.putTrace("o" + number, trace);
          expected.put("trace " + name, trace);
        }
        case 5 -> {
          state.removePage(number);
          expected.remove("page " + name);
          expected.remove("codes " + name);
        }
        case 6 -> {
          state.removeTrace("o" + number);
          expected.remove("trace " + name);
        }
        case 7 -> {
          if (random.nextInt(4) == 0) {
            state.clear();
            expected.keySet().removeIf(other -> other.contains(" " + key + "/"));
          }
        }
        case 8 -> state.writeBack();
        case 10 -> {
          DueChunk chunk = new DueChunk(i, DueChunk.NONE);
          state.putDueChunk(number, chunk);
          expected.put("due " + name, chunk);
        }
        case 11 -> {
          state.removeDueChunk(number);
          expected.remove("due " + name);
        }
        case 12 -> {
          EvictedId evicted = new EvictedId("o", new long[1], i);
          state.putName(number, evicted);
          expected.put("name " + name, evicted);
        }
        case 13 -> {
          state.removeName(number);
          expected.remove("name " + name);
        }
        default -> assertSame(state, key, number, expected);
      }
      state.select(key);
      assertSame(state, key, number, expected);
      assertThat(state.bytes()).isLessThanOrEqualTo(limit);
    }
    state.writeBack();
    for (int k = 0; k < 3; k++) {
      for (int number = 0; number < 4; number++) {
        beneath.select("k" + k);
        assertSame(beneath, "k" + k, number, expected);
      }
    }
    beneath.select("k0");
    beneath.clear();
    beneath.select("k1");
    beneath.clear();
    beneath.select("k2");
    beneath.clear();
  }

  private static void assertSame(
      KeyedState state, String key, int number, Map<String, Object> expected) {
    String name = key + "/" + number;
    assertThat(state.page(number)).isSameAs(expected.get("page " + name));
    assertThat(state.codes(number)).isSameAs(expected.get("codes " + name));
    assertThat(state.trace("o" + number)).isSameAs(expected.get("trace " + name));
    assertThat(state.dueChunk(number)).isSameAs(expected.get("due " + name));
    assertThat(state.name(number)).isSameAs(expected.get("name " + name));
  }
}
