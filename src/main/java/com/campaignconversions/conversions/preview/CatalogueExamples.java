package com.campaignconversions.conversions.preview;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.conversions.CampaignConversions;
import com.campaignconversions.conversions.ClientPeriodExtraction;
import com.campaignconversions.conversions.ClientPeriodExtraction.Result;
import com.campaignconversions.conversions.history.PublishedBefore;
import com.campaignconversions.conversions.losses.GatheredRows;
import com.campaignconversions.insights.FirstRows;
import com.campaignconversions.insights.counts.RejectedCount;
import com.campaignconversions.insights.fields.Ids;
import com.campaignconversions.insights.fields.WantedActions;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.metrics.CatalogueExample;
import com.campaignconversions.job.metrics.CatalogueExample.Expected;
import com.campaignconversions.job.yaml.JobFileException.JobFileProblem;
import com.campaignconversions.records.Decimals;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a catalogue makes of its examples what they say, read and extracted as in a run. */
public final class CatalogueExamples {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final LocalDate SOME_DAY = LocalDate.of(2025, 11, 1);
  private static final String SOME_ACCOUNT = "1";

  private CatalogueExamples() {}

  /** What comes out otherwise, a problem for each metric of each example. */
  public static List<JobFileProblem> wrong(Job job, List<CatalogueExample> examples) {
    List<JobFileProblem> wrong = new ArrayList<>();
    examples.forEach(example -> wrong.addAll(wrong(job, example)));
    return wrong;
  }

  private static List<JobFileProblem> wrong(Job job, CatalogueExample example) {
    ObjectNode row;
    LocalDate day;
    try {
      row = (ObjectNode) JSON.readTree(example.insight());
      day = completed(row);
    } catch (JsonProcessingException | DateTimeException e) {
      return List.of(
          problem(example, example.line(), ".insight", "has no date_start such as 2025-11-01"));
    }
    Client client = client(job, row);
    Job ofExample = job.ofOneClient(client);
    FirstRows read = FirstRows.of(ofExample, row.toString());
    Period period = Period.containing(job.granularity(), day);
    GatheredRows gathered = GatheredRows.of(read.blocks(), job.granularity());
    Result result =
        new ClientPeriodExtraction(
                ofExample,
                client,
                WantedActions.of(ofExample),
                day.plusYears(1).atStartOfDay().toInstant(ZoneOffset.UTC))
            .extract(
                period,
                gathered.take(new ClientPeriod(client.id(), period)),
                gathered.sources(client.id()),
                PublishedBefore.NOTHING);
    if (result.campaigns().isEmpty()) {
      return List.of(
          problem(example, example.line(), ".insight", "cannot be used: " + why(read, result)));
    }
    return compared(job, example, result.campaigns().get(0));
  }

  private static List<JobFileProblem> compared(
      Job job, CatalogueExample example, CampaignConversions campaign) {
    List<JobFileProblem> wrong = new ArrayList<>();
    for (Expected expected : example.expected()) {
      BigDecimal value = campaign.conversions().get(job.metricNames().indexOf(expected.metric()));
      if (!Decimals.same(expected.value(), value)) {
        String source = source(campaign, expected.metric());
        wrong.add(
            problem(
                example,
                expected.line(),
                ".expect." + expected.metric(),
                "comes out as %s%s and not as %s; mend the catalogue, or the example"
                    .formatted(
                        shown(value),
                        source.isEmpty() ? "" : " (from " + source + ")",
                        shown(expected.value()))));
      }
    }
    return wrong;
  }

  private static String shown(@Nullable BigDecimal value) {
    return value == null ? "unknown (null)" : Decimals.text(value);
  }

  private static String source(CampaignConversions campaign, String metric) {
    try {
      return JSON.readTree(campaign.sources()).path(metric).asText();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("sources are JSON", e);
    }
  }

  /** An example need not tell what no metric depends on. */
  private static LocalDate completed(ObjectNode row) {
    if (!row.hasNonNull("account_id")) {
      row.put("account_id", SOME_ACCOUNT);
    }
    if (!row.hasNonNull("campaign_id")) {
      row.put("campaign_id", "1");
    }
    if (!row.hasNonNull("date_start")) {
      row.put("date_start", SOME_DAY.toString());
    }
    if (!row.hasNonNull("date_stop")) {
      row.put("date_stop", row.path("date_start").asText());
    }
    return LocalDate.parse(row.path("date_start").asText());
  }

  /** Whose ad account it is, with what that client counts otherwise; else somebody. */
  private static Client client(Job job, ObjectNode row) {
    String account = Ids.account(row.path("account_id").asText());
    return job.clients().stream()
        .filter(client -> client.accountIds().contains(account))
        .findFirst()
        .orElseGet(
            () ->
                new Client(
                    "",
                    "",
                    List.of(account == null ? SOME_ACCOUNT : account),
                    null,
                    ZoneOffset.UTC));
  }

  private static String why(FirstRows read, Result result) {
    return read.counts().rejected().stream()
        .map(RejectedCount::detail)
        .findFirst()
        .orElseGet(() -> String.valueOf(result.summary().reason()));
  }

  private static JobFileProblem problem(
      CatalogueExample example, int line, String key, String sentence) {
    return new JobFileProblem(example.file(), line, example.key() + key, sentence);
  }
}
