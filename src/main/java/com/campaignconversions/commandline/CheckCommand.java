package com.campaignconversions.commandline;

import com.campaignconversions.audit.stored.StoredNumbers;
import com.campaignconversions.clients.Client;
import com.campaignconversions.commandline.options.BeamArguments;
import com.campaignconversions.commandline.options.JobFileArgument;
import com.campaignconversions.conversions.preview.CatalogueExamples;
import com.campaignconversions.conversions.preview.FirstRowsPreview;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.DatabaseException;
import com.campaignconversions.database.ReadOnlyConnection;
import com.campaignconversions.insights.FirstRows;
import com.campaignconversions.insights.ReadInsights;
import com.campaignconversions.insights.files.InsightFile;
import com.campaignconversions.insights.files.MatchedFiles;
import com.campaignconversions.insights.graph.KeptPages;
import com.campaignconversions.insights.landed.SourceException;
import com.campaignconversions.job.GraphInsights;
import com.campaignconversions.job.InsightFiles;
import com.campaignconversions.job.JdbcInsights;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.LossKind;
import com.campaignconversions.job.Reference;
import com.campaignconversions.job.Secret;
import com.campaignconversions.job.file.JobFile;
import com.campaignconversions.job.metrics.CatalogueExample;
import com.campaignconversions.job.yaml.JobFileException.JobFileProblem;
import com.campaignconversions.marketingapi.AccessToken;
import com.campaignconversions.marketingapi.ApiVersions;
import com.campaignconversions.marketingapi.AskingFacts;
import com.campaignconversions.marketingapi.MarketingApi;
import com.campaignconversions.marketingapi.MarketingApi.Account;
import com.campaignconversions.marketingapi.MarketingApiException;
import com.campaignconversions.marketingapi.Time;
import com.campaignconversions.marketingapi.TimeLimit;
import com.campaignconversions.notifications.Notifications;
import com.campaignconversions.publishing.runs.ExitCode;
import com.campaignconversions.publishing.schema.Schema;
import com.campaignconversions.publishing.versions.PublicationQueries;
import com.campaignconversions.reconciliation.ReferenceReader;
import com.campaignconversions.reconciliation.ReferenceTotals;
import com.campaignconversions.records.Wording;
import com.campaignconversions.results.CommandException;
import com.campaignconversions.results.CommandResult;
import com.campaignconversions.results.Screen;
import com.campaignconversions.running.FlinkMaster;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
final class CheckCommand implements Callable<CommandResult> {
  private static final Duration PATIENCE_WITH_AN_ACCOUNT = Duration.ofSeconds(30);
  private static final int MOST_OTHERS = 4;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private JobFileArgument jobFile = new JobFileArgument();

  @Option(
      names = "--print-ddl",
      description = "Print the statements that a run would change the database with, for a DBA.")
  private boolean printDdl;

  @Unmatched private List<String> beamArguments = new ArrayList<>();

  @Override
  public CommandResult call() throws Exception {
    Job job = jobFile.readWithoutSecrets();
    PipelineOptions options = BeamArguments.options(job, beamArguments, spec);
    Database database = Database.of(job);
    if (printDdl) {
      String statements = Schema.ddl(database);
      return new Ddl(statements);
    }
    CheckResult result = new CheckResult(jobFile.path().toString());
    result.fact(
        "job file",
        Wording.counted(job.clients().size(), "client")
            + ", "
            + Wording.counted(job.catalogue().size(), "metric"));
    examples(job, JobFile.examples(jobFile.path()), result);
    if (job.insights() instanceof InsightFiles insights) {
      files(job, insights, options, result);
    } else if (job.insights() instanceof JdbcInsights insights) {
      table(job, insights, result);
    } else if (job.insights() instanceof GraphInsights insights) {
      accounts(job, insights, result);
    }
    flink(options, result);
    Notifications.problems(job)
        .forEach(problem -> result.problem("notify", problem, ExitCode.USAGE));
    if (secret(job, result)) {
      database(job, database, result);
    }
    audit(job, result);
    reference(job, result);
    return result;
  }

