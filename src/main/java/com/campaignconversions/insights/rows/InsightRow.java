package com.campaignconversions.insights.rows;

import com.campaignconversions.insights.bytes.SourceText;
import com.campaignconversions.insights.counts.RejectedInsight;
import com.campaignconversions.insights.counts.RejectedInsight.Reason;
import com.campaignconversions.insights.fields.InsightNames;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One row as it was read, before it is known whose it is: what a parser fills in, field by field.
 */
public final class InsightRow {
  /** Where in its file, as {@link RejectedInsight#position()}. */
  public final String position;

  @Nullable String accountId;

  /** An account id that is a number in another dress; {@link #accountId} is null then. */
  @Nullable String badAccountId;

  @Nullable String clientId;
  @Nullable String campaignId;
  @Nullable String adSetId;
  @Nullable String adId;
  @Nullable String campaignName;
  @Nullable String currency;
  @Nullable String dateStart;
  @Nullable String dateStop;
  @Nullable String attributionSetting;
  @Nullable String optimizationGoal;
  public @Nullable String newest;
  @Nullable BigDecimal spend;
  @Nullable Long impressions;
  @Nullable Long clicks;

  /** Null too where what stands there is no number. */
  @Nullable Long reach;

  boolean chargedPerResult;

  /** Whether its actions are split in a way in which Meta leaves some of them out. */
  boolean actionsBrokenDown;

  /** One bit for each array that the row has: {@code []} counts, null does not. */
  long arraysPresent;

  /** One bit for each array that has an entry with a window that is counted. */
  long windowsPresent;

  /** One bit for each array of which its source says that it lost entries. */
  long arraysLost;

  boolean spendLost;
  boolean impressionsLost;
  boolean clicksLost;

  /** Whether its source marked it as deleted. */
  boolean deleted;

  /** The members around it, outermost first: {@code record.data}; null for none. */
  public @Nullable String envelope;

  /** Whether it stood in the {@code data} of a page of the Graph API. */
  boolean inPage;

  /** Breakdown fields and their values, by field. */
  final TreeMap<String, String> breakdowns = new TreeMap<>();

  /** Fields that nobody knows and that may tell rows apart, and their values. */
  final TreeMap<String, String> otherFields = new TreeMap<>();

  /** The series with an entry but nothing positive in it. */
  final BitSet seriesWithoutAmount = new BitSet();

  /** The series with an entry that could not be used. */
  final BitSet seriesLost = new BitSet();

  /** Action types that no metric lists, and that are like one that some metric lists. */
  final List<InsightNames.Name> similarTypes = new ArrayList<>(0);

  final List<RejectedEntry> rejectedEntries = new ArrayList<>();

  /** What makes the row's values unusable; null if they are fine. */
  @Nullable RowFault fault;

  /** A used field that stands twice in the row; null if none does. */
  @Nullable String repeatedField;

  private final SourceText text;
  private final long start;
  private long end;

  int amountCount;
  int[] amountSeries = new int[16];
  BigDecimal[] amounts = new BigDecimal[16];

  /**
   * Begins a row.
   *
   * @param start the byte of {@code text} with which it begins
   */
  public InsightRow(String position, SourceText text, long start) {
    this.position = position;
    this.text = text;
    this.start = start;
    this.end = start;
  }

  /** Why a row cannot be used. */
  record RowFault(Reason reason, String detail) {}

  /** An entry of an array of actions, or a name, that cannot be used as it is; its row can. */
  record RejectedEntry(String position, Reason reason, String detail, String payload) {}

  /** The byte of its text with which it begins. */
  long start() {
    return start;
  }

  SourceText text() {
    return text;
  }

  /** What an envelope around it says of it: how new it is, and what was lost of it. */
  public void takeFrom(InsightRow envelope) {
    newest = newest == null ? envelope.newest : newest;
    arraysLost |= envelope.arraysLost;
    spendLost |= envelope.spendLost;
    impressionsLost |= envelope.impressionsLost;
    clicksLost |= envelope.clicksLost;
    deleted |= envelope.deleted;
    if (envelope.fault != null) {
      fault(envelope.fault.reason(), envelope.fault.detail());
    }
  }

  void endsAt(long offset) {
    end = offset;
  }

  /**
   * What was read, cut where it is long; to be asked for before the next row of a stream is read.
   */
  public String payload() {
    return text.between(start, end);
  }

  /** Whether it names a client or account, and a day. */
  public boolean tellsWhose() {
    return (accountId != null || clientId != null) && (dateStart != null || dateStop != null);
  }

  /** Of several faults the one counts that stands first among the reasons, not in the row. */
  void fault(Reason reason, String detail) {
    if (fault == null || reason.compareTo(fault.reason()) < 0) {
      fault = new RowFault(reason, detail);
    }
  }

  /** Fragments of one action type add up; zero is the same as absent. */
  void add(int series, BigDecimal amount) {
    if (amount.signum() == 0) {
      return;
    }
    for (int i = 0; i < amountCount; i++) {
      if (amountSeries[i] == series) {
        amounts[i] = amounts[i].add(amount);
        return;
      }
    }
    if (amountCount == amounts.length) {
      amountSeries = Arrays.copyOf(amountSeries, amountCount * 2);
      amounts = Arrays.copyOf(amounts, amountCount * 2);
    }
    amountSeries[amountCount] = series;
    amounts[amountCount++] = amount;
  }

  /** By series, ascending: a row has a dozen, most often in order already. */
  void sortAmounts() {
    for (int i = 1; i < amountCount; i++) {
      int series = amountSeries[i];
      BigDecimal amount = amounts[i];
      int offset = i;
      for (; offset > 0 && amountSeries[offset - 1] > series; offset--) {
        amountSeries[offset] = amountSeries[offset - 1];
        amounts[offset] = amounts[offset - 1];
      }
      amountSeries[offset] = series;
      amounts[offset] = amount;
    }
  }
}
