package com.campaignconversions.explanation;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.conversions.ClientPeriodExtraction;
import com.campaignconversions.conversions.ClientPeriodExtraction.Result;
import com.campaignconversions.conversions.ClientPeriodSummary;
import com.campaignconversions.conversions.deduplication.DeduplicatedRows;
import com.campaignconversions.conversions.deduplication.RowKey;
import com.campaignconversions.conversions.history.PublishedBefore;
import com.campaignconversions.conversions.losses.GatheredRows;
import com.campaignconversions.conversions.losses.GatheredRows.OfClientPeriod;
import com.campaignconversions.conversions.metrics.ListedType;
import com.campaignconversions.conversions.metrics.PeriodConversions;
import com.campaignconversions.database.Database;
import com.campaignconversions.explanation.CampaignRows.ReadRow;
import com.campaignconversions.explanation.ExplainedRow.Entry;
import com.campaignconversions.insights.WholeSource;
import com.campaignconversions.insights.fields.WantedActions;
import com.campaignconversions.insights.rows.Admission;
import com.campaignconversions.insights.rows.Insight;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.metrics.ActionTypes;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.publishing.forecasts.PublishedForecasts;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome;
import com.campaignconversions.publishing.runs.OutcomeStore;
import com.campaignconversions.publishing.versions.PublishedHistory;
import com.campaignconversions.publishing.versions.PublishedNumber;
import com.campaignconversions.records.Decimals;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the sources of a client period again and extracts it as a run does, so that the number that
 * comes out was made by the same rules; and follows the rows of one campaign through them.
 */
public final class Explainer {
  private final Job job;
  private final PublishedNumber number;
  private final Metric metric;
  private final int place;
  private final WantedActions wanted;
  private final CampaignRows read;
  private List<ListedType> listed = List.of();
  private @Nullable BigDecimal now;

  /** Whether the campaign came out. */
  private boolean there;

  private Explainer(Job job, PublishedNumber number) {
    this.job = job;
    this.number = number;
    this.place = job.metricNames().indexOf(number.metric());
    this.metric = job.metricsOf(number.clientPeriod().clientId()).get(place);
    this.wanted = WantedActions.of(job);
    this.read =
        new CampaignRows(
            job,
            metric,
            number.clientPeriod(),
            number.campaignId(),
            number.state().checkedAt().toEpochMilli());
  }

  /**
   * Explains a published number.
   *
   * @param number of a client and metric that the job has
   * @param missing the names of sources that are gone
   * @throws IOException if pages cannot be read
   */
  public static Explanation of(
      Job job, Database database, PublishedNumber number, WholeSource source, List<String> missing)
      throws IOException {
    return new Explainer(job, number).explain(database, source, missing);
  }

  private Explanation explain(Database database, WholeSource source, List<String> missing)
      throws IOException {
    ClientPeriod clientPeriod = number.clientPeriod();
    WantedPeriods wantedPeriods =
        new WantedPeriods(Map.of(clientPeriod.clientId(), List.of(clientPeriod.period())));
    source.read(new Admission(job, wantedPeriods), wantedPeriods, read);
    GatheredRows gathered = GatheredRows.of(read.blocks(), job.granularity());
    OfClientPeriod found = gathered.take(clientPeriod);
    List<Insight> campaign =
        found.rows().stream()
            .filter(row -> number.campaignId().equals(row.ids().campaignId()))
            .toList();
    // What --accept-rejected published counts as it does here: a rejected row changes no other.
    ClientPeriodExtraction extraction =
        new ClientPeriodExtraction(
            job.publishingRejected(),
            Objects.requireNonNull(job.clientsById().get(clientPeriod.clientId())),
            wanted,
            number.state().checkedAt());
    Result result =
        extraction.extract(
            clientPeriod.period(),
            found,
            gathered.sources(clientPeriod.clientId()),
            PublishedBefore.of(PublishedHistory.of(database, job), clientPeriod),
            this::take);
    String withheld =
        result.summary().state() == ClientPeriodSummary.State.WITHHELD
            ? result.summary().reason()
            : null;
    List<ExplainedRow> rows = rows(campaign, extraction.countedRows(number.campaignId(), campaign));
    BigDecimal sum = there && now != null ? sum(campaign, rows) : null;
    boolean agrees =
        there && Decimals.same(number.value(), now) && (now == null || Decimals.same(now, sum));
    long leftOut = campaign.size() - (long) read.rows().size();
    List<ExplainedRow> all = new ArrayList<>(rows.subList(0, read.rows().size()));
    all.addAll(read.rejected());
    return new Explanation(
        number,
        metric,
        listed,
        all,
        leftOut,
        read.rejectedElsewhere(),
        campaign.size(),
        sum,
        there,
        now,
        agrees,
        agrees
            ? null
            : new Changes(
                    job,
                    number,
                    read,
                    missing,
                    result.summary().fingerprint().equals(number.state().fingerprint()))
                .sentence(there, now, sum, withheld, result.summary().rows().read()),
        PublishedForecasts.of(database, List.of(clientPeriod))
            .getOrDefault(clientPeriod, Map.of())
            .get(metric.name()),
        told(database, clientPeriod));
  }

