package com.campaignconversions.htmlreport;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.database.Database;
import com.campaignconversions.htmlreport.ClientPeriodDetails.Depth;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.versions.PublicationState;
import com.campaignconversions.publishing.versions.PublishedCampaign;
import com.campaignconversions.publishing.versions.VersionEvent;
import com.campaignconversions.records.Wording;
import com.campaignconversions.results.Screen.Item;
import com.campaignconversions.results.runs.ClientPeriodResult;
import com.campaignconversions.results.runs.Problems;
import com.campaignconversions.results.runs.RejectedItems;
import com.campaignconversions.results.runs.StatusResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The page: what is wrong, how every client period stands, and then client by client the pictures
 * and campaigns of those that need a look and of the latest, with a line for each of the rest.
 */
final class ReportPage {
  /** With all that is around them, details make a page of at most a megabyte. */
  private static final int MOST_BYTES = 1_000_000;

  /** The rank of what gets a line. */
  private static final int LEFT_OUT = 4;

  private final StatusResult status;
  private final Database database;
  private final boolean chosen;
  private final boolean whole;
  private final Instant made;
  private final Map<ClientPeriod, ReportedPeriod> periods = new LinkedHashMap<>();
  private final Map<ReportedClient, List<ReportedPeriod>> clients = new LinkedHashMap<>();

  /** Of each client that of the last period of which something is published. */
  private final Set<ClientPeriod> latest = new HashSet<>();

  private final Map<ClientPeriod, String> details = new HashMap<>();

  /**
   * Of what a status tells.
   *
   * @param restatements versions that replaced another one, the newest first
   * @param chosen whether only some clients or periods were asked for
   * @param whole whether all of it is shown, however large the page becomes
   */
  ReportPage(
      StatusResult status,
      Database database,
      List<VersionEvent> restatements,
      boolean chosen,
      boolean whole,
      Instant made) {
    this.status = status;
    this.database = database;
    this.chosen = chosen;
    this.whole = whole;
    this.made = made;
    Job job = status.job();
    Map<String, List<ClientPeriodResult>> byClient =
        status.clientPeriods().stream()
            .collect(
                Collectors.groupingBy(
                    one -> one.clientPeriod().clientId(), LinkedHashMap::new, Collectors.toList()));
    Map<ClientPeriod, List<VersionEvent>> restated =
        restatements.stream().collect(Collectors.groupingBy(VersionEvent::clientPeriod));
    for (Client client : job.clients()) {
      List<ClientPeriodResult> results = byClient.getOrDefault(client.id(), List.of());
      if (results.isEmpty()) {
        continue;
      }
      String anchor = "c" + (clients.size() + 1);
      List<ReportedPeriod> newestFirst = new ArrayList<>();
      for (ClientPeriodResult result : results) {
        ClientPeriod clientPeriod = result.clientPeriod();
        ReportedPeriod period =
            new ReportedPeriod(
                result,
                ClientPeriodState.of(result),
                anchor + "-" + clientPeriod.period().id(),
                job.metricsOf(client.id()),
                restated.getOrDefault(clientPeriod, List.of()));
        periods.put(clientPeriod, period);
        newestFirst.add(0, period);
      }
      newestFirst.stream()
          .filter(one -> one.result().publication() != null)
          .findFirst()
          .ifPresent(one -> latest.add(one.clientPeriod()));
      clients.put(new ReportedClient(client.id(), results.get(0).whose(), anchor), newestFirst);
    }
  }

  /** The whole page; client periods are read one after the other. */
  String html() {
    NavigableSet<Period> all = new TreeSet<>();
    periods.keySet().forEach(one -> all.add(one.period()));
    HtmlWriter overview = new HtmlWriter();
    summary(overview);
    if (!periods.isEmpty()) {
      List<Problems.Problem> problems = Problems.all(status.clientPeriods());
      new ProblemList(problems, rejected(problems), periods).writeTo(overview);
      new PeriodsTable(List.copyOf(clients.keySet()), all, periods).writeTo(overview);
      howToRead(overview);
    }

    HtmlWriter lines = new HtmlWriter();
    clients.forEach((client, theirs) -> client(lines, client, theirs));
    int left =
        MOST_BYTES
            - bytes(overview.html())
            - bytes(lines.html())
            - bytes(PageFrame.around(title(), ""));
    drawDetails(left);

    HtmlWriter sections = new HtmlWriter();
    clients.forEach((client, theirs) -> client(sections, client, theirs));
    return PageFrame.around(title(), overview.html() + sections.html());
  }

