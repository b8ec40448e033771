package com.campaignconversions.publishing.versions;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One number of one campaign that differs between two versions.
 *
 * @param metric of the catalogue, or spend, impressions, clicks
 * @param before null where unknown, or where the campaign was not there, as {@code after}
 */
public record CampaignChange(
    String campaignId,
    @Nullable String campaignName,
    String metric,
    @Nullable BigDecimal before,
    @Nullable BigDecimal after) {}
