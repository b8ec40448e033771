package com.campaignconversions.job;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What may be pruned; what is published never is.
 *
 * @param versions so many of a client period are kept, the published one included; null for all
 * @param days how long a version is kept after another took its place, and how long runs,
 *     rejections and audits are kept; null for ever
 */
public record Retention(@Nullable Integer versions, @Nullable Integer days)
    implements Serializable {
  public static final Retention EVERYTHING = new Retention(null, null);
}
