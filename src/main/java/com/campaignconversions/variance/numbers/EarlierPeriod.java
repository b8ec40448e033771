package com.campaignconversions.variance.numbers;

import com.campaignconversions.clients.Period;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an earlier period of the same client: published, or extracted in the same run.
 *
 * @param contentDigest of the campaigns and their values in every metric, without the period: equal
 *     digests are equal numbers
 * @param trusted whether every metric was
 * @param isFinal whether Meta no longer restates the period
 * @param spend null where no row carried it
 * @param totals of each metric that was known, by name
 */
public record EarlierPeriod(
    Period period,
    String contentDigest,
    boolean trusted,
    boolean isFinal,
    long campaigns,
    @Nullable BigDecimal spend,
    Map<String, BigDecimal> totals)
    implements Serializable {}
