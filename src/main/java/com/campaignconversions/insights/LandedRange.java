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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one query asks for: wanted periods of one client that follow each other.
 *
 * @param source what is read, for people
 * @param client null for everything that there is
 * @param clientPeriods those that lack rows if the query fails
 */
record LandedRange(
    int rank, String source, @Nullable Client client, List<ClientPeriod> clientPeriods)
    implements Origin, Serializable {
  /** Long enough that a table without an index is not read too often, short enough to share. */
  private static final long LONGEST_DAYS = 100;

  LandedRange {
    clientPeriods = List.copyOf(clientPeriods);
  }

  LocalDate firstDay() {
    return clientPeriods.get(0).period().start();
  }

  LocalDate dayAfter() {
    return clientPeriods.get(clientPeriods.size() - 1).period().end().plusDays(1);
  }

  /** One range for everything, where rows cannot be asked for by client and period. */
  static List<LandedRange> everything(JdbcInsights insights) {
    return List.of(new LandedRange(0, insights.source(), null, List.of()));
  }

  static List<LandedRange> of(Job job, JdbcInsights insights, WantedPeriods wanted) {
    List<LandedRange> ranges = new ArrayList<>();
    for (Client client : job.clients()) {
      List<ClientPeriod> gathered = new ArrayList<>();
      for (Period period : wanted.of(client.id())) {
        if (!gathered.isEmpty()
            && (!gathered.get(gathered.size() - 1).period().next().equals(period)
                || gathered
                    .get(0)
                    .period()
                    .start()
                    .plusDays(LONGEST_DAYS)
                    .isBefore(period.end()))) {
          ranges.add(new LandedRange(ranges.size(), insights.source(), client, gathered));
          gathered.clear();
        }
        gathered.add(new ClientPeriod(client.id(), period));
      }
      if (!gathered.isEmpty()) {
        ranges.add(new LandedRange(ranges.size(), insights.source(), client, gathered));
      }
    }
    return ranges;
  }
}