  private static void examples(Job job, List<CatalogueExample> examples, CheckResult result) {
    List<JobFileProblem> wrong = CatalogueExamples.wrong(job, examples);
    wrong.forEach(result::wrong);
    if (!examples.isEmpty() && wrong.isEmpty()) {
      result.fact(
          "examples",
          Wording.counted(examples.size(), "example") + " came out as the catalogue's file says");
    }
  }

  /** The statements themselves, and nothing beside them that a DBA would have to take out. */
  private record Ddl(String statements) implements CommandResult {
    @Override
    public int exitCode() {
      return ExitCode.OK.number();
    }

    @Override
    public void writeTo(ObjectNode json) {
      json.put("exit_code", exitCode()).put("ddl", statements);
    }

    @Override
    public void print(Screen screen) {
      screen
          .out()
          .print(statements.isEmpty() ? "-- the database is as this job needs it\n" : statements);
    }
  }

  private static void files(
      Job job, InsightFiles insights, PipelineOptions options, CheckResult result) {
    FileSystems.setDefaultPipelineOptions(options);
    try {
      MatchedFiles matched = MatchedFiles.of(insights);
      for (String pattern : matched.unmatched()) {
        result.problem("insights.files", "no file matches " + pattern, ExitCode.USAGE);
      }
      long bytes = matched.files().stream().mapToLong(InsightFile::size).sum();
      result.fact(
          "files",
          Wording.counted(matched.files().size(), "file") + ", " + Wording.counted(bytes, "byte"));
      if (matched.unmatched().isEmpty()) {
        look(job, FirstRows.of(job, matched.files()), result);
      }
    } catch (IOException | IllegalArgumentException e) {
      result.problem("insights.files", e.getMessage(), ExitCode.FAILED);
    }
  }

  private static void table(Job job, JdbcInsights insights, CheckResult result) {
    try {
      result.fact("insights", ReadInsights.check(job, insights, ReadOnlyConnection::open));
      look(job, FirstRows.of(job, insights, ReadOnlyConnection::open), result);
    } catch (SourceException | DatabaseException e) {
      result.problem("insights.jdbc", e.getMessage(), ExitCode.FAILED);
    }
  }

  private static void look(Job job, FirstRows rows, CheckResult result) {
    result.fact("insights", rows.extent());
    result.findings(FirstRowsPreview.of(job, rows, Instant.now()), rows.whole());
  }

  /** Asks the Marketing API for the name of every ad account, with its client's token. */
  private static void accounts(Job job, GraphInsights source, CheckResult result) {
    String unkept = source.keep() == null ? null : KeptPages.whyNotKept(source.keep());
    if (unkept != null) {
      result.problem("insights.graph.keep", unkept, ExitCode.FAILED);
    }
    AskingFacts asked = new AskingFacts(source.version(), 0, List.of(), null, List.of());
    for (Client client : job.clients()) {
      AccessToken token;
      try {
        token = AccessToken.of(source, client.id());
      } catch (IOException e) {
        result.problem("insights.graph.token", e.getMessage(), ExitCode.USAGE);
        continue;
      }
      for (String id : client.accountIds()) {
        TimeLimit patience =
            new TimeLimit(Time.Real.REAL, Time.Real.REAL.now().plus(PATIENCE_WITH_AN_ACCOUNT));
        MarketingApi api = new MarketingApi(source, token, patience);
        try {
          account(client, id, api.account(id), result);
        } catch (MarketingApiException e) {
          String whose = e.endsRun() ? "" : client.id() + " act_" + id + ": ";
          result.problem("insights.graph", whose + e.getMessage(), ExitCode.FAILED);
          if (e.endsRun()) {
            return;
          }
        }
        asked = asked.plus(api.facts());
      }
    }
    ApiVersions.Remark remark = ApiVersions.of(asked, LocalDate.now(ZoneOffset.UTC));
    if (remark != null) {
      result.note("API_VERSION", remark.sentence());
    }
  }

