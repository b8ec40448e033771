package com.campaignconversions.clients;

/** How long the periods of a job are. */
public enum Granularity {
  MONTH,
  WEEK,
  DAY
}
