package com.campaignconversions.commandline;

import com.campaignconversions.audit.StoredNumbers;
import com.campaignconversions.clients.Client;
import com.campaignconversions.insights.InsightFile;
import com.campaignconversions.insights.MatchedFiles;
import com.campaignconversions.insights.ReadInsights;
import com.campaignconversions.insights.SourceException;
import com.campaignconversions.job.GraphInsights;
import com.campaignconversions.job.InsightFiles;
import com.campaignconversions.job.JdbcInsights;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.Secret;
import com.campaignconversions.marketingapi.AccessToken;
import com.campaignconversions.marketingapi.MarketingApi;
import com.campaignconversions.marketingapi.MarketingApi.Account;
import com.campaignconversions.marketingapi.MarketingApiException;
import com.campaignconversions.marketingapi.Patience;
import com.campaignconversions.marketingapi.Time;
import com.campaignconversions.publishing.Database;
import com.campaignconversions.publishing.DatabaseException;
import com.campaignconversions.publishing.ReadOnlyConnection;
import com.campaignconversions.publishing.Schema;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code check}: everything that can be wrong before a run; starts and changes nothing. */
@Command(
    name = "check",
    description =
        "Finds what can be wrong before a run: the job file, catalogue, clients, secrets, files that"
            + " match, connection and grants. Starts and changes nothing.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  private static final Duration PATIENCE_WITH_AN_ACCOUNT = Duration.ofSeconds(30);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private JobFileArgument jobFile = new JobFileArgument();

  @Option(
      names = "--print-ddl",
      description = "Print the statements that a run would change the database with, for a DBA.")
  private boolean printDdl;

  @Unmatched private List<String> beamArguments = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    Job job = jobFile.read();
    PipelineOptions options = BeamOptions.of(job, beamArguments);
    Database database = Database.of(job);
    PrintWriter out = spec.commandLine().getOut();
    if (printDdl) {
      String statements = Schema.ddl(database);
      out.print(statements.isEmpty() ? "-- the database is as this job needs it\n" : statements);
      out.flush();
      return 0;
    }
    out.println(
        "job file   " + job.clients().size() + " clients, " + job.catalogue().size() + " metrics");
    int exitCode = files(job, options, out);
    exitCode = worse(exitCode, table(job, out));
    exitCode = worse(exitCode, accounts(job, out));
    exitCode = worse(exitCode, secret(job, out));
    exitCode = worse(exitCode, database(database, out));
    exitCode = worse(exitCode, audit(job, out));
    out.println(exitCode == 0 ? "Nothing stands in the way of a run." : "A run would fail.");
    out.flush();
    return exitCode;
  }

  private static int worse(int one, int other) {
    return one == 0 ? other : one;
  }

  private static int files(Job job, PipelineOptions options, PrintWriter out) {
    if (!(job.insights() instanceof InsightFiles insights)) {
      return 0;
    }
    FileSystems.setDefaultPipelineOptions(options);
    try {
      MatchedFiles matched = MatchedFiles.of(insights);
      for (String pattern : matched.unmatched()) {
        out.println(
            "files      " + insights.place() + ": insights.files: no file matches " + pattern);
      }
      long bytes = matched.files().stream().mapToLong(InsightFile::size).sum();
      out.println("files      " + matched.files().size() + " files, " + bytes + " bytes");
      return matched.unmatched().isEmpty() ? 0 : CommandException.USAGE;
    } catch (IOException | IllegalArgumentException e) {
      out.println("files      insights.files: " + e.getMessage());
      return CommandException.FAILED;
    }
  }

  private static int table(Job job, PrintWriter out) {
    if (!(job.insights() instanceof JdbcInsights insights)) {
      return 0;
    }
    try {
      out.println("insights   " + ReadInsights.check(job, insights, ReadOnlyConnection::open));
      return 0;
    } catch (SourceException | DatabaseException e) {
      out.println("insights   " + e.getMessage());
      return CommandException.FAILED;
    }
  }

  /** Asks the Marketing API for the name of every ad account, with its client's token. */
  private static int accounts(Job job, PrintWriter out) {
    if (!(job.insights() instanceof GraphInsights source)) {
      return 0;
    }
    int exitCode = 0;
    for (Client client : job.clients()) {
      for (String id : client.accountIds()) {
        String told;
        try {
          Patience patience =
              new Patience(Time.Real.REAL, Time.Real.REAL.now().plus(PATIENCE_WITH_AN_ACCOUNT));
          Account account =
              new MarketingApi(source, AccessToken.of(source, client.id()), patience).account(id);
          told = account.name() + ", " + account.currency() + ", " + account.timezone();
          if (client.currency() != null
              && !account.currency().isEmpty()
              && !account.currency().equals(client.currency())) {
            told += "; the clients file says " + client.currency() + ": no row could be used";
            exitCode = CommandException.FAILED;
          }
          if (!account.timezone().isEmpty()
              && !account.timezone().equals(client.timezone().getId())) {
            told += "; the clients file says " + client.timezone() + ", so days begin otherwise";
          }
        } catch (IOException | MarketingApiException e) {
          told = e.getMessage();
          exitCode = CommandException.FAILED;
        }
        out.println("account    " + client.id() + " act_" + id + ": " + told);
      }
    }
    return exitCode;
  }

  private static int secret(Job job, PrintWriter out) {
    Secret password = job.output().password();
    if (password == null) {
      return 0;
    }
    try {
      password.resolve();
      out.println("secrets    output.password is there");
      return 0;
    } catch (IOException e) {
      out.println("secrets    output.password: " + e.getMessage());
      return CommandException.FAILED;
    }
  }

  private static int audit(Job job, PrintWriter out) {
    if (job.audit() == null) {
      return 0;
    }
    try {
      out.println("audit      " + StoredNumbers.check(job.audit()));
      return 0;
    } catch (DatabaseException e) {
      out.println("audit      " + e.getMessage());
      return CommandException.FAILED;
    }
  }

  private static int database(Database database, PrintWriter out) {
    try {
      out.println("database   " + Schema.check(database));
      return 0;
    } catch (DatabaseException e) {
      out.println("database   " + e.getMessage());
      return CommandException.FAILED;
    }
  }
}
