package com.campaignconversions.insights;

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
 * @param fetched whether it is the heading of pages that the product itself fetched and kept
 */
record Page(
    long place,
    long rows,
    boolean hasNext,
    @Nullable Long limit,
    @Nullable String before,
    boolean fetched) {
  /** What is known of a page while it is read. */
  static final class Builder {
    long rows;
    boolean hasNext;
    @Nullable Long limit;
    @Nullable String before;
    boolean fetched;

    Page build(long place) {
      return new Page(place, rows, hasNext, limit, before, fetched);
    }
  }
}
