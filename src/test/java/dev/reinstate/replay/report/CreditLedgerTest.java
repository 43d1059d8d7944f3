package dev.reinstate.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.Credit;
import dev.reinstate.event.Credit.MemoryCredit;
import dev.reinstate.replay.report.CreditLedger.Entry;
import dev.reinstate.replay.report.CreditLedger.OfKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class CreditLedgerTest {

  @Test
  void creditsAddUpByMemoryAndKey() {
    CreditLedger ledger = new CreditLedger(100);
    ledger.add(credit("a", memory("1", .5f), memory("2", -.5f)));
    ledger.add(credit("a", memory("1", .25f), memory("3", -.25f)));
    ledger.add(credit("b", memory("1", -2), memory("2", 2)));

    assertThat(ledger.highest(2)).extracting(Entry::key).containsExactly("b", "a");
    assertThat(ledger.highest(2)).extracting(Entry::credit).containsExactly(2.0, .75);
    assertThat(ledger.highest(2).get(1).reads()).isEqualTo(2);
    assertThat(ledger.highest(2).get(1).leaveOneOut()).isEqualTo(1.5);
    assertThat(ledger.lowest(9)).extracting(Entry::credit).containsExactly(-2.0, -.5, -.25);
    assertThat(ledger.keys(9)).extracting(OfKey::key).containsExactly("a", "b");
    OfKey first = ledger.keys(1).get(0);
    assertThat(first.credits()).isEqualTo(2);
    assertThat(first.highest().memoryId()).isEqualTo("1");
    assertThat(first.lowest().memoryId()).isEqualTo("2");
  }

  @Test
  void readsAreToldApart() {
    CreditLedger ledger = new CreditLedger(100);
    ledger.add(credit("a", memory("1", .5f, "own"), memory("1", .25f, "all")));
    ledger.add(credit("a", memory("1", .25f, "own")));

    assertThat(ledger.highest(9)).extracting(Entry::read).containsExactly("own", "all");
    assertThat(ledger.highest(9)).extracting(Entry::credit).containsExactly(.75, .25);
  }

  @Test
  void ofALongStreamTheLargestSumsStay() {
    CreditLedger ledger = new CreditLedger(1000);
    ledger.add(credit("best", memory("m", 50), memory("n", -60)));
    for (int i = 0; i < 5000; i++) {
      ledger.add(credit("k" + i, memory("m", .001f * i), memory("n", -.001f * i)));
    }

    assertThat(ledger.highest(1).get(0).key()).isEqualTo("best");
    assertThat(ledger.lowest(1).get(0).credit()).isEqualTo(-60);
    assertThat(ledger.highest(5000)).hasSizeLessThanOrEqualTo(1000);
  }

  private static Credit credit(String key, MemoryCredit... memories) {
    return new Credit(key, "f", "o", 10, "reinstated", 1, 1, 1, List.of(memories));
  }

  private static MemoryCredit memory(String id, float credit) {
    return memory(id, credit, "");
  }

  private static MemoryCredit memory(String id, float credit, String read) {
    return new MemoryCredit(id, 5, .1f, credit, 2 * credit, 0, Float.NaN, false, read);
  }
}
