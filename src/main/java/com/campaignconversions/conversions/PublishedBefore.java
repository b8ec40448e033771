package com.campaignconversions.conversions;

import com.campaignconversions.clients.Period;
import com.campaignconversions.variance.numbers.EarlierPeriod;
import java.util.List;
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
 */
public record PublishedBefore(
    List<EarlierPeriod> earlier,
    boolean ever,
    Predicate<String> accounts,
    Function<String, Set<String>> sources) {
  public static final PublishedBefore NOTHING =
      new PublishedBefore(List.of(), false, account -> false, metric -> Set.of());

  boolean has(Period period) {
    return earlier.stream().anyMatch(one -> one.period().equals(period));
  }

  boolean hadRowsOf(String account) {
    return accounts.test(account);
  }
}
