package com.campaignconversions.commandline;

import static com.campaignconversions.records.Wording.counted;

import com.campaignconversions.commandline.options.JobFileArgument;
import com.campaignconversions.database.Database;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.removal.Forget;
import com.campaignconversions.publishing.schema.Schema;
import com.campaignconversions.results.Answer;
import com.campaignconversions.results.CommandException;
import com.campaignconversions.results.CommandResult;
import com.campaignconversions.running.RunWatch;
import java.io.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code forget}: removes a client wholly. */
@Command(
    name = "forget",
    description = {
      "Removes all that the database has of a client: what is published, every version, rejections,"
          + " outcomes and judgements. It cannot be undone.",
      ""
    },
    mixinStandardHelpOptions = true)
final class ForgetCommand implements Callable<CommandResult> {
  @Mixin private JobFileArgument jobFile = new JobFileArgument();

  @Option(
      names = "--client",
      required = true,
      paramLabel = "ID",
      description = "The client; it need not be in the job file any more.")
  private String client = "";

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Override
  public CommandResult call() throws Exception {
    Job job = jobFile.read();
    Database database = Database.of(job);
    if (!Schema.exists(database)) {
      throw CommandException.failed("The database has nothing of " + client + ".");
    }
    confirm();
    Schema.prepare(database);
    Forget.Forgotten forgotten = Forget.of(database, job, client);
    database.writeOut();
    if (forgotten.refused() != null) {
      throw CommandException.failed("Nothing was removed: " + forgotten.refused());
    }
    if (forgotten.nothing()) {
      throw CommandException.failed("The database has nothing of " + client + ".");
    }
    Answer answer =
        Answer.ok()
            .say(
                "Removed of %s: %s, %s with %s, %s."
                    .formatted(
                        client,
                        counted(forgotten.clientPeriods(), "published period"),
                        counted(forgotten.versions(), "version"),
                        counted(forgotten.rows(), "row"),
                        counted(forgotten.rejected(), "rejection")));
    boolean inJob = job.clients().stream().anyMatch(known -> known.id().equals(client));
    answer
        .json()
        .put("exit_code", 0)
        .put("client", client)
        .put("in_job", inJob)
        .put("clients_row_kept", forgotten.clientsRowKept())
        .putObject("removed")
        .put("client_periods", forgotten.clientPeriods())
        .put("versions", forgotten.versions())
        .put("rows", forgotten.rows())
        .put("rejected", forgotten.rejected());
    if (forgotten.clientsRowKept()) {
      answer.say("The table clients still has it, because this product did not add that row.");
    }
    if (inJob) {
      answer.say("It is still in the job's clients: the next run publishes it again.");
    }
    return answer;
  }

  private void confirm() throws CommandException {
    if (yes) {
      return;
    }
    Console console = RunWatch.atTerminal() ? System.console() : null;
    if (console == null) {
      throw CommandException.usage(
          "--yes is missing: forget cannot be undone, and there is no terminal to ask at");
    }
    String answer = console.readLine("Everything of %s is removed. Type its id: ", client);
    if (answer == null || !answer.trim().equals(client)) {
      throw CommandException.failed("Nothing was removed.");
    }
  }
}