  /** What the newest run said of the client period. */
  private static @Nullable String told(Database database, ClientPeriod clientPeriod) {
    ClientPeriodOutcome outcome =
        OutcomeStore.latestOutcomes(database, List.of(clientPeriod.clientId())).get(clientPeriod);
    return outcome == null ? null : outcome.reason();
  }

  private void take(PeriodConversions conversions) {
    for (int i = 0; i < conversions.campaigns().size(); i++) {
      if (conversions.campaigns().get(i).campaignId().equals(number.campaignId())) {
        now = conversions.valuesOf(i).get(place);
        listed = conversions.listed(place, i);
        there = true;
      }
    }
  }

  /** All rows, of which those that were read first have entries. */
  private List<ExplainedRow> rows(List<Insight> campaign, DeduplicatedRows counted) {
    Set<Insight> adding = identities(counted.counted());
    Set<Insight> standing = identities(counted.standing());
    Map<RowKey, ReadRow> first = new HashMap<>();
    for (int i = 0; i < read.rows().size(); i++) {
      if (adding.contains(campaign.get(i))) {
        first.put(RowKey.of(campaign.get(i)), read.rows().get(i));
      }
    }
    List<ExplainedRow> rows = new ArrayList<>();
    for (int i = 0; i < campaign.size(); i++) {
      Insight insight = campaign.get(i);
      ReadRow row = i < read.rows().size() ? read.rows().get(i) : new ReadRow("", "");
      String why =
          adding.contains(insight) ? null : why(insight, standing, first.get(RowKey.of(insight)));
      List<Entry> entries = row.entries().stream().map(entry -> known(entry, why == null)).toList();
      rows.add(row.explained(insight, entries, anyArray(insight), why));
    }
    return rows;
  }

  private boolean anyArray(Insight insight) {
    return metric.arrays().stream()
        .anyMatch(array -> (insight.actions().arraysPresent() >> wanted.array(array) & 1) == 1);
  }

  private static Set<Insight> identities(List<Insight> rows) {
    Set<Insight> same = Collections.newSetFromMap(new IdentityHashMap<>());
    same.addAll(rows);
    return same;
  }

  private String why(Insight insight, Set<Insight> standing, @Nullable ReadRow same) {
    if (!standing.contains(insight)) {
      return "it gave way to "
          + (same == null ? "a newer row of the same days" : "the newer row in " + same.place())
          + " (insights.newest)";
    }
    return insight.deleted()
        ? "its source marked it as deleted"
        : "it repeats " + (same == null ? "another row" : "the row in " + same.place());
  }

  private Entry known(Entry entry, boolean rowCounts) {
    boolean counted =
        rowCounts
            && entry.amount() != null
            && taken().stream()
                .anyMatch(
                    one ->
                        one.array().equals(entry.array())
                            && ActionTypes.caseFolded(one.type())
                                .equals(ActionTypes.caseFolded(entry.actionType())));
    return new Entry(
        entry.array(), entry.actionType(), entry.window(), entry.text(), entry.amount(), counted);
  }

  private List<ListedType> taken() {
    return listed.stream().filter(ListedType::taken).toList();
  }

  /** What the counted entries add up to; of rows that are not shown, what was packed of them. */
  private BigDecimal sum(List<Insight> campaign, List<ExplainedRow> rows) {
    Set<Integer> series =
        taken().stream()
            .map(one -> wanted.series(one.array(), one.type()))
            .collect(Collectors.toSet());
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < rows.size(); i++) {
      if (i < read.rows().size()) {
        sum = sum.add(rows.get(i).sum());
      } else if (rows.get(i).counted()) {
        for (int one : series) {
          sum = sum.add(CampaignRows.amount(campaign.get(i), one));
        }
      }
    }
    return sum;
  }
}
