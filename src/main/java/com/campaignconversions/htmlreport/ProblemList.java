package com.campaignconversions.htmlreport;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.records.Wording;
import com.campaignconversions.results.Screen.Item;
import com.campaignconversions.results.runs.Problems.Problem;
import java.util.List;
import java.util.Map;

/**
 * What needs a person, worst first, with what to do about it.
 *
 * @param rejected what the last run could not use
 */
record ProblemList(
    List<Problem> problems, List<Item> rejected, Map<ClientPeriod, ReportedPeriod> periods) {
  private static final int MOST = 100;
  private static final int MOST_LINKS = 12;

  void writeTo(HtmlWriter html) {
    html.start("section", "aria-labelledby", "problems")
        .element("h2", "What is wrong", "id", "problems");
    if (problems.isEmpty()) {
      html.element("p", "Nothing: every client period is published and trusted.");
    } else {
      html.start("ol");
      problems.stream().limit(MOST).forEach(problem -> item(html, problem));
      html.end();
      if (problems.size() > MOST) {
        html.element(
            "p",
            Wording.counted(problems.size() - (long) MOST, "more problem")
                + ": `status --all` lists them; --client and --period choose.");
      }
    }
    if (!rejected.isEmpty()) {
      html.element("h3", "Rows that the last run could not use").start("ul");
      rejected.forEach(item -> html.element("li", item.text()));
      html.end();
    }
    html.end();
  }

  private void item(HtmlWriter html, Problem problem) {
    html.start("li")
        .element("b", problem.label())
        .text(" " + problem.who() + ": " + problem.sentence());
    int links = 0;
    for (ClientPeriod one : problem.clientPeriods()) {
      ReportedPeriod period = periods.get(one);
      if (period == null) {
        continue;
      }
      if (links == MOST_LINKS) {
        html.text(" and " + Wording.count(problem.clientPeriods().size() - (long) links) + " more");
        break;
      }
      html.text(links == 0 ? " See " : ", ")
          .element("a", one.toString(), period.attributes("href", "#" + period.anchor()));
      links++;
    }
    html.end();
  }
}
