package com.campaignconversions.results;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.database.Database;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome.Outcome;
import com.campaignconversions.publishing.runs.OutcomeLines;
import com.campaignconversions.publishing.runs.OutcomeStore;
import com.campaignconversions.publishing.runs.RunQueries;
import com.campaignconversions.publishing.runs.RunState;
import com.campaignconversions.publishing.versions.CampaignSample;
import com.campaignconversions.publishing.versions.PublicationQueries;
import com.campaignconversions.records.Decimals;
import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.variance.numbers.Verdict;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a run did, for a person at a terminal. */
public final class Results {
  /** More client periods than this are counted, not listed; what is wrong is always listed. */
  private static final int MOST_LISTED = 40;

  private static final int SAMPLE = 5;
  private static final int MOST_SAMPLED = 5;

  private final Database database;
  private final Job job;
  private final long runId;
  private final boolean dryRun;

  private Results(Database database, Job job, long runId, boolean dryRun) {
    this.database = database;
    this.job = job;
    this.runId = runId;
    this.dryRun = dryRun;
  }

  public static Results of(Database database, Job job, long runId, boolean dryRun) {
    return new Results(database, job, runId, dryRun);
  }

  /** Prints, and gives the run's exit code. */
  public int print(PrintWriter out) throws CommandException {
    Optional<RunState> state = RunQueries.of(database, runId);
    List<ClientPeriodOutcome> outcomes = OutcomeStore.outcomes(database, runId);
    Integer exitCode = state.map(RunState::exitCode).orElse(null);
    if (exitCode == null) {
      throw CommandException.failed(
          "Run " + runId + " has not ended; see `runs` for whether it lives");
    }
    List<ClientPeriodOutcome> listed =
        outcomes.size() <= MOST_LISTED
            ? outcomes
            : outcomes.stream().filter(Results::isNoteworthy).toList();
    Map<ClientPeriod, List<MetricJudgement>> judgements =
        PublicationQueries.judgements(
            database,
            listed.stream()
                .filter(outcome -> outcome.trusted() != null)
                .map(ClientPeriodOutcome::clientPeriod)
                .toList());
    if (!listed.isEmpty()) {
      out.println(table(listed, judgements));
    }
    if (listed.size() < outcomes.size()) {
      out.println(
          "%d %s published and trusted, or missing."
              .formatted(outcomes.size() - listed.size(), listed.isEmpty() ? "are" : "more are"));
    }
    out.println();
    for (ClientPeriodOutcome outcome : listed) {
      if (outcome.lost() != null) {
        out.println(
            (Boolean.FALSE.equals(outcome.trusted()) ? "NOT TRUSTED " : "NOTED ")
                + outcome.clientPeriod()
                + ": "
                + outcome.lost());
      }
    }
    suspicious(out, listed, judgements);
    for (ClientPeriodOutcome outcome : listed) {
      if (outcome.restated() != null) {
        out.println(
            "RESTATED "
                + outcome.clientPeriod()
                + ", which was final: "
                + outcome.restated()
                + ".");
      }
    }
    OutcomeLines.of(outcomes).forEach(out::println);
    state.map(RunState::read).map(RejectedLines::of).orElse(List.of()).forEach(out::println);
    out.println();
    out.println(summary(outcomes, exitCode));
    out.flush();
    return exitCode;
  }

  private static boolean isNoteworthy(ClientPeriodOutcome outcome) {
    return outcome.outcome() != Outcome.MISSING
        && (!Boolean.TRUE.equals(outcome.trusted())
            || outcome.restated() != null
            || outcome.lost() != null);
  }

  private String table(
      List<ClientPeriodOutcome> outcomes, Map<ClientPeriod, List<MetricJudgement>> judgements) {
    List<Column> columns = new ArrayList<>();
    List<String[]> cells = new ArrayList<>();
    for (String header : List.of("client", "period", "outcome")) {
      columns.add(new Column().header(header).dataAlign(HorizontalAlign.LEFT));
    }
    columns.add(new Column().header("campaigns"));
    for (String metric : job.metricNames()) {
      columns.add(new Column().header(metric.replace('_', ' ')).maxWidth(14));
    }
    columns.add(new Column().header("verdicts").dataAlign(HorizontalAlign.LEFT).maxWidth(34));
    columns.add(new Column().header("trusted").dataAlign(HorizontalAlign.LEFT));
    for (ClientPeriodOutcome outcome : outcomes) {
      List<MetricJudgement> judged = judgements.getOrDefault(outcome.clientPeriod(), List.of());
      boolean visible = outcome.trusted() != null;
      List<String> row = new ArrayList<>();
      row.add(outcome.clientPeriod().clientId());
      row.add(outcome.clientPeriod().period().id());
      row.add(outcome.outcome().name());
      row.add(visible ? Long.toString(outcome.campaigns()) : "");
      for (String metric : job.metricNames()) {
        row.add(
            visible
                ? judged.stream()
                    .filter(judgement -> judgement.metric().equals(metric))
                    .findFirst()
                    .map(judgement -> plain(judgement.total()))
                    .orElse("")
                : "");
      }
      row.add(visible ? verdicts(judged) : "");
      row.add(visible ? (Boolean.TRUE.equals(outcome.trusted()) ? "yes" : "NO") : "");
      cells.add(row.toArray(String[]::new));
    }
    return AsciiTable.getTable(
        AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS,
        columns.toArray(Column[]::new),
        cells.toArray(String[][]::new));
  }

