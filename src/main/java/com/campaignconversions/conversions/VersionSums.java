package com.campaignconversions.conversions;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a version add up to in the database; null where every campaign's value is null.
 *
 * @param campaigns how many campaign rows there are
 * @param metrics one a metric, in the order of the catalogue: of the campaigns in which it is known
 * @param totals as judged: null where a metric is not known in all of them
 */
public record VersionSums(
    long campaigns,
    @Nullable BigDecimal spend,
    @Nullable Long impressions,
    @Nullable Long clicks,
    List<@Nullable BigDecimal> metrics,
    List<@Nullable BigDecimal> totals)
    implements Serializable {}
