package com.campaignconversions.insights;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.job.JdbcInsights;
import com.campaignconversions.job.Job;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one query asks for: wanted periods that follow each other, of clients that want the same.
 *
 * @param source what is read, for people
 * @param clients none for everything that there is
 * @param periods ascending
 */
record LandedRange(int rank, String source, List<Client> clients, List<Period> periods)
    implements Origin, Serializable {
  /** A table without an index is read once for each range, so that ranges are few and long. */
  private static final long LONGEST_DAYS = 100;

  private static final int MOST_CLIENTS = 200;

  /** So many that workers are done at about the same time. */
  private static final int RANGES_A_WORKER = 4;

  LandedRange {
    clients = List.copyOf(clients);
    periods = List.copyOf(periods);
  }

  LocalDate firstDay() {
    return periods.get(0).start();
  }

  LocalDate dayAfter() {
    return periods.get(periods.size() - 1).end().plusDays(1);
  }

  /** Those that lack rows if the query fails. */
  List<ClientPeriod> clientPeriods() {
    return clients.stream()
        .flatMap(client -> periods.stream().map(period -> new ClientPeriod(client.id(), period)))
        .toList();
  }

  /** The same for each client alone. */
  List<LandedRange> byClient() {
    return clients.stream()
        .map(client -> new LandedRange(rank, source, List.of(client), periods))
        .toList();
  }

  /** One range for everything, where rows cannot be asked for by client and period. */
  static List<LandedRange> everything(JdbcInsights insights) {
    return List.of(new LandedRange(0, insights.source(), List.of(), List.of()));
  }

  /**
   * All that is wanted.
   *
   * @param parallelism how many workers read at once
   */
  static List<LandedRange> of(
      Job job, JdbcInsights insights, WantedPeriods wanted, int parallelism) {
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
            ranges.add(new LandedRange(ranges.size(), insights.source(), some, periods));
          }
        });
    return ranges;
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
