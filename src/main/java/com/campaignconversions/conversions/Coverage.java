package com.campaignconversions.conversions;

import java.io.Serializable;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The days of a client period that its used campaign rows cover.
 *
 * @param firstDay the first of them; null without any, as {@code lastDay}
 * @param days bit n is set for the n-th day of the period, counted from 0
 * @param toEnd whether nothing of the period can follow any more
 */
public record Coverage(
    @Nullable LocalDate firstDay, @Nullable LocalDate lastDay, long days, boolean toEnd)
    implements Serializable {

  public long count() {
    return Long.bitCount(days);
  }
}
