package com.campaignconversions.job;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The database that is published to.
 *
 * @param jdbcUrl without credentials; paths of H2 files are absolute
 * @param schema null for the connection's own
 */
public record Output(
    String jdbcUrl,
    @Nullable String username,
    @Nullable Secret password,
    @Nullable String schema,
    Cache cache)
    implements Serializable {

  /** Which periods {@code current_month_cache} holds. */
  public enum Cache {
    CURRENT,
    ALL,
    NONE
  }
}
