package com.campaignconversions.publishing.runs;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * One start of a job.
 *
 * @param id greater than that of every run that started before
 * @param started when its reading began: what it publishes was checked then
 * @param catalogue a hash of the metrics and attribution it counts by
 */
public record Run(long id, Instant started, String catalogue) implements Serializable {
  /** The day on which it started, in UTC. */
  public LocalDate firstDay() {
    return LocalDate.ofInstant(started, ZoneOffset.UTC);
  }
}
