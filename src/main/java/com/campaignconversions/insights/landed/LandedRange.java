package com.campaignconversions.insights.landed;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.insights.rows.Origin;
import com.campaignconversions.job.JdbcInsights;
import com.campaignconversions.job.Job;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What one query asks for: wanted periods that follow each other, of clients that want the same.
 *
 * <p>All ranges of a table are parts of one source, as parts of a file are.
 *
 * @param source what is read, for people
 * @param clients none for rows of any
 * @param periods ascending; none for rows of any
 * @param askedArrays as {@link LandedQuery#askedArrays()}
 * @param everyClient of the job, in the rest alone: what is none of theirs belongs to it
 */
public record LandedRange(
    String source,
    List<Client> clients,
    List<Period> periods,
    long askedArrays,
    List<Client> everyClient)
    implements Origin, Serializable {
  /** A table without an index is read once for each range, so that ranges are few and long. */
  private static final long LONGEST_DAYS = 100;

  private static final int MOST_CLIENTS = 200;

  /** So many that workers are done at about the same time. */
  private static final int RANGES_A_WORKER = 4;

  public LandedRange {
    clients = List.copyOf(clients);
    periods = List.copyOf(periods);
  }

  @Override
  public int rank() {
    return 0;
  }

  /** Whether it is all that there is. */
  boolean isEverything() {
    return clients.isEmpty() && periods.isEmpty();
  }

  /** Whether it is what no client asks for, because whose or of when it is cannot be asked. */
  boolean isRest() {
    return clients.isEmpty() && !periods.isEmpty();
  }

  @Override
  public boolean isWhole() {
    return isEverything();
  }

  @Override
  public Set<String> onlyAccounts() {
    return clients.stream()
        .flatMap(client -> client.accountIds().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  LocalDate firstDay() {
    return periods.get(0).start();
  }

  LocalDate dayAfter() {
    return periods.get(periods.size() - 1).end().plusDays(1);
  }

  /** Those that lack rows if the query fails. */
  @Override
  public List<ClientPeriod> clientPeriods() {
    return clients.stream()
        .flatMap(client -> periods.stream().map(period -> new ClientPeriod(client.id(), period)))
        .toList();
  }

  /** A range for each client alone. */
  List<LandedRange> byClient() {
    return clients.stream()
        .map(client -> new LandedRange(source, List.of(client), periods, askedArrays, List.of()))
        .toList();
  }

  /** One range for everything, where rows cannot be asked for by client and period. */
  public static LandedRange everything(JdbcInsights insights, long askedArrays) {
    return new LandedRange(insights.source(), List.of(), List.of(), askedArrays, List.of());
  }

  /**
   * All that is wanted.
   *
   * @param askedArrays as {@link LandedQuery#askedArrays()}
   * @param parallelism how many workers read at once
   */
  static List<LandedRange> of(
      Job job, JdbcInsights insights, long askedArrays, WantedPeriods wanted, int parallelism) {
    Map<List<Period>, List<Client>> clientsByPeriods = new LinkedHashMap<>();
    for (Client client : job.clients()) {
      for (List<Period> periods : followingEachOther(wanted.of(client.id()))) {
        clientsByPeriods.computeIfAbsent(periods, none -> new ArrayList<>()).add(client);
      }
    }
    List<LandedRange> ranges = new ArrayList<>();
    clientsByPeriods.forEach(
        (periods, clients) -> {
          int together =
              Math.min(MOST_CLIENTS, clients.size() / (RANGES_A_WORKER * parallelism) + 1);
          for (int from = 0; from < clients.size(); from += together) {
            List<Client> some = clients.subList(from, Math.min(from + together, clients.size()));
            ranges.add(new LandedRange(insights.source(), some, periods, askedArrays, List.of()));
          }
        });
    return ranges;
  }

  /** What may be wanted and cannot be asked for by client and period. */
  static LandedRange rest(Job job, JdbcInsights insights, long askedArrays, WantedPeriods wanted) {
    TreeSet<Period> periods = new TreeSet<>();
    job.clients().forEach(client -> periods.addAll(wanted.of(client.id())));
    return new LandedRange(
        insights.source(), List.of(), List.copyOf(periods), askedArrays, job.clients());
  }

  private static List<List<Period>> followingEachOther(List<Period> periods) {
    List<List<Period>> gathered = new ArrayList<>();
    List<Period> last = List.of();
    for (Period period : periods) {
      if (last.isEmpty()
          || !last.get(last.size() - 1).next().equals(period)
          || last.get(0).start().plusDays(LONGEST_DAYS).isBefore(period.end())) {
        last = new ArrayList<>();
        gathered.add(last);
      }
      last.add(period);
    }
    return gathered;
  }
}
