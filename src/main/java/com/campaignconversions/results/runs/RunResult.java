package com.campaignconversions.results.runs;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.database.Database;
import com.campaignconversions.forecast.Forecast;
import com.campaignconversions.insights.counts.RunCounts;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.Output.Cache;
import com.campaignconversions.marketingapi.ApiVersions;
import com.campaignconversions.marketingapi.ApiVersions.Remark;
import com.campaignconversions.marketingapi.AskingFacts;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome.Outcome;
import com.campaignconversions.publishing.runs.OutcomeStore;
import com.campaignconversions.publishing.runs.RunCountsJson;
import com.campaignconversions.publishing.runs.RunQueries;
import com.campaignconversions.publishing.runs.RunState;
import com.campaignconversions.publishing.runs.RunStore;
import com.campaignconversions.publishing.versions.PublicationQueries;
import com.campaignconversions.publishing.versions.PublicationState;
import com.campaignconversions.records.Wording;
import com.campaignconversions.results.CommandException;
import com.campaignconversions.results.CommandResult;
import com.campaignconversions.results.Screen;
import com.campaignconversions.results.Screen.Item;
import com.campaignconversions.results.Screen.Shown;
import com.campaignconversions.variance.MetricJudgement;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run did.
 *
 * @param dryRun whether nothing of it stays
 * @param exitCode of a run that ended
 */
