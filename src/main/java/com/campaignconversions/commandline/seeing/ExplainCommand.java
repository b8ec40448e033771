package com.campaignconversions.commandline.seeing;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.commandline.options.BeamArguments;
import com.campaignconversions.commandline.options.JobFileArgument;
import com.campaignconversions.commandline.options.PeriodChoice;
import com.campaignconversions.database.Database;
import com.campaignconversions.explanation.Explainer;
import com.campaignconversions.insights.landed.SourceException;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.metrics.CampaignColumns;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome;
import com.campaignconversions.publishing.runs.OutcomeStore;
import com.campaignconversions.publishing.schema.Schema;
import com.campaignconversions.publishing.versions.CampaignSample;
import com.campaignconversions.publishing.versions.PublishedNumber;
import com.campaignconversions.records.Spelling;
import com.campaignconversions.records.Wording;
import com.campaignconversions.results.CommandException;
import com.campaignconversions.results.CommandResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code explain}: where one published number comes from. */
@Command(
    name = "explain",
    description = {
      "Shows where one published number comes from: the action type taken and those ignored, each"
          + " row with its place and its entries, and their sum, read again now from the insights.",
      "",
      "Ends with 3 where the insights say otherwise now than what is published.",
      ""
    },
    mixinStandardHelpOptions = true)
public final class ExplainCommand implements Callable<CommandResult> {
  private static final int MOST_CAMPAIGNS = 5;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private JobFileArgument jobFile = new JobFileArgument();

  @Option(names = "--client", required = true, paramLabel = "ID", description = "Whose it is.")
  private String client = "";

  @Option(
      names = "--period",
      required = true,
      paramLabel = "PERIOD",
      description = "2025-11, 2025-W46 or 2025-11-14.")
  private String period = "";

  @Option(
      names = "--campaign",
      required = true,
      paramLabel = "ID",
      description = "The campaign's id, or its name where only one has it.")
  private String campaign = "";

  @Option(
      names = "--metric",
      required = true,
      paramLabel = "NAME",
      description = "A metric of the catalogue.")
  private String metric = "";

  @Unmatched private List<String> beamArguments = new ArrayList<>();

  @Override
  public CommandResult call() throws Exception {
    Job job = jobFile.read();
    PipelineOptions options = BeamArguments.options(job, beamArguments, spec);
    ClientPeriod clientPeriod = PeriodChoice.of(client, period).single(job);
    if (!job.metricNames().contains(metric)) {
      throw CommandException.usage(
          "--metric=%s: %s; the catalogue has %s%s"
              .formatted(
                  metric,
                  CampaignColumns.FIXED.contains(metric)
                      ? metric + " is a column of every campaign, and no metric"
                      : "there is no such metric",
                  Spelling.list(job.metricNames()),
                  Spelling.suggestion(metric, job.metricNames())));
    }
    Database database = Database.of(job);
    PublishedNumber number = number(database, clientPeriod);
    SourcesAgain sources = SourcesAgain.of(job, options, clientPeriod);
    if (sources.isNothing()) {
      throw CommandException.failed(
          "nothing can be read again: %s; %s is published as %s"
              .formatted(
                  sources.why(),
                  metric,
                  number.value() == null ? "unknown" : Wording.number(number.value())));
    }
    try {
      return Explainer.of(job, database, number, sources.source(), sources.missing());
    } catch (SourceException | IOException e) {
      throw CommandException.failed(String.valueOf(e.getMessage()));
    }
  }

  private PublishedNumber number(Database database, ClientPeriod clientPeriod)
      throws CommandException {
    try {
      if (Schema.exists(database)) {
        return PublishedNumber.of(database, clientPeriod, campaign, metric);
      }
    } catch (PublishedNumber.Missing e) {
      if (!e.campaigns().isEmpty()) {
        throw CommandException.usage(unknownCampaign(clientPeriod, e));
      }
    }
    throw CommandException.usage(clientPeriod + " " + notPublished(database, clientPeriod));
  }

  /** Why not, as the latest run that looked for it said. */
  private static String notPublished(Database database, ClientPeriod clientPeriod) {
    String again =
        "`run --client=%s --period=%s`".formatted(clientPeriod.clientId(), clientPeriod.period());
    ClientPeriodOutcome latest =
        Schema.exists(database)
            ? OutcomeStore.latestOutcomes(database, List.of(clientPeriod.clientId()))
                .get(clientPeriod)
            : null;
    if (latest == null) {
      return "is not published, and no run has looked for it yet: " + again;
    }
    String reason = latest.reason() == null ? "" : ": " + latest.reason();
    return switch (latest.outcome()) {
      case WITHHELD -> "is not published, it was withheld" + reason;
      case MISSING -> "is not published" + reason;
      case PUBLISHED, UNCHANGED, HELD, SUPERSEDED ->
          "is not published any more: " + again + " publishes it again";
    };
  }

  private String unknownCampaign(ClientPeriod clientPeriod, PublishedNumber.Missing missing) {
    if (!missing.namesakes().isEmpty()) {
      return "--campaign=%s: %s has %s of that name: use the id, one of %s"
          .formatted(
              campaign,
              clientPeriod,
              Wording.counted(missing.namesakes().size(), "campaign"),
              Wording.some(
                  missing.namesakes().stream().map(CampaignSample::campaignId).toList(),
                  MOST_CAMPAIGNS));
    }
    List<String> names =
        missing.campaigns().stream()
            .flatMap(one -> Stream.of(one.campaignId(), String.valueOf(one.campaignName())))
            .toList();
    return "--campaign=%s: %s has no such campaign; it has %s%s"
        .formatted(
            campaign,
            clientPeriod,
            Wording.some(
                missing.campaigns().stream().map(ExplainCommand::shown).toList(), MOST_CAMPAIGNS),
            Spelling.suggestion(campaign, names));
  }

  private static String shown(CampaignSample one) {
    return one.campaignId()
        + (one.campaignName() == null ? "" : " (" + Spelling.shown(one.campaignName()) + ")");
  }
}
