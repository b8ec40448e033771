package com.campaignconversions.insights;

/** Where rows come from that belong together: a file, a request, a query. */
interface Origin {
  /** Its place among the origins of a run: what a newer one says has the greater rank. */
  int rank();

  /** Its name for people; with a position it names a row. */
  String source();
}