public record RunResult(
    Job job,
    RunState run,
    boolean dryRun,
    int exitCode,
    List<ClientPeriodResult> clientPeriods,
    RunCounts counts)
    implements CommandResult {
  /** With which every sentence on the version begins. */
  private static final String VERSION_KEY = "insights.graph.version: ";

  private static final int SHORTEST_WAIT = 60;

  public RunResult {
    clientPeriods = List.copyOf(clientPeriods);
  }

  /**
   * Reads it.
   *
   * @param whole whether with every number, or with what a screen has room for
   * @throws CommandException if there is no such run, or it has not ended
   */
  public static RunResult of(Database database, Job job, long runId, boolean dryRun, boolean whole)
      throws CommandException {
    RunState run =
        RunQueries.of(database, runId)
            .orElseThrow(() -> CommandException.usage("there is no run " + runId + "; see `runs`"));
    Integer exitCode = run.exitCode();
    if (exitCode == null) {
      throw CommandException.failed(
          "Run " + runId + " has not ended; see `runs` for whether it lives");
    }
    List<ClientPeriodOutcome> outcomes = OutcomeStore.outcomes(database, runId);
    return new RunResult(
        job,
        run,
        dryRun,
        exitCode,
        clientPeriods(database, job, outcomes, whole || outcomes.size() <= NumbersTable.MOST),
        run.read());
  }

  private static List<ClientPeriodResult> clientPeriods(
      Database database, Job job, List<ClientPeriodOutcome> outcomes, boolean whole) {
    Map<String, Client> clients = job.clientsById();
    Map<ClientPeriod, PublicationState> states =
        PublicationQueries.states(
            database,
            outcomes.stream()
                .filter(ClientPeriodOutcome::isPublished)
                .map(ClientPeriodOutcome::clientPeriod)
                .toList());
    Map<ClientPeriod, List<MetricJudgement>> judgements = judgements(database, states, whole);
    Map<ClientPeriod, Map<String, Forecast>> forecasts =
        ClientPeriodResult.forecasts(database, states);
    List<ClientPeriodResult> results = new ArrayList<>();
    for (ClientPeriodOutcome outcome : outcomes) {
      ClientPeriod clientPeriod = outcome.clientPeriod();
      results.add(
          new ClientPeriodResult(
              clientPeriod,
              clients.get(clientPeriod.clientId()),
              outcome,
              states.get(clientPeriod),
              judgements.getOrDefault(clientPeriod, List.of()),
              forecasts.getOrDefault(clientPeriod, Map.of())));
    }
    return results;
  }

  /** Of what is published; of what is trusted only where {@code whole}. */
  static Map<ClientPeriod, List<MetricJudgement>> judgements(
      Database database, Map<ClientPeriod, PublicationState> published, boolean whole) {
    return PublicationQueries.judgements(
        database,
        published.entrySet().stream()
            .filter(one -> whole || !one.getValue().trusted())
            .map(Map.Entry::getKey)
            .toList());
  }

  @Override
  public void writeTo(ObjectNode json) {
    json.put("run", dryRun ? null : (Long) run.id());
    json.put("job", job.name());
    json.put("dry_run", dryRun);
    json.put("exit_code", exitCode);
    json.put("reason", run.reason());
    ArrayNode periods = json.putArray("client_periods");
    clientPeriods.forEach(one -> one.writeTo(periods));
    RunCountsJson.writeTo(json, counts);
    Remark version = version();
    json.set(
        "asking",
        counts.asking().version() == null
            ? null
            : RunCountsJson.asking(counts.asking())
                .put("remark", version == null ? null : version.sentence()));
    ArrayNode remarks = json.putArray("remarks");
    remarks().forEach(remarks::add);
  }

  @Override
  public List<Item> problems() {
    List<Item> items = new ArrayList<>(Problems.of(clientPeriods));
    items.addAll(RejectedItems.of(counts, items, ClientPeriodResult.clientIds(clientPeriods)));
    Remark version = version();
    if (version != null
        && version.alarming()
        && items.stream().noneMatch(item -> item.text().contains(VERSION_KEY))) {
      items.add(new Item("NOTED", Wording.sentence(version.sentence())));
    }
    return items;
  }

  /** What is to be said of the version of the API that was asked, by what was known then. */
  private @Nullable Remark version() {
    return ApiVersions.of(counts.asking(), started());
  }

  private LocalDate started() {
    return LocalDate.ofInstant(run.started(), ZoneOffset.UTC);
  }

  /** {@code Meta's Marketing API was asked 12 times; 7 minutes were waited for the rate limit.} */
  private @Nullable String asked() {
    AskingFacts asking = counts.asking();
    if (asking.requests() == 0) {
      return null;
    }
    List<String> waits =
        asking.waited().stream()
            .filter(one -> one.seconds() >= SHORTEST_WAIT)
            .map(one -> Wording.counted(one.seconds() / 60, "minute") + " for " + one.reason())
            .toList();
    return "Meta's Marketing API (%s) was asked %s%s."
        .formatted(
            asking.apiVersion() == null ? asking.version() : asking.apiVersion(),
            Wording.counted(asking.requests(), "time"),
            waits.isEmpty()
                ? ""
                : "; its ad accounts waited, all together, " + String.join(", ", waits));
  }

  @Override
  public void print(Screen screen) {
    List<Item> items = problems();
    if (screen.quiet() && items.isEmpty() && exitCode == 0) {
      return;
    }
    screen.say(headline());
    String reason = run.reason();
    if (reason != null) {
      screen.say("It failed: " + Wording.sentence(reason));
    }
    Shown shown = Shown.WHOLE;
    if (!items.isEmpty()) {
      screen.emptyLine();
      shown = screen.say(items);
    }
    if (!screen.quiet()) {
      screen.emptyLine();
      new NumbersTable(job, clientPeriods).print(screen);
      ForecastLines.print(screen, clientPeriods);
    }
    if (shown.leftOut() > 0) {
      screen.say(
          Wording.counted(shown.leftOut(), "more problem")
              + ": `status --all` lists them, run_outcomes has them.");
    } else if (shown.cut()) {
      screen.say("What is cut stands whole in `status --all`, and in run_outcomes.");
    }
    if (!screen.quiet()) {
      String asked = asked();
      if (asked != null) {
        screen.say(asked);
      }
      remarks().forEach(screen::say);
      lookInto(screen);
    }
    screen.say(ending());
  }

  /** What a person would wonder about who looks into the database next. */
  private List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    Remark version = version();
    if (version != null && !version.alarming()) {
      remarks.add(Wording.sentence(version.sentence()));
    }
    List<ClientPeriodResult> published =
        clientPeriods.stream().filter(one -> one.publication() != null).toList();
    boolean onlyEarlier =
        !published.isEmpty()
            && published.stream().noneMatch(one -> one.clientPeriod().period().contains(started()));
    if (job.output().cache() == Cache.CURRENT && onlyEarlier && !dryRun) {
      remarks.add(
          "current_month_cache has nothing of it: output.cache is current, and these periods are"
              + " earlier ones; all would keep them there too.");
    }
    return remarks;
  }

  private static String jar() {
    return Path.of(
            URI.create(
                RunResult.class.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }

  /** An H2 file has no server to connect to. */
  private void lookInto(Screen screen) {
    String url = job.output().jdbcUrl();
    if (!dryRun && url.startsWith("jdbc:h2:") && !url.startsWith("jdbc:h2:mem:")) {
      screen.say(
          "Look into it: `report` writes a page; by SQL: java -cp %s org.h2.tools.Shell -url \"%s\"%s"
              .formatted(
                  jar(),
                  url,
                  job.output().username() == null ? "" : " -user " + job.output().username()));
    }
  }

  /** {@code Run 42 of hotel-bookings: 5 published (1 not trusted), 1 withheld.} */
  public String headline() {
    List<String> told = new ArrayList<>();
    for (Outcome outcome : Outcome.values()) {
      List<ClientPeriodResult> ended =
          clientPeriods.stream().filter(one -> one.is(outcome)).toList();
      long doubtful = ended.stream().filter(one -> Boolean.FALSE.equals(one.trusted())).count();
      if (!ended.isEmpty()) {
        told.add(
            Wording.count(ended.size())
                + " "
                + outcome.name().toLowerCase(Locale.ROOT)
                + (doubtful == 0 ? "" : " (" + Wording.count(doubtful) + " not trusted)"));
      }
    }
    long rejected = counts.rows().rejected();
    if (rejected > 0) {
      told.add(
          "%s of %s rejected"
              .formatted(Wording.count(rejected), Wording.counted(counts.rows().read(), "row")));
    }
    if (RunStore.STOPPED.equals(run.reason())) {
      told.add("the rest not reached");
    }
    return (dryRun ? "Dry run" : "Run " + run.id())
        + " of "
        + job.name()
        + ": "
        + (told.isEmpty() ? "nothing was wanted" : String.join(", ", told))
        + ".";
  }

  private String ending() {
    if (dryRun) {
      return "Nothing was written. A run would end with exit code " + exitCode + ".";
    }
    String code = "Exit code " + exitCode;
    return switch (exitCode) {
      case 0 -> code + ".";
      case 1 ->
          code
              + (run.reason() != null
                  ? ": what is published stands."
                  : clientPeriods.stream().anyMatch(one -> one.is(Outcome.WITHHELD))
                      ? ": what is withheld stays as it was published before."
                      : counts.rows().noneUsable() && !counts.rejected().isEmpty()
                          ? ": rows were rejected and none could be used."
                          : ": it failed, or what was asked for has no rows.");
      default -> code + ": published, but not all of it is trusted.";
    };
  }
}
