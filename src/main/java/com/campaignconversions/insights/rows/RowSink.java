package com.campaignconversions.insights.rows;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.insights.counts.RejectedInsight.Reason;
import com.campaignconversions.insights.json.Page;
import org.jspecify.annotations.Nullable;

/** What happens while a file, a request or a query is read. */
public interface RowSink {
  /** A row, complete JSON. Its payload is to be asked for before the next call. */
  void row(Origin origin, InsightRow row);

  /** A line or element that is no row; it counts as a row read and rejected. */
  void rejected(Origin origin, String position, Reason reason, String detail, String payload);

  /** A page has ended: the rows told last that stood in a page were its rows. */
  void page(Origin origin, Page page);

  /** The origin is incomplete, and perhaps the last row that was begun tells whose it was. */
  void broken(Origin origin, String reason, @Nullable InsightRow unfinished);

  /** All of a client period was to come from the origin, and did not. */
  void unfinished(Origin origin, ClientPeriod clientPeriod, String reason);

  /** As {@link #unfinished}, for a reason that is the same of whatever origin, and told once. */
  default void refused(Origin origin, ClientPeriod clientPeriod, String reason) {
    unfinished(origin, clientPeriod, reason);
  }

  /** The origin cannot be read at all. */
  void unreadable(Origin origin, String reason);
}
