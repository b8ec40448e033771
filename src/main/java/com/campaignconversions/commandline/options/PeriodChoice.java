package com.campaignconversions.commandline.options;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Granularity;
import com.campaignconversions.clients.Period;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.versions.PublicationState;
import com.campaignconversions.records.Spelling;
import com.campaignconversions.records.Wording;
import com.campaignconversions.results.CommandException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which clients and periods a command is about. */
public final class PeriodChoice {
  /** Ended periods are looked at again for so long, as Meta restates them for 28 days. */
  private static final int DAYS_BACK = 60;

  private static final int MOST_PERIODS = 20_000;
  private static final int MOST_CLIENTS = 20;

  @Option(
      names = "--period",
      paramLabel = "PERIOD",
      description =
          "One period: 2025-11, 2025-W46 or 2025-11-14. A week or day job also takes a month: its"
              + " weeks (by their Thursday) or days.")
  private @Nullable String period;

  @Option(
      names = "--from",
      paramLabel = "PERIOD",
      description = "With --to: all periods from this one to that one, both included.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "PERIOD", description = "The last period; see --from.")
  private @Nullable String to;

  @Option(
      names = "--client",
      paramLabel = "ID",
      description = "Only this client; may be given several times.")
  private List<String> clients = new ArrayList<>();

  public PeriodChoice() {}

  /** One period of one client. */
  public static PeriodChoice of(String client, String period) {
    PeriodChoice choice = new PeriodChoice();
    choice.clients = List.of(client);
    choice.period = period;
    return choice;
  }

  /**
   * The one client period that is asked for.
   *
   * @throws CommandException if the job has no such client or period, or the period is several
   */
  public ClientPeriod single(Job job) throws CommandException {
    Client client = clientsOf(job).get(0);
    List<Period> named = Objects.requireNonNull(named(job.granularity()));
    if (named.size() > 1) {
      throw CommandException.usage(
          "--period=%s has %d periods of this job: write one, such as --period=%s"
              .formatted(period, named.size(), named.get(0)));
    }
    return new ClientPeriod(client.id(), named.get(0));
  }

  /** The ids asked for; empty for all. */
  public List<String> clients() {
    return clients;
  }

  /** The clients asked for, in the order of the clients file. */
  public List<Client> clientsOf(Job job) throws CommandException {
    Set<String> unknown = new LinkedHashSet<>(clients);
    job.clients().forEach(client -> unknown.remove(client.id()));
    if (!unknown.isEmpty()) {
      List<String> known = job.clients().stream().map(Client::id).toList();
      throw CommandException.usage(
          "--client="
              + String.join(", --client=", unknown)
              + ": the job has no such client; it has "
              + Wording.some(known, MOST_CLIENTS)
              + Spelling.suggestion(unknown.iterator().next(), known));
    }
    return clients.isEmpty()
        ? job.clients()
        : job.clients().stream().filter(client -> clients.contains(client.id())).toList();
  }

  /** Whether periods are named, so that the database need not be asked for them. */
  public boolean namesPeriods() {
    return period != null || from != null || to != null;
  }

  /**
   * The periods asked for; the same for every client, or null where none are named.
   *
   * @throws CommandException if an option is no period of the job, or they do not go together
   */
  public @Nullable List<Period> named(Granularity granularity) throws CommandException {
    if (period != null) {
      if (from != null || to != null) {
        throw CommandException.usage("--period goes without --from and --to");
      }
      return periods(granularity, "--period", period);
    }
    if (from == null && to == null) {
      return null;
    }
    if (from == null || to == null) {
      throw CommandException.usage(
          "--from and --to go together: --from=2024-01 --to=2025-10; for one period use --period");
    }
    List<Period> first = periods(granularity, "--from", from);
    List<Period> last = periods(granularity, "--to", to);
    Period start = first.get(0);
    Period end = last.get(last.size() - 1);
    if (end.compareTo(start) < 0) {
      throw CommandException.usage("--to=" + to + " is before --from=" + from);
    }
    return between(start, end);
  }

  /**
   * What a run is to do: the named periods, or the current one and the ended ones that are not
   * final yet.
   *
   * @param published what is published of these clients
   * @param onlyMissing whether to leave that out
   */
  public WantedPeriods wanted(
      Job job,
      List<Client> asked,
      Instant now,
      Map<ClientPeriod, PublicationState> published,
      boolean onlyMissing)
      throws CommandException {
    List<Period> named = named(job.granularity());
    Map<String, List<Period>> byClient = new HashMap<>();
    for (Client client : asked) {
      List<Period> periods = named;
      if (periods == null) {
        periods =
            recent(job.granularity(), now.atZone(client.timezone()).toLocalDate()).stream()
                .filter(
                    recent -> {
                      PublicationState state = published.get(new ClientPeriod(client.id(), recent));
                      return state == null || !state.isFinal();
                    })
                .toList();
      }
      if (onlyMissing) {
        periods =
            periods.stream()
                .filter(wanted -> !published.containsKey(new ClientPeriod(client.id(), wanted)))
                .toList();
      }
      if (!periods.isEmpty()) {
        byClient.put(client.id(), periods);
      }
    }
    return new WantedPeriods(byClient);
  }

  private static List<Period> recent(Granularity granularity, LocalDate today)
      throws CommandException {
    Period current = Period.containing(granularity, today);
    Period oldest = current;
    while (!oldest.previous().end().isBefore(today.minusDays(DAYS_BACK))) {
      oldest = oldest.previous();
    }
    return between(oldest, current);
  }

  private static List<Period> between(Period first, Period last) throws CommandException {
    List<Period> periods = new ArrayList<>();
    for (Period period = first; period.compareTo(last) <= 0; period = period.next()) {
      if (periods.size() == MOST_PERIODS) {
        throw CommandException.usage(
            "from " + first + " to " + last + " there are more than " + MOST_PERIODS + " periods");
      }
      periods.add(period);
    }
    return periods;
  }

  /** The period that a text names, or the weeks or days of the month that it names. */
  private static List<Period> periods(Granularity granularity, String option, String text)
      throws CommandException {
    Period period;
    try {
      period = Period.parse(text);
    } catch (DateTimeException e) {
      throw CommandException.usage(
          option + "=" + text + " is no period: write 2025-11, 2025-W46 or 2025-11-14");
    }
    if (period.granularity() == granularity) {
      return List.of(period);
    }
    if (period.granularity() != Granularity.MONTH) {
      // The Thursday of a week tells its month.
      LocalDate middle =
          period.granularity() == Granularity.WEEK ? period.start().plusDays(3) : period.start();
      throw CommandException.usage(
          "%s=%s is a %s, and the job's granularity is %s: write %s=%s"
              .formatted(
                  option,
                  text,
                  period.granularity().name().toLowerCase(Locale.ROOT),
                  granularity.name().toLowerCase(Locale.ROOT),
                  option,
                  Period.containing(granularity, middle)));
    }
    if (granularity == Granularity.DAY) {
      return between(
          Period.containing(granularity, period.start()),
          Period.containing(granularity, period.end()));
    }
    LocalDate thursday = period.start().with(TemporalAdjusters.nextOrSame(DayOfWeek.THURSDAY));
    LocalDate lastThursday =
        period.end().with(TemporalAdjusters.previousOrSame(DayOfWeek.THURSDAY));
    return between(
        Period.containing(granularity, thursday), Period.containing(granularity, lastThursday));
  }
}
