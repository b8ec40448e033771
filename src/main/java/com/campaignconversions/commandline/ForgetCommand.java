package com.campaignconversions.commandline;

import com.campaignconversions.database.Database;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.removal.Forget;
import com.campaignconversions.publishing.schema.Schema;
import com.campaignconversions.results.CommandException;
import com.campaignconversions.running.RunWatch;
import java.io.Console;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code forget}: removes a client wholly. */
@Command(
    name = "forget",
    description = {
      "Removes all that the database has of a client: what is published, every version, rejections,"
          + " outcomes and judgements. It cannot be undone.",
      ""
    },
    mixinStandardHelpOptions = true)
final class ForgetCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
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
  public Integer call() throws Exception {
    Job job = jobFile.read();
    Database database = Database.of(job);
    PrintWriter out = spec.commandLine().getOut();
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
    out.println(
        "Removed of %s: %d published periods, %d versions with %d rows, %d rejections."
            .formatted(
                client,
                forgotten.clientPeriods(),
                forgotten.versions(),
                forgotten.rows(),
                forgotten.rejected()));
    if (forgotten.clientsRowKept()) {
      out.println("The table clients still has it, because this product did not add that row.");
    }
    if (job.clients().stream().anyMatch(known -> known.id().equals(client))) {
      out.println("It is still in the job's clients: the next run publishes it again.");
    }
    out.flush();
    return 0;
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
