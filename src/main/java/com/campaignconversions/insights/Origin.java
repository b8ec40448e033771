package com.campaignconversions.insights;

import com.campaignconversions.clients.Period;
import java.util.Collection;
import java.util.List;

/** Where rows come from that belong together: a file, a request, a query. */
interface Origin {
  /** Its place among the origins of a run: what a newer one says has the greater rank. */
  int rank();

  /** Its name for people; with a position it names a row. */
  String source();

  /** The only periods whose rows it gives, as it was asked for them; empty for any. */
  default Collection<Period> periods() {
    return List.of();
  }
}
