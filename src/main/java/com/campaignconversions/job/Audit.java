package com.campaignconversions.job;

import java.io.Serializable;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The {@code audit:} of a job file: numbers that are stored somewhere already, to be judged.
 *
 * @param database where they are; the {@code cache} of this output means nothing here
 * @param section the part of the job file that names the database: {@code audit} or {@code output}
 * @param key of the job file, {@code audit} or {@code audit.parts}
 * @param query the user's own {@code SELECT}, without a semicolon at its end; null where a table in
 *     the form of {@code current_month_cache} is read
 * @param cacheTable that table, perhaps with its schema before a point; null where a query is
 * @param significance α of the verdicts
 * @param parts where shorter periods of the same numbers are stored; null where that is not known
 */
public record Audit(
    Output database,
    String section,
    String key,
    @Nullable String query,
    @Nullable String cacheTable,
    BigDecimal significance,
    @Nullable Audit parts)
    implements Serializable {

  /** The key of the job file that a person mends where the stored rows cannot be read. */
  public String source() {
    return key + (query != null ? ".query" : ".cache.table");
  }
}
