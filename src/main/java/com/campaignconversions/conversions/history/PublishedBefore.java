package com.campaignconversions.conversions.history;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Granularity;
import com.campaignconversions.clients.Period;
import com.campaignconversions.conversions.history.History.PublishedPeriod;
import com.campaignconversions.reconciliation.OtherPeriods;
import com.campaignconversions.variance.numbers.EarlierPeriod;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What is published of a client, as one of its periods needs it.
 *
 * @param earlier its earlier periods, oldest first
 * @param ever whether anything of it is published
 * @param accounts whether an ad account had rows in the last of the earlier periods; asked only
 *     where it matters
 * @param sources the action types that a metric was taken from; asked only where it matters
 * @param campaigns what its campaigns did before
 * @param others the client's periods of other lengths
 */
public record PublishedBefore(
    List<EarlierPeriod> earlier,
    boolean ever,
    Predicate<String> accounts,
    Function<String, Set<String>> sources,
    CampaignHistory campaigns,
    OtherPeriods others) {
  public static final PublishedBefore NOTHING = after(List.of());

  /** Where nothing is known of single campaigns, nor of periods of another length. */
  public PublishedBefore(
      List<EarlierPeriod> earlier,
      boolean ever,
      Predicate<String> accounts,
      Function<String, Set<String>> sources) {
    this(earlier, ever, accounts, sources, CampaignHistory.NOTHING, OtherPeriods.none());
  }

  /** Where nothing is published, and these were extracted just now. */
  public static PublishedBefore after(List<EarlierPeriod> earlier) {
    return new PublishedBefore(List.copyOf(earlier), false, account -> false, metric -> Set.of());
  }

  /** This, with what is known of single campaigns. */
  public PublishedBefore with(CampaignHistory other) {
    return new PublishedBefore(earlier, ever, accounts, sources, other, others);
  }

  /**
   * Of one period.
   *
   * @param published the client's periods, oldest first
   * @param earlier those before this one, as they are known now
   * @param sources what was asked of the history already, by client
   * @param others the client's periods of other lengths
   */
  public static PublishedBefore of(
      History history,
      String clientId,
      Period period,
      List<PublishedPeriod> published,
      Collection<EarlierPeriod> earlier,
      Map<String, Map<String, Set<String>>> sources,
      OtherPeriods others) {
    return new PublishedBefore(
        List.copyOf(earlier),
        !published.isEmpty(),
        account -> hadRows(history, published, period, account),
        metric ->
            published.isEmpty()
                ? Set.of()
                : sources
                    .computeIfAbsent(clientId, history::sources)
                    .getOrDefault(metric, Set.of()),
        CampaignHistory.NOTHING,
        others);
  }

  /** Of one period, by what is published alone. */
  public static PublishedBefore of(History history, ClientPeriod clientPeriod) {
    String client = clientPeriod.clientId();
    List<PublishedPeriod> published = history.of(Set.of(client)).getOrDefault(client, List.of());
    return of(
        history,
        client,
        clientPeriod.period(),
        published,
        published.stream()
            .map(PublishedPeriod::numbers)
            .filter(one -> one.period().compareTo(clientPeriod.period()) < 0)
            .toList(),
        new HashMap<>(),
        OtherPeriods.of(
            others(history, Set.of(client), List.of(clientPeriod.period()))
                .getOrDefault(client, List.of()),
            history::sourcesOf));
  }

  /** What shares a day with these periods, or with a longer period that does. */
  public static Map<String, List<OtherPeriods.Published>> others(
      History history, Set<String> clientIds, Collection<Period> periods) {
    if (periods.isEmpty()) {
      return Map.of();
    }
    LocalDate first = Collections.min(periods).start();
    LocalDate last = periods.stream().map(Period::end).max(Comparator.naturalOrder()).orElse(first);
    return history.ofOtherLengths(
        clientIds,
        Period.containing(Granularity.MONTH, first).start(),
        Period.containing(Granularity.MONTH, last).end());
  }

  /** Whether the last publication before a period has rows of an ad account. */
  private static boolean hadRows(
      History history, List<PublishedPeriod> published, Period period, String account) {
    PublishedPeriod last = null;
    for (PublishedPeriod one : published) {
      if (one.numbers().period().compareTo(period) < 0) {
        last = one;
      }
    }
    return last != null && history.accounts(last.fingerprint()).contains(account);
  }

  /** Whether an earlier period is known. */
  public boolean has(Period period) {
    return earlier.stream().anyMatch(one -> one.period().equals(period));
  }

  /** Whether an ad account had rows in the last of them. */
  public boolean hadRowsOf(String account) {
    return accounts.test(account);
  }
}
