package com.campaignconversions.commandline;

import com.campaignconversions.audit.stored.StoredNumbers;
import com.campaignconversions.clients.Client;
import com.campaignconversions.conversions.preview.Finding;
import com.campaignconversions.conversions.preview.Finding.Weight;
import com.campaignconversions.conversions.preview.FirstRowsPreview;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.DatabaseException;
import com.campaignconversions.database.ReadOnlyConnection;
import com.campaignconversions.insights.FirstRows;
import com.campaignconversions.insights.ReadInsights;
import com.campaignconversions.insights.files.InsightFile;
import com.campaignconversions.insights.files.MatchedFiles;
import com.campaignconversions.insights.landed.SourceException;
import com.campaignconversions.job.GraphInsights;
import com.campaignconversions.job.InsightFiles;
import com.campaignconversions.job.JdbcInsights;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.Secret;
import com.campaignconversions.marketingapi.AccessToken;
import com.campaignconversions.marketingapi.MarketingApi;
import com.campaignconversions.marketingapi.MarketingApi.Account;
import com.campaignconversions.marketingapi.MarketingApiException;
import com.campaignconversions.marketingapi.Time;
import com.campaignconversions.marketingapi.TimeLimit;
import com.campaignconversions.publishing.runs.ExitCode;
import com.campaignconversions.publishing.schema.Schema;
import com.campaignconversions.results.PrintableWriter;
import com.campaignconversions.running.BeamOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
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
            + " match, the first rows of the insights, connection and grants. Starts and changes"
            + " nothing. Ends with 1 where a run would fail or withhold something.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  private static final Duration PATIENCE_WITH_AN_ACCOUNT = Duration.ofSeconds(30);

  private static final int MOST_IN_THE_WAY = 7;
  private static final int MOST_OTHERS = 5;

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
    Look look = Look.NONE;
    int exitCode = 0;
    if (job.insights() instanceof InsightFiles insights) {
      look = files(job, insights, options, out);
    } else if (job.insights() instanceof JdbcInsights insights) {
      look = table(job, insights, out);
    }
    exitCode = worse(exitCode, look.exitCode());
    exitCode = worse(exitCode, accounts(job, out));
    exitCode = worse(exitCode, secret(job, out));
    exitCode = worse(exitCode, database(database, out));
    exitCode = worse(exitCode, audit(job, out));
    List<Finding> findings = look.findings();
    print(findings, out);
    if (exitCode != 0) {
      out.println("A run would fail.");
    } else if (is(findings, Weight.IN_THE_WAY)) {
      out.println("A run would fail or withhold something: see what is in the way.");
      exitCode = ExitCode.FAILED.number();
    } else if (is(findings, Weight.DISTRUSTED)) {
      out.println("A run would publish, but not all of it would be trusted: see above.");
    } else {
      out.println(
          "Nothing stands in the way of a run"
              + (look.whole() ? "." : ", as far as its insights were looked at."));
    }
    out.flush();
    return exitCode;
  }

  private static boolean is(List<Finding> findings, Weight weight) {
    return findings.stream().anyMatch(finding -> finding.weight() == weight);
  }

  /** The findings of each weight, the first ones and how many more. */
  private static void print(List<Finding> findings, PrintWriter out) {
    for (Weight weight : Weight.values()) {
      String label =
          switch (weight) {
            case IN_THE_WAY -> "in the way ";
            case DISTRUSTED -> "doubtful   ";
            case NOTED -> "noted      ";
          };
      List<Finding> ofWeight =
          findings.stream().filter(finding -> finding.weight() == weight).toList();
      int most = weight == Weight.IN_THE_WAY ? MOST_IN_THE_WAY : MOST_OTHERS;
      ofWeight.stream()
          .limit(most)
          .forEach(finding -> out.println(label + PrintableWriter.line(finding.message())));
      if (ofWeight.size() > most) {
        out.println(label + "and " + (ofWeight.size() - most) + " more");
      }
    }
  }

  /**
   * What a look into the insights brought.
   *
   * @param whole whether they were looked at to their end
   */
  private record Look(int exitCode, List<Finding> findings, boolean whole) {
    static final Look NONE = new Look(0, List.of(), true);

    static Look failed(int exitCode) {
      return new Look(exitCode, List.of(), true);
    }

    static Look at(Job job, FirstRows rows) {
      return new Look(0, FirstRowsPreview.of(job, rows, Instant.now()), rows.whole());
    }
  }

  private static int worse(int one, int other) {
    return one == 0 ? other : one;
  }

  private static Look files(
      Job job, InsightFiles insights, PipelineOptions options, PrintWriter out) {
    FileSystems.setDefaultPipelineOptions(options);
    try {
      MatchedFiles matched = MatchedFiles.of(insights);
      for (String pattern : matched.unmatched()) {
        out.println(
            "files      " + insights.place() + ": insights.files: no file matches " + pattern);
      }
      long bytes = matched.files().stream().mapToLong(InsightFile::size).sum();
      out.println("files      " + matched.files().size() + " files, " + bytes + " bytes");
      if (!matched.unmatched().isEmpty()) {
        return Look.failed(ExitCode.USAGE.number());
      }
      FirstRows rows = FirstRows.of(job, matched.files());
      out.println("insights   " + rows.extent());
      return Look.at(job, rows);
    } catch (IOException | IllegalArgumentException e) {
      out.println("files      insights.files: " + e.getMessage());
      return Look.failed(ExitCode.FAILED.number());
    }
  }

  private static Look table(Job job, JdbcInsights insights, PrintWriter out) {
    try {
      out.println("insights   " + ReadInsights.check(job, insights, ReadOnlyConnection::open));
      FirstRows rows = FirstRows.of(job, insights, ReadOnlyConnection::open);
      out.println("insights   " + rows.extent());
      return Look.at(job, rows);
    } catch (SourceException | DatabaseException e) {
      out.println("insights   " + e.getMessage());
      return Look.failed(ExitCode.FAILED.number());
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
        String message;
        try {
          TimeLimit patience =
              new TimeLimit(Time.Real.REAL, Time.Real.REAL.now().plus(PATIENCE_WITH_AN_ACCOUNT));
          Account account =
              new MarketingApi(source, AccessToken.of(source, client.id()), patience).account(id);
          message = account.name() + ", " + account.currency() + ", " + account.timezone();
          if (client.currency() != null
              && !account.currency().isEmpty()
              && !account.currency().equals(client.currency())) {
            message += "; the clients file says " + client.currency() + ": no row could be used";
            exitCode = ExitCode.FAILED.number();
          }
          if (!account.timezone().isEmpty()
              && !account.timezone().equals(client.timezone().getId())) {
            message += "; the clients file says " + client.timezone() + ", so days begin otherwise";
          }
        } catch (IOException | MarketingApiException e) {
          message = e.getMessage();
          exitCode = ExitCode.FAILED.number();
        }
        out.println("account    " + client.id() + " act_" + id + ": " + message);
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
      return ExitCode.FAILED.number();
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
      return ExitCode.FAILED.number();
    }
  }

  private static int database(Database database, PrintWriter out) {
    try {
      out.println("database   " + Schema.check(database));
      return 0;
    } catch (DatabaseException e) {
      out.println("database   " + e.getMessage());
      return ExitCode.FAILED.number();
    }
  }
}
