package com.campaignconversions.commandline.seeing;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.Period;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.commandline.options.BeamArguments;
import com.campaignconversions.commandline.options.JobFileArgument;
import com.campaignconversions.commandline.options.PeriodChoice;
import com.campaignconversions.database.DatabaseException;
import com.campaignconversions.explanation.actions.ActionsResult;
import com.campaignconversions.insights.counts.RowCounts;
import com.campaignconversions.insights.landed.SourceException;
import com.campaignconversions.job.Job;
import com.campaignconversions.records.Wording;
import com.campaignconversions.results.CommandException;
import com.campaignconversions.results.CommandResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code actions}: the action types that the insights really carry. */
@Command(
    name = "actions",
    description = {
      "Shows the action types that the insights really carry, which metric lists each, which of them"
          + " move together, and which names of the catalogue never occur. Needs no database and"
          + " changes nothing.",
      ""
    },
    mixinStandardHelpOptions = true)
public final class ActionsCommand implements Callable<CommandResult> {
  private static final int MOST_CLIENTS = 3;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private JobFileArgument jobFile = new JobFileArgument();
  @Mixin private PeriodChoice periods = new PeriodChoice();
  @Unmatched private List<String> beamArguments = new ArrayList<>();

  @Override
  public CommandResult call() throws Exception {
    Job job = jobFile.readWithoutSecrets();
    PipelineOptions options = BeamArguments.options(job, beamArguments, spec);
    List<Client> clients = periods.clientsOf(job);
    List<Period> named = periods.named(job.granularity());
    SourcesAgain sources = SourcesAgain.of(job, options, named);
    if (sources.isNothing()) {
      throw CommandException.failed("there is nothing to read: " + sources.why());
    }
    try {
      ActionsResult result =
          ActionsResult.of(job, clients, wanted(clients, named), sources.source());
      if (result.rows() == 0) {
        throw CommandException.failed(
            "there is no row of a campaign%s: %s".formatted(asked(clients, named), why(result)));
      }
      return result;
    } catch (SourceException | DatabaseException | IOException e) {
      throw CommandException.failed(String.valueOf(e.getMessage()));
    }
  }

  private String asked(List<Client> clients, @Nullable List<Period> named) {
    String whose =
        periods.clients().isEmpty()
            ? ""
            : " of " + Wording.some(clients.stream().map(Client::id).toList(), MOST_CLIENTS);
    if (named == null) {
      return whose;
    }
    Period last = named.get(named.size() - 1);
    return whose + " in " + named.get(0) + (named.size() == 1 ? "" : " to " + last);
  }

  /** Why no row can be shown. */
  private static String why(ActionsResult result) {
    RowCounts read = result.read();
    List<String> rows = new ArrayList<>();
    addTo(rows, read.skipped(), " of other clients or periods");
    String check = read.skipped() == 0 ? " (`check` tells why)" : "";
    addTo(rows, read.rejected(), " that cannot be used" + check);
    addTo(rows, read.read() - read.skipped() - read.rejected(), " of an ad account's own totals");
    String all = rows.isEmpty() ? "no row was read" : "read were " + Wording.all(rows);
    return result.unread().isEmpty() ? all : all + "; " + result.notRead();
  }

  private static void addTo(List<String> rows, long count, String which) {
    if (count > 0) {
      rows.add(Wording.counted(count, "row") + which);
    }
  }

  private static @Nullable WantedPeriods wanted(
      List<Client> clients, @Nullable List<Period> named) {
    if (named == null) {
      return null;
    }
    Map<String, List<Period>> byClient = new HashMap<>();
    clients.forEach(client -> byClient.put(client.id(), named));
    return new WantedPeriods(byClient);
  }
}