  /** Holds what the token sees of an account against the clients file. */
  private static void account(Client client, String id, Account account, CheckResult result) {
    String whose = client.id() + " act_" + id + ": ";
    result.fact(
        "account", whose + account.name() + ", " + account.currency() + ", " + account.timezone());
    if (!account.timezone().isEmpty() && !client.isIn(account.timezone())) {
      result.note(
          "TIMEZONE",
          whose
              + "the account's time zone is "
              + account.timezone()
              + ", the clients file says "
              + (client.timezone().equals(ZoneOffset.UTC) ? "UTC" : client.timezone())
              + ": Meta's days are the account's, and when a period is over is seen by the clients"
              + " file; write timezone: "
              + account.timezone());
    }
    if (client.currency() != null
        && !account.currency().isEmpty()
        && !account.currency().equals(client.currency())) {
      result.problem(
          "clients",
          whose
              + "the account's currency is "
              + account.currency()
              + ", the clients file says "
              + client.currency()
              + ": no row could be used; write currency: "
              + account.currency()
              + ", or another account",
          ExitCode.FAILED);
    }
  }

  private static void flink(PipelineOptions options, CheckResult result) {
    try {
      String answer = FlinkMaster.ask(options);
      if (answer != null) {
        result.fact("flink", answer);
      }
    } catch (CommandException e) {
      result.problem("options.flinkMaster", e.getMessage(), ExitCode.USAGE);
    }
  }

  /** Whether the database can be asked. */
  private static boolean secret(Job job, CheckResult result) {
    Secret password = job.output().password();
    if (password == null) {
      return true;
    }
    try {
      password.resolve();
      result.fact("secrets", "output.password is there");
      return true;
    } catch (IOException e) {
      result.problem("output.password", e.getMessage(), ExitCode.USAGE);
      return false;
    }
  }

  private static void audit(Job job, CheckResult result) {
    if (job.audit() == null) {
      return;
    }
    try {
      result.fact("audit", StoredNumbers.check(job.audit()));
    } catch (DatabaseException e) {
      result.problem("audit", e.getMessage(), ExitCode.FAILED);
    }
  }

  private static void reference(Job job, CheckResult result) {
    Reference reference = job.reference();
    if (reference == null) {
      return;
    }
    ReferenceTotals totals = ReferenceReader.look(job, LocalDate.now(ZoneOffset.UTC));
    if (totals.failure() != null) {
      result.doubt(
          LossKind.REFERENCE_UNREAD.name(),
          "the reference could not be compared: " + Wording.unstopped(totals.failure()));
      return;
    }
    String told = "it tells of " + Wording.counted(totals.sums().size(), "client period");
    if (totals.leftOut().isEmpty() && !totals.sums().isEmpty()) {
      result.fact("reference", told);
    } else {
      result.note(
          LossKind.NOT_IN_REFERENCE.name(),
          "the reference: "
              + told
              + (totals.leftOut().isEmpty()
                  ? ""
                  : "; left out are " + String.join("; ", totals.leftOut())));
    }
  }

  private static void database(Job job, Database database, CheckResult result) {
    try {
      result.fact("database", Schema.check(database));
      if (Schema.exists(database)) {
        sharedAccounts(job, PublicationQueries.clientsByAccount(database), result);
      }
    } catch (DatabaseException e) {
      result.problem("output", e.getMessage(), ExitCode.FAILED);
    }
  }

  /** One job names no account twice; another that publishes here may name it too. */
  private static void sharedAccounts(
      Job job, Map<String, Set<String>> published, CheckResult result) {
    for (Client client : job.clients()) {
      for (String account : client.accountIds()) {
        List<String> others =
            published.getOrDefault(account, Set.of()).stream()
                .filter(other -> !other.equals(client.id()))
                .toList();
        if (!others.isEmpty()) {
          result.note(
              "SHARED_ACCOUNT",
              "the ad account %s of %s is published here for %s too: a sum over all clients has it twice; keep it with one client, or give the jobs an output.schema each"
                  .formatted(account, client.id(), Wording.some(others, MOST_OTHERS)));
        }
      }
    }
  }
}
