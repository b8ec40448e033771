package com.campaignconversions.job;

import com.campaignconversions.records.Sha256;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Insights that stand in a database already, one row each, as a connector or a script landed them.
 *
 * @param database how it is reached; it is only read
 * @param query a SELECT whose rows are the insights; null where they are those of the table
 * @param table its name, perhaps with a schema; beside a query the one whose lists stand in tables
 *     beside it; null where only a query is given
 * @param preset the connector that landed them; null where columns are called as Meta calls fields
 * @param json the column that holds a whole row as JSON; null where fields are columns
 * @param columns the names of columns, in small letters, by the field that they hold
 * @param newestField the column whose greater value wins between two extractions of one row; null
 *     where nothing decides
 */
public record JdbcInsights(
    Output database,
    @Nullable String query,
    @Nullable String table,
    @Nullable Connector preset,
    @Nullable String json,
    Map<String, String> columns,
    @Nullable String newestField)
    implements InsightSource {

  public JdbcInsights {
    columns = Map.copyOf(columns);
  }

  @Override
  public String origin() {
    return query == null
        ? "table " + table
        : "query " + Sha256.hex(query) + (table == null ? "" : " table " + table);
  }

  @Override
  public Newest newest() {
    return newestField == null ? Newest.NONE : Newest.FIELD;
  }

  /** Not where days and accounts stand inside a document. */
  @Override
  public boolean isAskedPerPeriod() {
    return json == null;
  }

  /** What the rows are of, for people. */
  public String source() {
    return query == null && table != null ? table : "insights.jdbc.query";
  }

  /** The key of the job file that names the rows. */
  public String key() {
    return query == null ? "insights.jdbc.table" : "insights.jdbc.query";
  }

  /**
   * A product that lands insights in tables; what it calls its columns is the same in every
   * database.
   */
  public enum Connector {
    /** Airbyte's source-facebook-marketing: {@code ads_insights}, lists as JSON. */
    AIRBYTE("_airbyte_extracted_at"),
    /** dlt's verified source facebook_ads: {@code facebook_insights}, lists as child tables. */
    DLT("_dlt_load_id"),
    /** Meltano's tap-facebook: {@code adsinsights_default}, lists as JSON. */
    MELTANO("_sdc_extracted_at"),
    /** Fivetran's facebook_ads: {@code basic_ad}, lists as tables beside it. */
    FIVETRAN("_fivetran_synced"),
    /** Stitch's Facebook Ads: {@code ads_insights}, lists as child tables. */
    STITCH("_sdc_sequence");

    private final String extractedAt;

    Connector(String extractedAt) {
      this.extractedAt = extractedAt;
    }

    /** The column that tells when a row was extracted: of two like rows the later one counts. */
    public String extractedAt() {
      return extractedAt;
    }

    /** Whether it lands lists in tables of their own, beside that of the rows. */
    public boolean hasEntryTables() {
      return this == DLT || this == FIVETRAN || this == STITCH;
    }
  }
}
