package com.campaignconversions.insights.graph;

import com.campaignconversions.insights.files.InsightFile;
import com.campaignconversions.insights.files.InsightFileReader;
import com.campaignconversions.insights.files.WorkList;
import com.campaignconversions.insights.rows.InsightParser;
import com.campaignconversions.insights.rows.RowSink;
import com.campaignconversions.job.Job;

/** Reads the rows of what was fetched; of what did not come whole nothing is used. */
public final class GraphReader {
  private final InsightFileReader files;

  public GraphReader(Job job) {
    this.files = new InsightFileReader(InsightParser.of(job));
  }

  /** Reads a period's pages, or tells that they did not come. */
  public void read(FetchedPeriod period, RowSink rows) {
    InsightFile pages = period.pages();
    if (period.failure() != null && period.failsAlike()) {
      rows.refused(period, period.clientPeriod(), period.failure());
    } else if (period.failure() != null) {
      rows.unfinished(period, period.clientPeriod(), period.failure());
    } else if (pages != null) {
      files.read(new WorkList.Part(pages, 0, pages.size()), rows);
    }
  }
}
