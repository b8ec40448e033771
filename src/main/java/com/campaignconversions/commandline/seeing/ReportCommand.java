package com.campaignconversions.commandline.seeing;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.Period;
import com.campaignconversions.commandline.options.JobFileArgument;
import com.campaignconversions.commandline.options.OutputOptions;
import com.campaignconversions.commandline.options.PeriodChoice;
import com.campaignconversions.database.Database;
import com.campaignconversions.htmlreport.ReportResult;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.schema.Schema;
import com.campaignconversions.results.CommandResult;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code report}: what is published as one HTML page. */
@Command(
    name = "report",
    description = {
      "Writes what is published as one HTML page, for a browser, a mail or a CI server.",
      "",
      "It shows what is wrong, how every client period stands, and pictures and campaigns of those"
          + " that need a look and of each client's latest. With one --client and one --period, or"
          + " with --all: everything."
    },
    mixinStandardHelpOptions = true)
public final class ReportCommand implements Callable<CommandResult> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private JobFileArgument jobFile = new JobFileArgument();
  @Mixin private PeriodChoice periods = new PeriodChoice();

  @Option(
      names = "--file",
      paramLabel = "FILE",
      defaultValue = "conversions.html",
      description = "Where to write it (${DEFAULT-VALUE}).")
  private Path file = Path.of("conversions.html");

  @Override
  public CommandResult call() throws Exception {
    Job job = jobFile.read();
    List<Client> clients = periods.clientsOf(job);
    List<Period> named = periods.named(job.granularity());
    OutputOptions.checkWritable("--file", file);
    Database database = Database.of(job);
    boolean exists = Schema.exists(database);
    boolean single = periods.clients().size() == 1 && named != null && named.size() == 1;
    return ReportResult.write(
        file,
        exists ? Schema.asStored(database) : database,
        job,
        clients,
        named,
        exists,
        named != null || !periods.clients().isEmpty(),
        single || OutputOptions.of(spec).all(),
        Instant.now());
  }
}
