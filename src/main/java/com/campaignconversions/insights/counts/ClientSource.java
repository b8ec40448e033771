package com.campaignconversions.insights.counts;

import com.campaignconversions.insights.fields.WantedActions;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a source shows of one client, whatever was asked for.
 *
 * @param file rank of the source
 * @param periods the first days of the periods that it has something of, rejected rows included
 * @param lastDay of its rows; null where it has none that could be used
 * @param extractedMillis since 1970: when the newest of its rows was extracted, by the field that
 *     tells which row is newer; 0 where none tells a time
 * @param series the listed action types that its rows have entries of, by their numbers in {@link
 *     WantedActions}
 * @param similarTypes action types that nobody lists, and that are like one that somebody lists
 * @param days that it has rows of a single day of
 * @param daysWithSpend those of them on which money was spent
 */
public record ClientSource(
    String clientId,
    int file,
    List<LocalDate> periods,
    @Nullable LocalDate lastDay,
    long extractedMillis,
    List<Integer> series,
    List<String> similarTypes,
    List<DayRange> days,
    List<DayRange> daysWithSpend) {}
