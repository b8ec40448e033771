package com.campaignconversions.commandline;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.database.Database;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.schema.Schema;
import com.campaignconversions.publishing.versions.Rollback;
import com.campaignconversions.results.CommandException;
import com.campaignconversions.running.ProductVersion;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rollback}: makes an earlier version of one client period visible again. */
@Command(
    name = "rollback",
    description = {
      "Makes an earlier version of one client period visible again: the one before, or --to.",
      "",
      "A run that finds the numbers that were left withholds them, until they change or until"
          + " another rollback --to publishes them again.",
      ""
    },
    mixinStandardHelpOptions = true)
final class RollbackCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private JobFileArgument jobFile = new JobFileArgument();

  @Option(names = "--client", required = true, paramLabel = "ID", description = "The client.")
  private String client = "";

  @Option(
      names = "--period",
      required = true,
      paramLabel = "PERIOD",
      description = "The period: 2025-11, 2025-W46 or 2025-11-14.")
  private String period = "";

  @Option(
      names = "--to",
      paramLabel = "VERSION",
      description = "The run that published it first, or the beginning of its version in history.")
  private @Nullable String to;

  @Override
  public Integer call() throws Exception {
    Job job = jobFile.read();
    PeriodChoice choice = new PeriodChoice();
    choice.clients = List.of(client);
    choice.period = period;
    Client known = choice.clientsOf(job).get(0);
    List<Period> named = choice.named(job.granularity());
    if (named == null || named.size() != 1) {
      throw CommandException.usage("--period=" + period + " is more than one period of the job");
    }
    ClientPeriod clientPeriod = new ClientPeriod(known.id(), named.get(0));
    Database database = Database.of(job);
    if (!Schema.exists(database)) {
      throw CommandException.failed("Nothing of " + clientPeriod + " is published.");
    }
    Schema.prepare(database);
    Rollback.Done done;
    try {
      done = Rollback.of(database, job, clientPeriod, to, ProductVersion.text(), Instant.now());
    } catch (Rollback.NotPossibleException e) {
      String message = "Nothing was rolled back: " + e.getMessage();
      throw e.isUnknownVersion()
          ? CommandException.usage(message)
          : CommandException.failed(message);
    }
    database.writeOut();
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "Run %d rolled %s back from %.12s to %.12s: %s."
            .formatted(done.runId(), clientPeriod, done.from(), done.to(), done.changes()));
    out.println(
        "The numbers that were left are withheld from now on, until they change; to publish them"
            + " again: rollback --to=%.12s".formatted(done.from()));
    out.flush();
    return 0;
  }
}
