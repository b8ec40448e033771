package com.campaignconversions.insights.graph;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.Period;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.job.Job;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What is asked of one ad account in a run; it has one reader.
 *
 * @param accountId digits, without {@code act_}
 * @param firstRank the rank of the first period's fetch; the others follow
 * @param today in the account's time zone
 * @param periods the newest first, because time may run out
 */
public record GraphAccount(
    String clientId, String accountId, int firstRank, LocalDate today, List<Period> periods)
    implements Serializable {

  public GraphAccount {
    periods = List.copyOf(periods);
  }

  /** All accounts of the clients that are wanted. */
  public static List<GraphAccount> of(Job job, WantedPeriods wanted, Instant started) {
    List<GraphAccount> accounts = new ArrayList<>();
    int rank = 0;
    for (Client client : job.clients()) {
      List<Period> periods = new ArrayList<>(wanted.of(client.id()));
      Collections.reverse(periods);
      for (String account : periods.isEmpty() ? List.<String>of() : client.accountIds()) {
        LocalDate today = started.atZone(client.timezone()).toLocalDate();
        accounts.add(new GraphAccount(client.id(), account, rank, today, periods));
        rank += periods.size();
      }
    }
    return accounts;
  }
}
