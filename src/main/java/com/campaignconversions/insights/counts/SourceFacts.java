package com.campaignconversions.insights.counts;

import com.campaignconversions.insights.fields.WantedActions;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a source as a whole.
 *
 * @param file its rank
 * @param source its name for people
 * @param modifiedMillis since 1970: when it was last changed, or asked; 0 where nobody knows
 * @param arrays one bit for each array of {@link WantedActions} that some row of it has, of
 *     whatever client
 * @param asked one bit for each array that the product itself asked for, so that its absence is 0
 * @param askedWhole whether it was asked for all days of its periods, so that nothing follows
 * @param onlyPeriods the first days of the only periods that it gives rows of; empty for any
 * @param nothingUsable where it has rows that could not be used and none that could: the first of
 *     them; else null
 */
public record SourceFacts(
    int file,
    String source,
    long modifiedMillis,
    long arrays,
    long asked,
    boolean askedWhole,
    List<LocalDate> onlyPeriods,
    @Nullable String nothingUsable) {}
