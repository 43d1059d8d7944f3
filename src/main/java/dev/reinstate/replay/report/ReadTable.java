package dev.reinstate.replay.report;

import static dev.reinstate.replay.report.Html.format;
import static dev.reinstate.replay.report.Html.text;

import dev.reinstate.evaluation.ReadContribution;
import java.util.List;

/** What each named read contributes. */
final class ReadTable {

  private ReadTable() {}

  static String of(List<ReadContribution> reads) {
    StringBuilder html = new StringBuilder();
    html.append(
        "<div class=\"scroll\"><table>\n<tr><th>read</th><th class=\"n\">memories</th>"
            + "<th class=\"n\">weight</th><th class=\"n\">credit</th>"
            + "<th class=\"n\">leave-one-out</th></tr>\n");
    for (ReadContribution read : reads) {
      html.append(
          format(
              "<tr><td class=\"name\">%s</td><td class=\"n\">%.1f</td><td class=\"n\">%.3f</td>"
                  + "<td class=\"n\">%+.4f</td><td class=\"n\">%+.4f</td></tr>\n",
              text(read.name()),
              read.memoriesRead(),
              read.weight(),
              read.credit(),
              read.leaveOneOut()));
    }
    return html.append("</table></div>\n").toString();
  }
}