  /** The verdicts that are not trusted; where there are none, the one that says most. */
  private static String verdicts(List<MetricJudgement> judged) {
    EnumSet<Verdict> all = EnumSet.noneOf(Verdict.class);
    List<String> reasons = new ArrayList<>();
    for (MetricJudgement judgement : judged) {
      all.add(judgement.verdict());
      if (!judgement.trusted()) {
        if (!reasons.contains(judgement.whyNotTrusted())) {
          reasons.add(judgement.whyNotTrusted());
        }
      }
    }
    if (reasons.isEmpty()) {
      judged.stream()
          .filter(MetricJudgement::isOfVerdict)
          .map(judgement -> judgement.verdict().name() + " (accepted)")
          .distinct()
          .forEach(reasons::add);
    }
    if (!reasons.isEmpty()) {
      return String.join(", ", reasons);
    }
    return Stream.of(
            Verdict.VARIANCE,
            Verdict.TOO_EVEN,
            Verdict.INCONCLUSIVE,
            Verdict.SINGLE_CAMPAIGN,
            Verdict.ALL_ZERO,
            Verdict.NEVER_SEEN)
        .filter(all::contains)
        .findFirst()
        .map(Verdict::name)
        .orElse("");
  }

  private void suspicious(
      PrintWriter out,
      List<ClientPeriodOutcome> outcomes,
      Map<ClientPeriod, List<MetricJudgement>> judgements) {
    int sampled = 0;
    for (ClientPeriodOutcome outcome : outcomes) {
      boolean shown = false;
      for (MetricJudgement judgement : judgements.getOrDefault(outcome.clientPeriod(), List.of())) {
        if (judgement.trusted()) {
          continue;
        }
        out.println(
            "NOT TRUSTED "
                + outcome.clientPeriod()
                + " "
                + judgement.metric()
                + ": "
                + judgement.evidence());
        if (judgement.total() != null && !shown && sampled++ < MOST_SAMPLED) {
          shown = true;
          sample(out, outcome.clientPeriod(), judgement.metric());
        }
      }
    }
  }

  private void sample(PrintWriter out, ClientPeriod clientPeriod, String metric) {
    for (CampaignSample campaign :
        PublicationQueries.sample(database, clientPeriod, metric, SAMPLE)) {
      out.println(
          "    "
              + campaign.campaignId()
              + "  spend "
              + plain(campaign.spend())
              + "  "
              + metric
              + " "
              + plain(campaign.value())
              + "  "
              + (campaign.campaignName() == null ? "" : campaign.campaignName()));
    }
  }

  private String summary(List<ClientPeriodOutcome> outcomes, int exitCode) {
    List<String> counts = new ArrayList<>();
    for (Outcome outcome : Outcome.values()) {
      long count = outcomes.stream().filter(one -> one.outcome() == outcome).count();
      if (count > 0) {
        counts.add(count + " " + outcome.name().toLowerCase(java.util.Locale.ROOT));
      }
    }
    long untrusted = outcomes.stream().filter(one -> Boolean.FALSE.equals(one.trusted())).count();
    if (untrusted > 0) {
      counts.add(untrusted + " not trusted");
    }
    if (dryRun) {
      return "Dry run: "
          + String.join(", ", counts)
          + "; nothing was written. A run would end with exit code "
          + exitCode
          + ".";
    }
    return "Run "
        + runId
        + ": "
        + String.join(", ", counts)
        + "; exit code "
        + exitCode
        + ". Look next into campaign_conversions, conversion_variance and rejected_insights of "
        + job.output().jdbcUrl()
        + ", or ask `status`.";
  }

  public static String plain(@Nullable BigDecimal value) {
    return value == null ? "-" : Decimals.text(value);
  }
}
