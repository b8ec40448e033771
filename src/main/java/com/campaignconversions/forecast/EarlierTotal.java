package com.campaignconversions.forecast;

import java.math.BigDecimal;

/**
 * The total of a metric in an earlier period of the same length.
 *
 * @param known what was counted of it at the age in question
 * @param total what it came to in the end; less than {@code known} where it was restated downward
 */
public record EarlierTotal(BigDecimal known, BigDecimal total) {
  BigDecimal late() {
    return total.subtract(known);
  }
}
