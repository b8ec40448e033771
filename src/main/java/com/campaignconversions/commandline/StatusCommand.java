package com.campaignconversions.commandline;

import static com.campaignconversions.results.TextTable.left;

import com.campaignconversions.audit.AuditResults;
import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.database.Database;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome.Outcome;
import com.campaignconversions.publishing.runs.OutcomeStore;
import com.campaignconversions.publishing.runs.RunQueries;
import com.campaignconversions.publishing.runs.RunState;
import com.campaignconversions.publishing.schema.Schema;
import com.campaignconversions.publishing.versions.PublicationQueries;
import com.campaignconversions.publishing.versions.PublicationState;
import com.campaignconversions.results.CommandException;
import com.campaignconversions.results.RejectedLines;
import com.campaignconversions.results.Results;
import com.campaignconversions.results.TextTable;
import com.github.freva.asciitable.Column;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
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
final class StatusCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private JobFileArgument jobFile = new JobFileArgument();
  @Mixin private PeriodChoice periods = new PeriodChoice();

  private static final int MOST_RUNS = 100;

  @Option(names = "--run", paramLabel = "ID", description = "A run, by its number.")
  private @Nullable Long runId;

  /** One line of the answer. */
  private record Line(
      ClientPeriod clientPeriod,
      String state,
      @Nullable PublicationState published,
      @Nullable ClientPeriodOutcome latest) {}

  @Override
  public Integer call() throws Exception {
    Job job = jobFile.read();
    List<Client> clients = periods.clientsOf(job);
    List<Period> named = periods.named(job.granularity());
    Database database = Database.of(job);
    PrintWriter out = spec.commandLine().getOut();
    boolean anything = Schema.exists(database);
    if (runId != null) {
      return run(database, job, runId, anything, out);
    }
    List<String> ids = clients.stream().map(Client::id).toList();
    Map<ClientPeriod, PublicationState> published =
        anything ? PublicationQueries.states(database, ids, job.granularity()) : Map.of();
    Map<ClientPeriod, ClientPeriodOutcome> latest =
        anything ? OutcomeStore.latestOutcomes(database, ids) : Map.of();
    List<Line> lines = lines(job, ids, named, published, latest);
    if (lines.isEmpty()) {
      out.println("Nothing is published yet.");
    } else {
      out.println(table(lines));
    }
    if (anything) {
      rejected(database, job, out);
    }
    out.flush();
    return 0;
  }

  /** What the job's last run could not use. */
  private static void rejected(Database database, Job job, PrintWriter out) {
    RunState last =
        RunQueries.list(database, MOST_RUNS).stream()
            .filter(run -> run.job().equals(job.name()) && run.kind() == RunState.RunKind.RUN)
            .findFirst()
            .orElse(null);
    List<String> rejected = last == null ? List.of() : RejectedLines.of(last.read());
    if (last != null && !rejected.isEmpty()) {
      out.println("Run " + last.id() + ", the last one, could not use everything:");
      rejected.forEach(out::println);
    }
  }

  private static int run(Database database, Job job, long runId, boolean anything, PrintWriter out)
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
    if (run.reason() != null) {
      out.println("Run " + runId + " failed: " + run.reason());
    }
    Integer exitCode = run.exitCode();
    if (run.kind() == RunState.RunKind.AUDIT && exitCode != null) {
      AuditResults.print(out, database, runId, exitCode);
      return exitCode;
    }
    return Results.of(database, job, runId, false).print(out);
  }

  private static List<Line> lines(
      Job job,
      List<String> clientIds,
      @Nullable List<Period> named,
      Map<ClientPeriod, PublicationState> published,
      Map<ClientPeriod, ClientPeriodOutcome> latest) {
    TreeSet<ClientPeriod> all = new TreeSet<>(published.keySet());
    latest.keySet().stream()
        .filter(one -> one.period().granularity() == job.granularity())
        .forEach(all::add);
    if (named != null) {
      all.removeIf(one -> !named.contains(one.period()));
      clientIds.forEach(
          client -> named.forEach(period -> all.add(new ClientPeriod(client, period))));
    }
    List<Line> lines = new ArrayList<>();
    for (ClientPeriod clientPeriod : all) {
      PublicationState state = published.get(clientPeriod);
      ClientPeriodOutcome outcome = latest.get(clientPeriod);
      boolean withheld = outcome != null && outcome.outcome() == Outcome.WITHHELD;
      String shown =
          state == null
              ? (withheld ? "withheld" : "missing")
              : (state.isFinal() ? "final" : "provisional")
                  + (withheld ? ", newer rows withheld" : "");
      lines.add(new Line(clientPeriod, shown, state, outcome));
    }
    return lines;
  }

  private static String table(List<Line> lines) {
    return TextTable.of(
        lines,
        List.of(
            left("client").with(line -> line.clientPeriod().clientId()),
            left("period").with(line -> line.clientPeriod().period().id()),
            left("state").with(Line::state),
            new Column().header("campaigns").with(line -> of(line, PublicationState::campaigns)),
            left("trusted")
                .with(
                    line ->
                        line.published() == null ? "" : line.published().trusted() ? "yes" : "NO"),
            new Column().header("run").with(line -> of(line, PublicationState::runId)),
            left("published").with(line -> of(line, PublicationState::publishedAt)),
            left("checked").with(line -> of(line, PublicationState::checkedAt)),
            left("remark")
                .maxWidth(60)
                .with(
                    line ->
                        line.latest() == null || line.latest().reason() == null
                            ? ""
                            : line.latest().reason())));
  }

  private static String of(
      Line line, java.util.function.Function<PublicationState, Object> property) {
    return line.published() == null ? "" : property.apply(line.published()).toString();
  }
}
