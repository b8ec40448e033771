package com.campaignconversions.commandline;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.commandline.options.BeamArguments;
import com.campaignconversions.commandline.options.JobFileArgument;
import com.campaignconversions.commandline.options.OutputOptions;
import com.campaignconversions.commandline.options.RunOptions;
import com.campaignconversions.database.Database;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.runs.OutcomeStore;
import com.campaignconversions.publishing.runs.RunQueries;
import com.campaignconversions.publishing.runs.RunState;
import com.campaignconversions.publishing.schema.Schema;
import com.campaignconversions.publishing.versions.PublishedHistory;
import com.campaignconversions.records.Wording;
import com.campaignconversions.results.CommandException;
import com.campaignconversions.results.CommandResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.PipelineOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code retry}: runs again all that is withheld now, and what runs did not reach. */
@Command(
    name = "retry",
    description = {
      "Runs again all client periods that are withheld now, and those that a run did not reach"
          + " because it failed or was stopped. Takes Beam pipeline options as `run` does.",
      ""
    },
    mixinStandardHelpOptions = true)
final class RetryCommand implements Callable<CommandResult> {
  private static final Logger LOG = LoggerFactory.getLogger(RetryCommand.class);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private JobFileArgument jobFile = new JobFileArgument();
  @Mixin private RunOptions runOptions = new RunOptions();
  @Unmatched private List<String> beamArguments = new ArrayList<>();

  @Override
  public CommandResult call() throws Exception {
    Job job = jobFile.read();
    PipelineOptions options = BeamArguments.options(job, beamArguments, spec);
    RunCommand.checkReach(job, options);
    Database database = Database.of(job);
    RunQueries.Last last =
        Schema.exists(database) ? RunQueries.last(database, job).orElse(null) : null;
    if (last == null) {
      return RunOptions.nothingToDo("Nothing to do: there is no run yet.");
    }
    if (last.run().state() == RunState.Liveness.RUNNING) {
      throw CommandException.failed(
          "Run "
              + last.run().id()
              + " is in progress; its last sign of life was at "
              + last.run().heartbeat()
              + ", and a minute later it counts as dead");
    }
    Set<ClientPeriod> unfinished = OutcomeStore.unfinished(database, job);
    WantedPeriods wanted = wanted(job, unfinished);
    long left = unfinished.size() - wanted.size();
    String leftOut =
        left == 0
            ? ""
            : "Left out: %s that is withheld or unfinished, of clients or of a length of period that the job has no more."
                .formatted(Wording.counted(left, "client period"));
    if (wanted.size() == 0) {
      return RunOptions.nothingToDo(
          "Nothing to do: nothing is withheld, and every run reached what it wanted. " + leftOut);
    }
    if (left > 0) {
      LOG.warn(leftOut);
    }
    Schema.prepare(database);
    return runOptions.publish(
        job,
        options,
        null,
        wanted,
        database,
        PublishedHistory.of(database, job),
        Instant.now(),
        false,
        OutputOptions.of(spec).whole());
  }

  /** Of clients and periods that the job still has. */
  private static WantedPeriods wanted(Job job, Set<ClientPeriod> again) {
    Set<String> clients = job.clients().stream().map(Client::id).collect(Collectors.toSet());
    Map<String, List<Period>> byClient = new HashMap<>();
    for (ClientPeriod clientPeriod : again) {
      if (clients.contains(clientPeriod.clientId())
          && clientPeriod.period().granularity() == job.granularity()) {
        byClient
            .computeIfAbsent(clientPeriod.clientId(), none -> new ArrayList<>())
            .add(clientPeriod.period());
      }
    }
    return new WantedPeriods(byClient);
  }
}
