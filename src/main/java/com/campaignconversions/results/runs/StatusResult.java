package com.campaignconversions.results.runs;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.database.Database;
import com.campaignconversions.forecast.Forecast;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome.Outcome;
import com.campaignconversions.publishing.runs.OutcomeStore;
import com.campaignconversions.publishing.runs.RunQueries;
import com.campaignconversions.publishing.runs.RunState;
import com.campaignconversions.publishing.runs.RunState.Liveness;
import com.campaignconversions.publishing.versions.PublicationQueries;
import com.campaignconversions.publishing.versions.PublicationState;
import com.campaignconversions.records.Wording;
import com.campaignconversions.results.CommandResult;
import com.campaignconversions.results.Screen;
import com.campaignconversions.results.Screen.Item;
import com.campaignconversions.results.Screen.Shown;
import com.campaignconversions.variance.MetricJudgement;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is published, provisional, withheld or missing now.
 *
 * @param lastRun of the job; null where there was none
 */
public record StatusResult(
    Job job, List<ClientPeriodResult> clientPeriods, @Nullable RunState lastRun)
    implements CommandResult {
  private static final int MOST_CLIENTS = 6;

  public StatusResult {
    clientPeriods = List.copyOf(clientPeriods);
  }

  /** Of a job that never published or tried anything. */
  public static StatusResult nothing(Job job) {
    return new StatusResult(job, List.of(), null);
  }

  /**
   * Reads it.
   *
   * @param named only these periods; null for all that there are
   * @param whole whether with every number, or with what a screen has room for
   */
  public static StatusResult of(
      Database database,
      Job job,
      List<Client> clients,
      @Nullable List<Period> named,
      boolean whole) {
    List<String> ids = clients.stream().map(Client::id).toList();
    Map<ClientPeriod, PublicationState> published =
        PublicationQueries.states(database, ids, job.granularity());
    Map<ClientPeriod, ClientPeriodOutcome> latest = OutcomeStore.latestOutcomes(database, ids);
    TreeSet<ClientPeriod> all = new TreeSet<>(published.keySet());
    latest.keySet().stream()
        .filter(one -> one.period().granularity() == job.granularity())
        .forEach(all::add);
    if (named != null) {
      published.keySet().removeIf(one -> !named.contains(one.period()));
      all.removeIf(one -> !named.contains(one.period()));
      ids.forEach(client -> named.forEach(period -> all.add(new ClientPeriod(client, period))));
    }
    Map<String, Client> byId = job.clientsById();
    Map<ClientPeriod, List<MetricJudgement>> judgements =
        RunResult.judgements(database, published, whole);
    Map<ClientPeriod, Map<String, Forecast>> forecasts =
        ClientPeriodResult.forecasts(database, published);
    List<ClientPeriodResult> results = new ArrayList<>();
    for (ClientPeriod one : all) {
      results.add(
          new ClientPeriodResult(
              one,
              byId.get(one.clientId()),
              latest.get(one),
              published.get(one),
              judgements.getOrDefault(one, List.of()),
              forecasts.getOrDefault(one, Map.of())));
    }
    return new StatusResult(
        job, results, RunQueries.last(database, job).map(RunQueries.Last::run).orElse(null));
  }

  @Override
  public int exitCode() {
    return 0;
  }

  @Override
  public void writeTo(ObjectNode json) {
    json.put("job", job.name());
    json.put("exit_code", 0);
    json.put("data_up_to", Objects.toString(dataUpTo(), null));
    if (lastRun == null) {
      json.putNull("last_run");
    } else {
      json.putObject("last_run")
          .put("run", lastRun.id())
          .put("state", lastRun.state().name())
          .put("started", lastRun.started().toString())
          .put("ended", Objects.toString(lastRun.ended(), null))
          .put("exit_code", lastRun.exitCode())
          .put("reason", lastRun.why());
    }
    ArrayNode array = json.putArray("client_periods");
    for (ClientPeriodResult result : clientPeriods) {
      PublicationState publication = result.publication();
      result
          .writeTo(array)
          .put("state", state(result))
          .put("run", publication == null ? null : (Long) publication.runId())
          .put("published_at", publication == null ? null : publication.publishedAt().toString())
          .put("checked_at", publication == null ? null : publication.checkedAt().toString());
    }
  }

  private static String state(ClientPeriodResult result) {
    PublicationState publication = result.publication();
    boolean withheld = result.is(Outcome.WITHHELD);
    return publication == null
        ? (withheld ? "withheld" : "missing")
        : (publication.isFinal() ? "final" : "provisional")
            + (withheld ? ", newer rows withheld" : "");
  }

  private @Nullable LocalDate dataUpTo() {
    return lastDays().values().stream().max(LocalDate::compareTo).orElse(null);
  }

  /** The last day of which each client has a row. */
  private Map<String, LocalDate> lastDays() {
    Map<String, LocalDate> last = new TreeMap<>();
    for (ClientPeriodResult result : clientPeriods) {
      PublicationState publication = result.publication();
      if (publication != null && publication.lastDay() != null) {
        last.merge(
            result.whose(),
            publication.lastDay(),
            (one, other) -> one.isBefore(other) ? other : one);
      }
    }
    return last;
  }

  @Override
  public List<Item> problems() {
    List<Item> items = new ArrayList<>(Problems.of(clientPeriods));
    if (lastRun != null) {
      items.addAll(
          RejectedItems.of(lastRun.read(), items, ClientPeriodResult.clientIds(clientPeriods)));
    }
    return items;
  }

  @Override
  public void print(Screen screen) {
    if (clientPeriods.isEmpty()) {
      screen.say("Nothing is published yet.");
      lastRun(screen);
      return;
    }
    List<Item> items = problems();
    if (screen.quiet() && items.isEmpty()) {
      return;
    }
    screen.say(headline());
    freshness(screen);
    lastRun(screen);
    if (!items.isEmpty()) {
      screen.emptyLine();
      Shown shown = screen.say(items);
      if (shown.leftOut() > 0) {
        screen.say(
            Wording.counted(shown.leftOut(), "more problem")
                + ": --all lists them, --client and --period choose.");
      } else if (shown.cut()) {
        screen.say("--all prints whole what is cut; --client and --period choose.");
      }
    }
    if (!screen.quiet()) {
      well(screen);
    }
    if (!screen.quiet()) {
      ForecastLines.print(screen, clientPeriods);
    }
    if (screen.all()) {
      screen.emptyLine();
      new NumbersTable(job, clientPeriods).print(screen);
    }
  }

  private String headline() {
    long clients =
        clientPeriods.stream().map(one -> one.clientPeriod().clientId()).distinct().count();
    List<String> counts = new ArrayList<>();
    count(counts, "published", one -> one.publication() != null);
    count(counts, "of them not trusted", one -> Boolean.FALSE.equals(one.trusted()));
    count(
        counts,
        "of them provisional",
        one -> one.publication() != null && !one.publication().isFinal());
    count(counts, "withheld", one -> one.is(Outcome.WITHHELD));
    count(counts, "missing", one -> one.publication() == null && !one.is(Outcome.WITHHELD));
    return "%s of %s: %s."
        .formatted(
            Wording.counted(clientPeriods.size(), "client period"),
            Wording.counted(clients, "client"),
            String.join(", ", counts));
  }

  private void count(List<String> counts, String what, Predicate<ClientPeriodResult> which) {
    long count = clientPeriods.stream().filter(which).count();
    if (count > 0) {
      counts.add(Wording.count(count) + " " + what);
    }
  }

  private void freshness(Screen screen) {
    Map<String, LocalDate> lastDays = lastDays();
    LocalDate newest = dataUpTo();
    if (newest == null) {
      return;
    }
    List<String> older =
        lastDays.entrySet().stream()
            .filter(client -> client.getValue().isBefore(newest))
            .sorted(Map.Entry.comparingByValue())
            .map(client -> client.getKey() + " to " + client.getValue())
            .toList();
    screen.say(
        "Data up to "
            + newest
            + (older.isEmpty() ? "" : "; " + Wording.some(older, MOST_CLIENTS))
            + ".");
  }

  private void lastRun(Screen screen) {
    if (lastRun == null) {
      return;
    }
    String run = "Run " + lastRun.id();
    if (lastRun.state() == Liveness.RUNNING) {
      screen.say(
          run
              + " is running since "
              + Wording.local(lastRun.started())
              + (lastRun.stalled() == null ? "." : ", but " + lastRun.stalled() + "."));
    } else if (lastRun.state() == Liveness.DEAD) {
      screen.say(run + " " + lastRun.why() + "; `retry` does what it did not reach.");
    } else {
      screen.say(
          run
              + ", the last one, ended "
              + Wording.local(lastRun.ended())
              + " with exit code "
              + lastRun.exitCode()
              + (lastRun.reason() == null
                  ? "."
                  : ": " + Wording.sentence(lastRun.reason()) + " When that is mended: `retry`."));
    }
  }

  private void well(Screen screen) {
    List<ClientPeriodResult> well =
        clientPeriods.stream().filter(ClientPeriodResult::isWell).toList();
    if (well.isEmpty()) {
      return;
    }
    screen.emptyLine();
    screen.say(
        "Well: %s of %s, published and trusted."
            .formatted(
                Wording.counted(well.size(), "client period"),
                Wording.some(
                    well.stream().map(ClientPeriodResult::whose).distinct().toList(),
                    MOST_CLIENTS)));
  }
}
