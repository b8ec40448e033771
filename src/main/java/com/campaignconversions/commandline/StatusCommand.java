package com.campaignconversions.commandline;

import com.campaignconversions.audit.AuditResult;
import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.Period;
import com.campaignconversions.commandline.options.JobFileArgument;
import com.campaignconversions.commandline.options.OutputOptions;
import com.campaignconversions.commandline.options.PeriodChoice;
import com.campaignconversions.database.Database;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.runs.RunQueries;
import com.campaignconversions.publishing.runs.RunState;
import com.campaignconversions.publishing.schema.Schema;
import com.campaignconversions.results.CommandException;
import com.campaignconversions.results.CommandResult;
import com.campaignconversions.results.runs.RunResult;
import com.campaignconversions.results.runs.StatusResult;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code status}: what is published, provisional, withheld or missing; or how one run ended. */
@Command(
    name = "status",
    description = {
      "Shows the client periods that are published, provisional, withheld or missing.",
      "",
      "With --run: how that run ended, with its exit code as this command's."
    },
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<CommandResult> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private JobFileArgument jobFile = new JobFileArgument();
  @Mixin private PeriodChoice periods = new PeriodChoice();

  @Option(names = "--run", paramLabel = "ID", description = "A run, by its number.")
  private @Nullable Long runId;

  @Override
  public CommandResult call() throws Exception {
    Job job = jobFile.read();
    List<Client> clients = periods.clientsOf(job);
    List<Period> named = periods.named(job.granularity());
    Database database = Database.of(job);
    boolean whole = OutputOptions.of(spec).whole();
    boolean anything = Schema.exists(database);
    if (runId != null) {
      return run(database, job, runId, anything, whole);
    }
    return anything
        ? StatusResult.of(database, job, clients, named, whole)
        : StatusResult.nothing(job);
  }

  private static CommandResult run(
      Database database, Job job, long runId, boolean anything, boolean whole)
      throws CommandException {
    RunState run = anything ? RunQueries.of(database, runId).orElse(null) : null;
    if (run == null) {
      throw CommandException.usage("--run=" + runId + ": there is no such run; see `runs`");
    }
    if (run.state() == RunState.Liveness.RUNNING) {
      String stalled = run.stalled();
      throw CommandException.failed(
          "Run "
              + runId
              + " is still running since "
              + run.started()
              + (stalled == null ? "" : ", but " + stalled));
    }
    if (run.state() == RunState.Liveness.DEAD) {
      throw CommandException.failed("Run " + runId + " " + run.why());
    }
    Integer exitCode = run.exitCode();
    return run.kind() == RunState.RunKind.AUDIT && exitCode != null
        ? AuditResult.of(database, job, runId, exitCode, whole, null, null)
        : RunResult.of(database, job, runId, false, whole);
  }
}
