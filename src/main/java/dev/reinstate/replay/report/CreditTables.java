package dev.reinstate.replay.report;

import static dev.reinstate.replay.report.Html.format;
import static dev.reinstate.replay.report.Html.text;

import dev.reinstate.replay.report.CreditLedger.Entry;
import java.util.List;

/** Which memories earned and lost most. */
final class CreditTables {

  private static final int MEMORIES = 10;
  private static final int KEYS = 12;

  private CreditTables() {}

  static String of(CreditLedger ledger) {
    List<CreditLedger.OfKey> keys = ledger.keys(KEYS);
    if (keys.isEmpty()) {
      return "<p>No credits were given.</p>\n";
    }
    StringBuilder html = new StringBuilder();
    html.append("<div class=\"plots\">\n<div>\n<h3>Earned most</h3>\n");
    memories(ledger.highest(MEMORIES), html);
    html.append("</div>\n<div>\n<h3>Lost most</h3>\n");
    memories(ledger.lowest(MEMORIES), html);
    html.append("</div>\n</div>\n<h3>By key, those with the most credits</h3>\n");
    html.append(
        "<div class=\"scroll\"><table>\n<tr><th>key</th><th class=\"n\">feedbacks</th>"
            + "<th>earned most</th><th class=\"n\">credit</th><th>lost most</th>"
            + "<th class=\"n\">credit</th></tr>\n");
    for (CreditLedger.OfKey key : keys) {
      html.append(
          format(
              "<tr><td class=\"name\">%s</td><td class=\"n\">%,d</td>%s%s</tr>\n",
              text(key.key()), key.credits(), cells(key.highest()), cells(key.lowest())));
    }
    return html.append("</table></div>\n").toString();
  }

  private static String cells(Entry entry) {
    return format(
        "<td class=\"name\">%s<small>%s%s</small></td><td class=\"n\">%+.3f</td>",
        text(entry.memoryId()), of(entry), Html.time(entry.time()), entry.credit());
  }

  /** By which read, where it has a name. */
  private static String of(Entry entry) {
    return entry.read().isEmpty() ? "" : text(entry.read()) + ", ";
  }

  private static void memories(List<Entry> entries, StringBuilder html) {
    html.append(
        "<div class=\"scroll\"><table>\n<tr><th>key</th><th>memory</th><th class=\"n\">reads</th>"
            + "<th class=\"n\">credit</th><th class=\"n\">leave-one-out</th></tr>\n");
    for (Entry entry : entries) {
      html.append(
          format(
              "<tr><td class=\"name\">%s</td><td class=\"name\">%s<small>%s%s</small></td>"
                  + "<td class=\"n\">%,d</td><td class=\"n\">%+.3f</td><td class=\"n\">%+.3f</td>"
                  + "</tr>\n",
              text(entry.key()),
              text(entry.memoryId()),
              of(entry),
              Html.time(entry.time()),
              entry.reads(),
              entry.credit(),
              entry.leaveOneOut()));
    }
    html.append("</table></div>\n");
  }
}
