package com.campaignconversions.publishing.versions;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One campaign's published value of one metric, for a person to look at; nulls as in {@code
 * campaign_conversions}.
 */
public record CampaignSample(
    String campaignId,
    @Nullable String campaignName,
    @Nullable BigDecimal spend,
    @Nullable Long impressions,
    @Nullable Long clicks,
    @Nullable BigDecimal value) {}
