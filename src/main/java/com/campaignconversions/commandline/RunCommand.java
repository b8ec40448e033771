package com.campaignconversions.commandline;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.commandline.options.BeamArguments;
import com.campaignconversions.commandline.options.JobFileArgument;
import com.campaignconversions.commandline.options.OutputOptions;
import com.campaignconversions.commandline.options.PeriodChoice;
import com.campaignconversions.commandline.options.RunOptions;
import com.campaignconversions.conversions.history.History;
import com.campaignconversions.database.Database;
import com.campaignconversions.insights.files.InsightFile;
import com.campaignconversions.job.GraphInsights;
import com.campaignconversions.job.Job;
import com.campaignconversions.marketingapi.AccessToken;
import com.campaignconversions.publishing.DryRun;
import com.campaignconversions.publishing.schema.Schema;
import com.campaignconversions.publishing.versions.PublicationQueries;
import com.campaignconversions.publishing.versions.PublicationState;
import com.campaignconversions.publishing.versions.PublishedHistory;
import com.campaignconversions.results.CommandException;
import com.campaignconversions.results.CommandResult;
import com.campaignconversions.results.runs.CatalogueTrial;
import com.campaignconversions.results.runs.RunResult;
import com.campaignconversions.running.BeamOptions;
import com.campaignconversions.running.FlinkMaster;
import com.campaignconversions.running.PipelineRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code run}: reads, extracts, judges and publishes the wanted client periods. */
@Command(
    name = "run",
    description = {
      "Reads, extracts, judges and publishes the wanted client periods.",
      "",
      "Without a period: the current one, and every ended one of the last 60 days that is not final"
          + " yet. Every other --name=value is a Beam pipeline option, such as"
          + " --runner=FlinkRunner or --targetParallelism=4, and wins over the job file's.",
      "",
      "Where insights.files names the {period}, many periods go in steps, each published when it is"
          + " done. Stopped and given again, the same command goes on where it was.",
      ""
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<CommandResult> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private JobFileArgument jobFile = new JobFileArgument();
  @Mixin private PeriodChoice periods = new PeriodChoice();

  @Option(names = "--only-missing", description = "Leave out what is published already.")
  private boolean onlyMissing;

  @Option(names = "--dry-run", description = "Read, judge and print, but write nothing.")
  private boolean dryRun;

  @Option(
      names = "--catalogue",
      paramLabel = "FILE",
      description =
          "With --dry-run: take the metrics of this file, and say which published numbers they would"
              + " move.")
  private @Nullable Path catalogue;

  @Mixin private RunOptions runOptions = new RunOptions();
  private final Instant now = Instant.now();

  @Unmatched private List<String> beamArguments = new ArrayList<>();

  @Override
  public CommandResult call() throws Exception {
    if (catalogue != null && !dryRun) {
      throw CommandException.usage(
          "--catalogue goes with --dry-run; to publish by it, name it in the job file's metrics");
    }
    // What is published was counted by the job's own catalogue, so that it must be readable too.
    List<String> ownMetrics =
        catalogue == null ? List.of() : jobFile.readWithoutSecrets().metricNames();
    Job job = jobFile.read(catalogue);
    PipelineOptions options = BeamArguments.options(job, beamArguments, spec);
    List<Client> clients = periods.clientsOf(job);
    periods.named(job.granularity());
    // What the paths name can only be looked for when it is known what is wanted.
    List<InsightFile> files =
        job.insights().isAskedPerPeriod() ? null : PipelineRun.files(job, options);
    if (dryRun && !BeamOptions.isLocal(options)) {
      throw CommandException.usage(
          "--dry-run works in this process only: leave the cluster out, with"
              + " --runner=DirectRunner");
    }
    if (!dryRun) {
      checkReach(job, options);
    }
    checkTokens(job, options, clients);
    return dryRun
        ? dryRun(job, ownMetrics, options, clients, files)
        : run(job, options, clients, files);
  }

  /** Whether all that the steps run in can reach the database. */
  static void checkReach(Job job, PipelineOptions options) throws CommandException {
    if (!BeamOptions.isLocal(options) && isInOneProcess(job.output().jdbcUrl())) {
      throw CommandException.usage(
          "output.jdbc_url: a plain H2 file serves one process, and a cluster has several; use"
              + " another database, or --flinkMaster=[local]");
    }
    FlinkMaster.ask(options);
  }

  /** Whether anybody's ad accounts can be opened; of a few that cannot, their outcomes tell. */
  static void checkTokens(Job job, PipelineOptions options, Collection<Client> clients)
      throws CommandException {
    if (!(job.insights() instanceof GraphInsights source) || !BeamOptions.isLocal(options)) {
      return;
    }
    String why = "";
    for (Client client : clients) {
      try {
        AccessToken.of(source, client.id());
        return;
      } catch (IOException e) {
        why = String.valueOf(e.getMessage());
      }
    }
    throw CommandException.usage("insights.graph.token: " + why);
  }

  private static boolean isInOneProcess(String jdbcUrl) {
    return jdbcUrl.startsWith("jdbc:h2:")
        && !jdbcUrl.startsWith("jdbc:h2:tcp:")
        && !jdbcUrl.startsWith("jdbc:h2:ssl:");
  }

  private CommandResult run(
      Job job, PipelineOptions options, List<Client> clients, @Nullable List<InsightFile> files)
      throws CommandException {
    Database database = Database.of(job);
    Schema.prepare(database);
    WantedPeriods wanted = wanted(job, clients, database, true);
    if (wanted.size() == 0) {
      return nothingToDo();
    }
    History history = PublishedHistory.of(database, job);
    return run(job, options, files, wanted, database, history);
  }

  /** Runs and publishes into a database that lives in this process and ends with it. */
  private CommandResult dryRun(
      Job job,
      List<String> ownMetrics,
      PipelineOptions options,
      List<Client> clients,
      @Nullable List<InsightFile> files)
      throws CommandException {
    Database published = Database.of(job);
    boolean anything = Schema.exists(published);
    WantedPeriods wanted = wanted(job, clients, published, anything);
    if (wanted.size() == 0) {
      return nothingToDo();
    }
    Job rehearsal = job.publishingTo(Database.inMemory());
    Database memory = Database.of(rehearsal);
    Schema.prepare(memory);
    try {
      History history = History.NOTHING;
      if (anything) {
        history = PublishedHistory.of(published, job).toBeWrittenAgain();
        DryRun.copy(published, memory, wanted.clientPeriods());
      }
      CommandResult result = run(rehearsal, options, files, wanted, memory, history);
      return catalogue != null && anything && result instanceof RunResult run
          ? CatalogueTrial.of(run, withColumnsOfBoth(job, ownMetrics), memory)
          : result;
    } finally {
      memory.close();
    }
  }

  /** With the metrics of the job's own catalogue too, as far as they are stored. */
  private static Database withColumnsOfBoth(Job trial, List<String> ownMetrics) {
    Set<String> metrics = new LinkedHashSet<>(trial.metricNames());
    metrics.addAll(ownMetrics);
    return Schema.asStored(new Database(trial.output(), List.copyOf(metrics)));
  }

  private WantedPeriods wanted(Job job, List<Client> clients, Database database, boolean anything)
      throws CommandException {
    Map<ClientPeriod, PublicationState> published =
        !anything || (periods.namesPeriods() && !onlyMissing)
            ? Map.of()
            : PublicationQueries.states(
                database, clients.stream().map(Client::id).toList(), job.granularity());
    return periods.wanted(job, clients, now, published, onlyMissing);
  }

  private CommandResult nothingToDo() {
    return RunOptions.nothingToDo("Nothing to do: every client period asked for is published.");
  }

  private CommandResult run(
      Job job,
      PipelineOptions options,
      @Nullable List<InsightFile> files,
      WantedPeriods wanted,
      Database database,
      History history)
      throws CommandException {
    return runOptions.publish(
        job,
        options,
        files,
        wanted,
        database,
        history,
        now,
        dryRun,
        OutputOptions.of(spec).whole());
  }
}
