package com.campaignconversions.insights.counts;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the Graph API as it concerns one client: one that says that more follows, or one that
 * may be the end of such a chain.
 *
 * @param file rank of its source
 * @param folder the folder of its file
 * @param modifiedMillis of its file
 * @param place in its file
 * @param lastOfFile whether no page and no row stands behind it in its file
 * @param hasNext whether it says that more follows
 * @param before where it begins in the chain; null where it is not told
 * @param periods the first days of the periods that it has rows of
 * @param accounts the ad accounts and levels of its rows, each {@code account/level}
 */
public record PageSeen(
    String clientId,
    int file,
    String folder,
    long modifiedMillis,
    long place,
    boolean lastOfFile,
    boolean hasNext,
    @Nullable String before,
    List<LocalDate> periods,
    List<String> accounts) {

  /** This page, behind which something stands in its file. */
  public PageSeen followed() {
    return new PageSeen(
        clientId, file, folder, modifiedMillis, place, false, hasNext, before, periods, accounts);
  }
}
