package com.campaignconversions.publishing.versions;

import com.campaignconversions.records.Decimals;
import com.campaignconversions.records.Sha256;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The digests of versions that somebody rolled back, as {@code publication.held_digests} has them:
 * no run publishes one of them again.
 */
public final class HeldDigests {
  private HeldDigests() {}

  /** Of a text with a space between two. */
  public static Set<String> read(@Nullable String held) {
    return held == null ? Set.of() : Set.copyOf(Arrays.asList(held.trim().split(" +", -1)));
  }

  /** As {@link #read} reads it. */
  public static @Nullable String text(Set<String> digests) {
    return digests.isEmpty() ? null : String.join(" ", new TreeSet<>(digests));
  }

  /** Of versions that differ at most in names, action types and verdicts it is one and the same. */
  public static String ofNumbers(
      String contentDigest,
      @Nullable BigDecimal spend,
      @Nullable Long impressions,
      @Nullable Long clicks) {
    return Sha256.hex(
        String.join(
            " ",
            contentDigest,
            spend == null ? "" : Decimals.text(spend),
            String.valueOf(impressions),
            String.valueOf(clicks)));
  }
}
