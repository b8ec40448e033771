package com.campaignconversions.insights.graph;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.insights.files.InsightFile;
import com.campaignconversions.insights.rows.Origin;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What asking for one period of an ad account came to.
 *
 * @param rank of the fetch
 * @param source its name for people
 * @param pages all that Meta has of it; null where it did not come, or nothing was asked
 * @param failure why it did not come; null where it did, or where the period has not begun
 * @param failsAlike whether that is the same of whatever period or account, and told once
 */
public record FetchedPeriod(
    ClientPeriod clientPeriod,
    int rank,
    String source,
    @Nullable InsightFile pages,
    @Nullable String failure,
    boolean failsAlike)
    implements Origin, Serializable {}
