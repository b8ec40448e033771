package com.campaignconversions.commandline;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.Period;
import com.campaignconversions.commandline.options.JobFileArgument;
import com.campaignconversions.commandline.options.PeriodChoice;
import com.campaignconversions.database.Database;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.forecasts.SettlingHistory;
import com.campaignconversions.publishing.schema.Schema;
import com.campaignconversions.publishing.versions.VersionEvent;
import com.campaignconversions.publishing.versions.VersionHistory;
import com.campaignconversions.results.CommandResult;
import com.campaignconversions.results.runs.HistoryResult;
import com.campaignconversions.results.runs.SettlingResult;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code history}: what was restated, when, by how much and why. */
@Command(
    name = "history",
    description = {
      "Shows what was restated: when, by how much, and whether data, catalogue or code changed.",
      "",
      "With --client and --period: every version of that client period, with what changed for each"
          + " campaign and metric.",
      "",
      "With --report: how much totals moved after the end of their periods, and for how long.",
      ""
    },
    mixinStandardHelpOptions = true)
final class HistoryCommand implements Callable<CommandResult> {
  @Mixin private JobFileArgument jobFile = new JobFileArgument();
  @Mixin private PeriodChoice periods = new PeriodChoice();

  @Option(
      names = "--limit",
      defaultValue = "40",
      paramLabel = "N",
      description = "How many at most (${DEFAULT-VALUE}).")
  private int limit = 40;

  @Option(
      names = "--report",
      description =
          "Which clients and metrics move most after a period's end, and by when one can be called"
              + " final.")
  private boolean report;

  @Override
  public CommandResult call() throws Exception {
    Job job = jobFile.read();
    List<Client> chosen = periods.clientsOf(job);
    List<String> clients = chosen.stream().map(Client::id).toList();
    List<Period> named = periods.named(job.granularity());
    boolean detailed = periods.clients().size() == 1 && named != null && named.size() == 1;
    Database database = Database.of(job);
    if (report) {
      return new SettlingResult(
          job,
          Schema.exists(database)
              ? SettlingHistory.of(database, chosen, job.granularity(), named)
              : List.of(),
          Math.max(1, limit));
    }
    if (!Schema.exists(database)) {
      return HistoryResult.of(database, job, List.of(), detailed, false);
    }
    List<VersionEvent> events =
        VersionHistory.history(
            database, clients, job.granularity(), named, !detailed, Math.max(1, limit));
    return HistoryResult.of(
        Schema.asStored(database), job, events, detailed, events.size() == limit);
  }
}
