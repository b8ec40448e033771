package com.campaignconversions.commandline;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.ClientPeriodOutcome;
import com.campaignconversions.publishing.ClientPeriodOutcome.Outcome;
import com.campaignconversions.publishing.Database;
import com.campaignconversions.publishing.PublishedHistory;
import com.campaignconversions.publishing.RunState;
import com.campaignconversions.publishing.Runs;
import com.campaignconversions.publishing.Schema;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.PipelineOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code retry}: runs again only what the last run withheld or did not reach. */
@Command(
    name = "retry",
    description = {
      "Runs again the client periods that the job's last run withheld, and those that it did not"
          + " reach because it failed or was stopped. Takes Beam pipeline options as `run` does.",
      ""
    },
    mixinStandardHelpOptions = true)
final class RetryCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private JobFileArgument jobFile = new JobFileArgument();
  @Mixin private RunOptions runOptions = new RunOptions();
  @Unmatched private List<String> beamArguments = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    Job job = jobFile.read();
    PipelineOptions options = BeamOptions.of(job, beamArguments);
    RunCommand.checkReach(job, options);
    Database database = Database.of(job);
    PrintWriter out = spec.commandLine().getOut();
    Runs.Last last = Schema.exists(database) ? Runs.last(database, job).orElse(null) : null;
    if (last == null) {
      out.println("Nothing to do: there is no run yet.");
      out.flush();
      return 0;
    }
    if (last.run().state() == RunState.State.RUNNING) {
      throw CommandException.failed(
          "Run "
              + last.run().id()
              + " is in progress; its last sign of life was at "
              + last.run().heartbeat()
              + ", and five minutes later it counts as dead");
    }
    WantedPeriods wanted = wanted(job, last, Runs.outcomes(database, last.run().id()));
    if (wanted.size() == 0) {
      out.println("Nothing to do: run " + last.run().id() + " withheld nothing.");
      out.flush();
      return 0;
    }
    Schema.prepare(database);
    return runOptions.publish(
        job,
        options,
        null,
        wanted,
        database,
        new PublishedHistory(database, job.granularity()),
        Instant.now(),
        false,
        out);
  }

  /** Of clients and periods that the job still has. */
  private static WantedPeriods wanted(Job job, Runs.Last last, List<ClientPeriodOutcome> outcomes) {
    Set<ClientPeriod> again = new TreeSet<>();
    if (last.wanted() != null) {
      again.addAll(last.wanted().clientPeriods());
      outcomes.forEach(outcome -> again.remove(outcome.clientPeriod()));
    }
    outcomes.stream()
        .filter(outcome -> outcome.outcome() == Outcome.WITHHELD)
        .forEach(outcome -> again.add(outcome.clientPeriod()));
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
