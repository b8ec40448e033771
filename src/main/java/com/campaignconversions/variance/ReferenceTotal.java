package com.campaignconversions.variance;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * What the job's reference has of a metric in a client period.
 *
 * @param reconciliation {@code NOT_CHECKED} where the two were not compared, though it is known
 */
public record ReferenceTotal(BigDecimal total, Reconciliation reconciliation)
    implements Serializable {

  /** Whether the campaigns are not what it says. */
  boolean disagrees() {
    return reconciliation != Reconciliation.MATCH && reconciliation != Reconciliation.NOT_CHECKED;
  }
}