  private static void howToRead(HtmlWriter html) {
    html.element(
        "p",
        "In the pictures each dot is a campaign. Dots on the flat line have all the same number, as"
            + " if a total had been divided equally; dots on the rising line have all the same share"
            + " of the total as of what stands below. Real campaigns seldom lie on either; where"
            + " they do, the verdict says how seldom. Both scales are square roots.");
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** What no client period's own sentence tells of; whoever asked for some asked for no more. */
  private List<Item> rejected(List<Problems.Problem> problems) {
    return status.lastRun() == null || chosen
        ? List.of()
        : RejectedItems.of(
            status.lastRun().read(),
            problems.stream().map(Problems.Problem::item).toList(),
            ClientPeriodResult.clientIds(status.clientPeriods()));
  }

  private String title() {
    return "Conversions of " + status.job().name();
  }

  private void summary(HtmlWriter html) {
    html.start("header").element("h1", title());
    html.element(
        "p",
        "%s of %s: %s."
            .formatted(
                Wording.counted(periods.size(), "client period"),
                Wording.counted(clients.size(), "client"),
                periods.isEmpty()
                    ? "nothing is published yet, and no run has looked for anything: `run` does"
                    : ReportedPeriod.countedByState(periods.values())));
    String newest =
        periods.values().stream()
            .map(one -> one.result().publication())
            .filter(Objects::nonNull)
            .map(PublicationState::lastDay)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .map(day -> "Data up to " + day + ". ")
            .orElse("");
    html.element("p", newest + "Page of " + Wording.local(made) + ", made from what is published.")
        .end();
  }

  /** What needs a look, what is the latest of a client, what was restated; as deep as it fits. */
  private void drawDetails(int bytes) {
    List<ReportedPeriod> wanted =
        periods.values().stream()
            .filter(one -> whole || rank(one) < LEFT_OUT)
            .sorted(
                Comparator.comparingInt(this::rank)
                    .thenComparing(one -> one.clientPeriod().period(), Comparator.reverseOrder()))
            .toList();
    Map<ClientPeriod, List<RejectedRows>> rejected =
        RejectedRows.of(database, wanted.stream().map(ReportedPeriod::clientPeriod).toList());
    for (Depth depth : whole ? List.of(Depth.EVERYTHING) : Depth.USUAL) {
      details.clear();
      if (draw(wanted, rejected, depth, whole ? Integer.MAX_VALUE : bytes)) {
        return;
      }
    }
  }

  /** Whether all found room. */
  private boolean draw(
      List<ReportedPeriod> wanted,
      Map<ClientPeriod, List<RejectedRows>> rejected,
      Depth depth,
      int bytes) {
    int left = bytes;
    for (ReportedPeriod period : wanted) {
      ClientPeriod clientPeriod = period.clientPeriod();
      List<PublishedCampaign> campaigns =
          period.result().publication() == null
              ? List.of()
              : PublishedCampaign.of(database, clientPeriod);
      List<RejectedRows> theirs = rejected.getOrDefault(clientPeriod, List.of());
      String html = new ClientPeriodDetails(period, campaigns, theirs, depth).html();
      left -= bytes(html);
      if (left < 0) {
        return false;
      }
      details.put(clientPeriod, html);
    }
    return true;
  }

  /** Who asks for details first. */
  private int rank(ReportedPeriod period) {
    return switch (period.state()) {
      case NOT_TRUSTED -> 0;
      case WITHHELD -> 1;
      case HELD, MISSING, NOT_RUN, PROVISIONAL, TRUSTED ->
          latest.contains(period.clientPeriod())
              ? 2
              : period.restatements().isEmpty() ? LEFT_OUT : 3;
    };
  }

  /** Its details, the newest first, and a table of the rest. */
  private void client(HtmlWriter html, ReportedClient client, List<ReportedPeriod> newestFirst) {
    html.start("section", "class", "client", "aria-labelledby", client.anchor())
        .start("h2", "id", client.anchor())
        .name(client.name())
        .end();
    List<ReportedPeriod> rest = new ArrayList<>();
    for (ReportedPeriod period : newestFirst) {
      String detail = details.get(period.clientPeriod());
      if (detail == null) {
        rest.add(period);
      } else {
        html.markup(detail);
      }
    }
    if (!rest.isEmpty()) {
      new LinesTable(rest, status.job().metricNames(), clients.size()).writeTo(html);
    }
    html.end();
  }

  /** How many client periods the page has, and how many of them with pictures and campaigns. */
  int size() {
    return periods.size();
  }

  int drawn() {
    return details.size();
  }
}
