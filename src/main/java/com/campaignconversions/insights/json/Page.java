package com.campaignconversions.insights.json;

import org.jspecify.annotations.Nullable;

/**
 * What a page of the Graph API says of itself and of those behind it.
 *
 * @param place where it begins in its file, as a byte offset
 * @param rows how many its {@code data} holds
 * @param hasNext whether {@code paging.next} says that more follows
 * @param limit the most rows that the {@code limit} in {@code paging.next} asks for; null where it
 *     names none
 * @param before {@code paging.cursors.before}; null where it is not told
 * @param fetch what the pages behind it were asked for; null but in the heading of a fetch
 */
public record Page(
    long place,
    long rows,
    boolean hasNext,
    @Nullable Long limit,
    @Nullable String before,
    @Nullable FetchHeading fetch) {
  /** What is known of a page while it is read. */
  public static final class Builder {
    public long rows;
    public boolean hasNext;
    public @Nullable Long limit;
    public @Nullable String before;
    public @Nullable FetchHeading fetch;

    public Page build(long place) {
      return new Page(place, rows, hasNext, limit, before, fetch);
    }
  }
}
