package com.campaignconversions.htmlreport;

/**
 * A client of the page.
 *
 * @param name as a person is told of it
 * @param anchor its id in the page
 */
record ReportedClient(String id, String name, String anchor) {}
