package com.campaignconversions.htmlreport;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.records.Wording;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;

/** Clients down, periods across: how each client period stands. */
record PeriodsTable(
    List<ReportedClient> clients,
    NavigableSet<Period> periods,
    Map<ClientPeriod, ReportedPeriod> reported) {
  private static final int MOST_CELLS = 1_500;
  private static final int MOST_PERIODS = 60;

  void writeTo(HtmlWriter html) {
    List<Period> shown =
        periods.stream().skip(Math.max(0, periods.size() - (long) room())).toList();
    html.start("section", "aria-labelledby", "overview")
        .element("h2", "Clients and periods", "id", "overview")
        .startTable("Overview", "How each client period stands", "class", "overview")
        .start("thead")
        .start("tr")
        .element("th", "Client", "scope", "col");
    shown.forEach(
        period -> html.element("th", period.id(), "scope", "col", "data-column", period.id()));
    html.end().end().start("tbody");
    clients.forEach(client -> row(html, client, shown));
    html.end().end().end();
    if (shown.size() < periods.size()) {
      html.element(
          "p",
          Wording.counted(periods.size() - (long) shown.size(), "earlier period")
              + " found no room here; --from and --to choose.");
    }
    legend(html);
    html.end();
  }

  private int room() {
    return Math.max(1, Math.min(MOST_PERIODS, MOST_CELLS / Math.max(1, clients.size())));
  }

  private void row(HtmlWriter html, ReportedClient client, List<Period> shown) {
    html.start("tr", "data-row", client.id())
        .start("th", "scope", "row")
        .start("a", "href", "#" + client.anchor())
        .name(client.name())
        .end()
        .end();
    for (Period period : shown) {
      ReportedPeriod one = reported.get(new ClientPeriod(client.id(), period));
      if (one == null) {
        html.element("td", ClientPeriodState.NOT_RUN.text(), "data-column", period.id());
      } else {
        html.start("td", one.attributes("class", one.state().name()))
            .element("a", one.state().text(), "href", "#" + one.anchor())
            .end();
      }
    }
    html.end();
  }

  private static void legend(HtmlWriter html) {
    html.start("dl");
    for (ClientPeriodState state : ClientPeriodState.values()) {
      html.element("dt", state.text()).element("dd", state.meaning);
    }
    html.end();
  }
}
