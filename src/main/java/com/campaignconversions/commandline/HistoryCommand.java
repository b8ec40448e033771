package com.campaignconversions.commandline;

import static com.campaignconversions.results.TextTable.left;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.Period;
import com.campaignconversions.database.Database;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.schema.Schema;
import com.campaignconversions.publishing.versions.CampaignChange;
import com.campaignconversions.publishing.versions.VersionEvent;
import com.campaignconversions.publishing.versions.VersionHistory;
import com.campaignconversions.results.Results;
import com.campaignconversions.results.TextTable;
import com.github.freva.asciitable.Column;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code history}: what was restated, when, by how much and why. */
@Command(
    name = "history",
    description = {
      "Shows what was restated: when, by how much, and whether data, catalogue or code changed.",
      "",
      "With --client and --period: every version of that client period, with what changed for each"
          + " campaign and metric.",
      ""
    },
    mixinStandardHelpOptions = true)
final class HistoryCommand implements Callable<Integer> {
  private static final int MOST_CHANGES = 100;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private JobFileArgument jobFile = new JobFileArgument();
  @Mixin private PeriodChoice periods = new PeriodChoice();

  @Option(
      names = "--limit",
      defaultValue = "40",
      paramLabel = "N",
      description = "How many at most (${DEFAULT-VALUE}).")
  private int limit = 40;

  @Override
  public Integer call() throws Exception {
    Job job = jobFile.read();
    List<String> clients = periods.clientsOf(job).stream().map(Client::id).toList();
    List<Period> named = periods.named(job.granularity());
    boolean detailed = periods.clients.size() == 1 && named != null && named.size() == 1;
    Database database = Database.of(job);
    PrintWriter out = spec.commandLine().getOut();
    List<VersionEvent> events =
        Schema.exists(database)
            ? VersionHistory.history(
                database, clients, job.granularity(), named, !detailed, Math.max(1, limit))
            : List.of();
    if (events.isEmpty()) {
      out.println(detailed ? "Nothing of it was published." : "Nothing was restated.");
    } else {
      out.println(table(events, detailed));
    }
    if (events.size() == limit) {
      out.println("There may be more: see --limit, --client, --period.");
    }
    if (detailed) {
      events.forEach(event -> changes(out, database, event));
    }
    out.flush();
    return 0;
  }

  private static String table(List<VersionEvent> events, boolean detailed) {
    return TextTable.of(
        events,
        List.of(
            left("client").with(event -> event.clientPeriod().clientId()),
            left("period").with(event -> event.clientPeriod().period().id()),
            left("visible since").with(event -> event.publishedAt().toString()),
            new Column().header("run").with(event -> Long.toString(event.runId())),
            left("version")
                .with(
                    event ->
                        event.version()
                            + (event.published() ? " *" : event.kept() ? "" : " (pruned)")),
            left("because of").maxWidth(20).with(event -> because(event)),
            left("changed")
                .maxWidth(detailed ? 60 : 80)
                .with(event -> event.changes() == null ? "" : event.changes()),
            left("trusted").with(event -> event.trusted() ? "yes" : "NO"),
            left("by version")
                .with(event -> event.productVersion() == null ? "" : event.productVersion())));
  }

  private static String because(VersionEvent event) {
    if (event.kind() == VersionEvent.EventKind.ROLLED_BACK) {
      return "rollback";
    }
    if (event.previousFingerprint() == null) {
      return "first publication";
    }
    return event.cause() == null ? "" : event.cause();
  }

  private static void changes(PrintWriter out, Database database, VersionEvent event) {
    String before = event.previousFingerprint();
    if (before == null || event.changes() == null) {
      return;
    }
    List<CampaignChange> changes = VersionHistory.changes(database, before, event.fingerprint());
    out.println();
    out.println("Run " + event.runId() + " changed " + changes.size() + " numbers of campaigns:");
    if (changes.isEmpty()) {
      return;
    }
    out.println(
        TextTable.of(
            changes.subList(0, Math.min(MOST_CHANGES, changes.size())),
            List.of(
                left("campaign").with(CampaignChange::campaignId),
                left("name").maxWidth(40).with(change -> text(change.campaignName())),
                left("metric").with(CampaignChange::metric),
                new Column().header("before").with(change -> Results.plain(change.before())),
                new Column().header("after").with(change -> Results.plain(change.after())))));
    if (changes.size() > MOST_CHANGES) {
      out.println((changes.size() - MOST_CHANGES) + " more.");
    }
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
