package com.campaignconversions.insights.counts;

import com.campaignconversions.insights.fields.WantedActions;
import java.util.List;

/**
 * What a usable row is known to have lost: the row counts, and what it lacks is unknown, not 0.
 *
 * @param arrays one bit for each array of {@link WantedActions} of which entries were lost
 * @param spend whether its source says that it lost the spend, as {@code impressions} and {@code
 *     clicks}
 * @param actionsHidden whether its actions are split in a way in which Meta leaves some of them out
 * @param series the action types, by their numbers in {@link WantedActions}, of which an entry
 *     could not be used; ascending
 */
public record InsightLoss(
    long arrays,
    boolean spend,
    boolean impressions,
    boolean clicks,
    boolean actionsHidden,
    List<Integer> series) {
  /** Of nearly every row. */
  public static final InsightLoss NONE = new InsightLoss(0, false, false, false, false, List.of());

  /** Whether nothing is known to be lost. */
  public boolean isNone() {
    return arrays == 0 && !spend && !impressions && !clicks && !actionsHidden && series.isEmpty();
  }
}
