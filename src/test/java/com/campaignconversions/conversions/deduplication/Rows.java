package com.campaignconversions.conversions.deduplication;

import com.campaignconversions.insights.counts.InsightLoss;
import com.campaignconversions.insights.rows.Insight;
import com.campaignconversions.insights.rows.Reading;
import com.campaignconversions.insights.rows.RowText;
import com.campaignconversions.job.InsightSource.Newest;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.file.SmallJob;
import java.util.BitSet;
import java.util.List;

/** Rows of belmonte's November 2025 as they are when they are compared, for tests. */
final class Rows {
  private static final Job JOB =
      SmallJob.monthly()
          .client("belmonte", "PLN", "1")
          .metric("reservations", "purchase")
          .metric("leads", "lead")
          .newest(Newest.FIELD, "updated_time")
          .build();

  /** The number of purchases among the series, the first that a metric names. */
  static final int PURCHASES = 0;

  private Rows() {}

  /** Rows of the file of this rank. */
  static List<Insight> read(int file, RowText... rows) {
    return new Reading(JOB, SmallJob.wanted(JOB, "2025-11")).rows(file, rows).insights();
  }

  static Insight one(RowText row) {
    return read(0, row).get(0);
  }

  /** The same row, marked as deleted by its source. */
  static Insight deleted(Insight row) {
    return new Insight(
        row.clientPeriod(),
        row.file(),
        row.ids(),
        row.breakdowns(),
        row.firstDay(),
        row.lastDay(),
        row.campaignName(),
        row.currency(),
        row.attributionSetting(),
        row.optimizationGoal(),
        row.newest(),
        row.delivery(),
        row.chargedPerResult(),
        row.actions(),
        true,
        InsightLoss.NONE);
  }

  /** The series that a client's metrics count. */
  static BitSet counting(int... series) {
    BitSet used = new BitSet();
    for (int one : series) {
      used.set(one);
    }
    return used;
  }
}
