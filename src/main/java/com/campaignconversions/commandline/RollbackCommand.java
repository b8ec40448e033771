package com.campaignconversions.commandline;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.commandline.options.JobFileArgument;
import com.campaignconversions.commandline.options.PeriodChoice;
import com.campaignconversions.database.Database;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.schema.Schema;
import com.campaignconversions.publishing.versions.Rollback;
import com.campaignconversions.results.Answer;
import com.campaignconversions.results.CommandException;
import com.campaignconversions.results.CommandResult;
import com.campaignconversions.running.ProductVersion;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
final class RollbackCommand implements Callable<CommandResult> {
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
  public CommandResult call() throws Exception {
    Job job = jobFile.read();
    ClientPeriod clientPeriod = PeriodChoice.of(client, period).single(job);
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
    Answer answer =
        Answer.ok()
            .say(
                "Run %d rolled %s back from %.12s to %.12s: %s."
                    .formatted(done.runId(), clientPeriod, done.from(), done.to(), done.changes()))
            .say(
                "The numbers that were left are withheld from now on, until they change; to publish"
                    + " them again: rollback --to=%.12s".formatted(done.from()));
    answer
        .json()
        .put("run", done.runId())
        .put("exit_code", 0)
        .put("client", clientPeriod.clientId())
        .put("period", clientPeriod.period().id())
        .put("from", done.from())
        .put("to", done.to())
        .put("changes", done.changes());
    return answer;
  }
}
