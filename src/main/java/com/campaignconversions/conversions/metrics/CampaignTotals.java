package com.campaignconversions.conversions.metrics;

import java.util.BitSet;
import java.util.List;

/**
 * What the campaigns of a client period have together, for all metrics to look at.
 *
 * @param arraysPresent one bit for each array that some row has, or of which entries were lost
 * @param windowsPresent one bit for each array with an entry that has a counted window
 * @param seriesSeen the action types with an entry, whatever it says
 * @param actionsHidden whether actions are split so that those in apps are left out
 * @param offMetaHidden whether rows are split so that what happens outside of Meta is left out
 * @param spent whether some campaign spent anything
 * @param anyOfOneDay whether some row with a positive amount is of a single day
 */
record CampaignTotals(
    long arraysPresent,
    long windowsPresent,
    BitSet seriesSeen,
    boolean actionsHidden,
    boolean offMetaHidden,
    boolean spent,
    boolean anyOfOneDay) {
  static CampaignTotals of(List<CampaignSums> campaigns) {
    long arraysPresent = 0;
    long windowsPresent = 0;
    BitSet seriesSeen = new BitSet();
    boolean actionsHidden = false;
    boolean offMetaHidden = false;
    boolean spent = false;
    boolean anyOfOneDay = false;
    for (CampaignSums campaign : campaigns) {
      CampaignSums.Gaps gaps = campaign.gaps();
      arraysPresent |= campaign.arraysPresent() | gaps.arraysLost();
      windowsPresent |= gaps.windowsPresent();
      seriesSeen.or(gaps.seriesSeen());
      actionsHidden |= gaps.actionsHidden();
      offMetaHidden |= gaps.offMetaHidden();
      spent |= campaign.spend() != null && campaign.spend().signum() > 0;
      anyOfOneDay |= !gaps.days().isEmpty();
    }
    return new CampaignTotals(
        arraysPresent,
        windowsPresent,
        seriesSeen,
        actionsHidden,
        offMetaHidden,
        spent,
        anyOfOneDay);
  }
}
