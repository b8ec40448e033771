package com.campaignconversions.conversions;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.conversions.ClientPeriodExtraction.Result;
import com.campaignconversions.conversions.history.PublishedBefore;
import com.campaignconversions.conversions.losses.GatheredRows;
import com.campaignconversions.insights.fields.WantedActions;
import com.campaignconversions.insights.rows.Reading;
import com.campaignconversions.insights.rows.RowText;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.file.SmallJob;
import com.campaignconversions.variance.MetricJudgement;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** From rows in words to the numbers of a client's November 2025, for tests. */
public final class Extraction {
  private static final Period NOVEMBER = Period.parse("2025-11");

  private final Period period;
  private final Job job;
  private final Reading reading;
  private PublishedBefore published = PublishedBefore.NOTHING;
  private Instant readAt = Instant.parse("2025-12-01T06:00:00Z");

  private Extraction(Job job, Period period) {
    this.job = job;
    this.period = period;
    this.reading = new Reading(job, SmallJob.wanted(job, period.id()));
  }

  /** Of another month. */
  static Extraction in(String month, SmallJob job, RowText... rows) {
    return new Extraction(job.build(), Period.parse(month)).file(0, rows);
  }

  public static Extraction of(SmallJob job, RowText... rows) {
    return new Extraction(job.build(), NOVEMBER).file(0, rows);
  }

  /** Of a client that counts reservations. */
  public static Extraction of(RowText... rows) {
    return of(SmallJob.ofBelmonte(), rows);
  }

  public Extraction file(int rank, RowText... rows) {
    reading.rows(rank, rows);
    return this;
  }

  /** Rows of a source that was asked for every field. */
  public Extraction asked(RowText... rows) {
    reading.asked(0, rows);
    return this;
  }

  /** Lines of a file of their own. */
  public Extraction text(Path folder, String... lines) {
    reading.text(folder, lines);
    return this;
  }

  /** Something could not be fetched. */
  Extraction gap(String reason) {
    reading.cannotBeFetched(new ClientPeriod(job.clients().get(0).id(), period), reason);
    return this;
  }

  public Extraction published(PublishedBefore before) {
    published = before;
    return this;
  }

  public Extraction readAt(String instant) {
    readAt = Instant.parse(instant);
    return this;
  }

  /** Of the job's first client. */
  public Result result() {
    Client client = job.clients().get(0);
    GatheredRows gathered = GatheredRows.of(reading.blocks(), job.granularity());
    return new ClientPeriodExtraction(job, client, WantedActions.of(job), readAt)
        .extract(
            period,
            gathered.take(new ClientPeriod(client.id(), period)),
            gathered.sources(client.id()),
            published);
  }

  public ClientPeriodSummary summary() {
    return result().summary();
  }

  /** Why it is withheld or missing. */
  public String reason() {
    return String.valueOf(summary().reason());
  }

  public CampaignConversions campaign(String id) {
    return result().campaigns().stream()
        .filter(campaign -> campaign.campaignId().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no campaign " + id + ": " + summary()));
  }

  /** The value of the catalogue's first metric. */
  public @Nullable BigDecimal value(String campaignId) {
    return campaign(campaignId).conversions().get(0);
  }

  public MetricJudgement judgement(String metric) {
    return result().variances().stream()
        .map(MetricVariance::judgement)
        .filter(judgement -> judgement.metric().equals(metric))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no judgement of " + metric + ": " + summary()));
  }
}
