package com.campaignconversions.conversions.history;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.forecast.ComparablePeriod;
import com.campaignconversions.job.Job;
import com.campaignconversions.reconciliation.OtherPeriods;
import com.campaignconversions.variance.numbers.EarlierPeriod;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is published already, as the judgement of a new period needs it. */
public interface History extends Serializable {
  /**
   * The published periods of the job's granularity.
   *
   * @return by client id, oldest period first; clients of which nothing is published have no entry
   */
  Map<String, List<PublishedPeriod>> of(Set<String> clientIds);

  /** The ad accounts that have campaigns in a published version. */
  default Set<String> accounts(String fingerprint) {
    return Set.of();
  }

  /** The action types that each metric was taken from in what is published of a client. */
  default Map<String, Set<String>> sources(String clientId) {
    return Map.of();
  }

  /**
   * The campaigns of published versions.
   *
   * @return by fingerprint and campaign id
   */
  default Map<String, Map<String, CampaignNumbers>> campaigns(Set<String> fingerprints) {
    return Map.of();
  }

  /**
   * What one campaign had in one period.
   *
   * @param spend null where no row carried it
   * @param conversions one value a metric, in the order of the catalogue; null where unknown
   */
  record CampaignNumbers(@Nullable BigDecimal spend, List<@Nullable BigDecimal> conversions)
      implements Serializable {}

  /**
   * The published periods of other lengths that share a day with this time, and those of the job's
   * own length that do, of clients that have both: trusted, final, counted by the same catalogue.
   *
   * @return by client id
   */
  default Map<String, List<OtherPeriods.Published>> ofOtherLengths(
      Set<String> clientIds, LocalDate from, LocalDate to) {
    return Map.of();
  }

  /** The distinct values of the column {@code sources} in published versions. */
  default Set<String> sourcesOf(Set<String> fingerprints) {
    return Set.of();
  }

  /**
   * Final periods beside others that are not: as they were when they were as old.
   *
   * @param provisional client periods that are read at {@code readAt}
   * @return by client period, its client's own first, each the newest first
   */
  default Map<ClientPeriod, List<ComparablePeriod>> comparable(
      Job job, Set<ClientPeriod> provisional, Instant readAt) {
    return Map.of();
  }

  /** Where nothing is published. */
  History NOTHING = clientIds -> Map.of();

  /** This history, all of whose numbers are to be written again: for a dry run. */
  default History toBeWrittenAgain() {
    History published = this;
    return new History() {
      @Override
      public Map<String, List<PublishedPeriod>> of(Set<String> clientIds) {
        Map<String, List<PublishedPeriod>> again = new HashMap<>();
        published
            .of(clientIds)
            .forEach(
                (client, periods) ->
                    again.put(
                        client, periods.stream().map(PublishedPeriod::toBeWrittenAgain).toList()));
        return again;
      }

      @Override
      public Set<String> accounts(String fingerprint) {
        return published.accounts(fingerprint);
      }

      @Override
      public Map<String, Set<String>> sources(String clientId) {
        return published.sources(clientId);
      }

      @Override
      public Map<String, Map<String, CampaignNumbers>> campaigns(Set<String> fingerprints) {
        return published.campaigns(fingerprints);
      }

      @Override
      public Map<String, List<OtherPeriods.Published>> ofOtherLengths(
          Set<String> clientIds, LocalDate from, LocalDate to) {
        return published.ofOtherLengths(clientIds, from, to);
      }

      @Override
      public Set<String> sourcesOf(Set<String> fingerprints) {
        return published.sourcesOf(fingerprints);
      }
    };
  }

  /**
   * One published client period.
   *
   * @param fingerprint of its content
   * @param written whether a period that comes out the same need not be written
   */
  record PublishedPeriod(EarlierPeriod numbers, String fingerprint, boolean written)
      implements Serializable {
    PublishedPeriod toBeWrittenAgain() {
      return new PublishedPeriod(numbers, fingerprint, false);
    }
  }
}
