package com.campaignconversions.conversions;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.conversions.history.CampaignHistory;
import com.campaignconversions.conversions.history.History.CampaignNumbers;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one campaign really did in one client period.
 *
 * @param fingerprint of the client period's whole content, the key of the version it belongs to
 * @param accountId digits; null where no row named an account and the client has several
 * @param spend the exact sum; null where no row carried it, as {@code impressions}, {@code clicks}
 * @param conversions one value a metric, in the order of the catalogue; null where unknown
 * @param sources the JSON object of metric to action type taken
 * @param attribution windows taken, and the account's {@code attribution_setting} where reported
 * @param reach null where no one row of the campaign covers the whole period; no content of the
 *     version, which stays the same where only reach changes
 */
public record CampaignConversions(
    String fingerprint,
    ClientPeriod clientPeriod,
    String campaignId,
    @Nullable String accountId,
    @Nullable String campaignName,
    @Nullable String currency,
    @Nullable BigDecimal spend,
    @Nullable Long impressions,
    @Nullable Long clicks,
    List<@Nullable BigDecimal> conversions,
    String sources,
    String attribution,
    @Nullable Long reach)
    implements Serializable {
  /** As its own later periods are compared with it. */
  CampaignHistory.Campaign asHistory() {
    return new CampaignHistory.Campaign(
        campaignId, campaignName, new CampaignNumbers(spend, conversions));
  }
}
