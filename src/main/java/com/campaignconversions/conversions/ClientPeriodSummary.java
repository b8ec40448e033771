package com.campaignconversions.conversions;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.insights.counts.RowCounts;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What publication needs to know of one wanted client period: what the database must hold before it
 * becomes visible, or why it must not.
 *
 * @param reason for {@code WITHHELD} and {@code MISSING}, a sentence that says why and what to do;
 *     for {@code COMPLETE}, what was lost; null where there is nothing to say
 * @param fingerprint of the whole content: campaigns, sources, metric names and verdicts; no run,
 *     no time; empty where nothing is to be published
 * @param contentDigest of the campaigns and their values without the period
 * @param written whether the rows were sent to be written; not, where the same fingerprint is
 *     published already
 * @param firstDay the first day that a used campaign row covers; null without any, as {@code
 *     lastDay}
 * @param coveredDays the days that at least one used campaign row covers: bit n is set for the n-th
 *     day of the period, counted from 0
 * @param rows what became of this client period's rows; skipped is 0
 * @param campaigns how many campaign rows the database must hold, and then their sums: null where
 *     every campaign's value is null
 * @param sums one a metric, in the order of the catalogue: of the campaigns in which it is known
 * @param totals as judged: null where a metric is not known in all of them
 * @param trusted whether every metric is trusted and reconciles, and nothing is known to be lost
 * @param suspicions one sentence for each metric that is not; of a missing client period that it is
 *     stale
 * @param lost whether something is known to have been lost: then less than is published is withheld
 * @param sample what the largest campaign shows and whether the numbers look divided, as the end of
 *     the log's line; null where nothing is to be published
 * @param coveredToEnd whether nothing of it can follow any more
 */
public record ClientPeriodSummary(
    ClientPeriod clientPeriod,
    State state,
    @Nullable String reason,
    String fingerprint,
    String contentDigest,
    boolean written,
    @Nullable LocalDate firstDay,
    @Nullable LocalDate lastDay,
    long coveredDays,
    RowCounts rows,
    long campaigns,
    @Nullable BigDecimal spend,
    @Nullable Long impressions,
    @Nullable Long clicks,
    List<@Nullable BigDecimal> sums,
    List<@Nullable BigDecimal> totals,
    boolean trusted,
    List<String> suspicions,
    boolean lost,
    @Nullable String sample,
    boolean coveredToEnd)
    implements Serializable {
  private static final Pattern LINE_BREAK = Pattern.compile("[\\r\\n\\u0085\\u2028\\u2029]+");

  /** Sentences quote the data, and each of them is one line. */
  public ClientPeriodSummary {
    reason = reason == null ? null : inOneLine(reason);
    suspicions = suspicions.stream().map(ClientPeriodSummary::inOneLine).toList();
  }

  private static String inOneLine(String sentence) {
    return LINE_BREAK.matcher(sentence).replaceAll(" ");
  }

  /** How many days of the period at least one used row covers. */
  public long daysCovered() {
    return Long.bitCount(coveredDays);
  }

  /** The same, of a client period whose rows are in the database already. */
  ClientPeriodSummary withoutRows() {
    return new ClientPeriodSummary(
        clientPeriod,
        state,
        reason,
        fingerprint,
        contentDigest,
        false,
        firstDay,
        lastDay,
        coveredDays,
        rows,
        campaigns,
        spend,
        impressions,
        clicks,
        sums,
        totals,
        trusted,
        suspicions,
        lost,
        sample,
        coveredToEnd);
  }

  /** What the rows allow. */
  public enum State {
    /** Complete and unambiguous: to be published. */
    COMPLETE,
    /** An answer would be a guess: not to be published. */
    WITHHELD,
    /** Asked for, and no row of it was found. */
    MISSING
  }
}
