package com.campaignconversions.job;

/**
 * A product that lands insights in tables; what it calls its columns is the same in every database.
 */
public enum Connector {
  /** Airbyte's source-facebook-marketing: {@code ads_insights}, lists as JSON. */
  AIRBYTE("_airbyte_extracted_at"),
  /** dlt's verified source facebook_ads: {@code facebook_insights}, lists as child tables. */
  DLT("_dlt_load_id"),
  /** Meltano's tap-facebook: {@code adsinsights_default}, lists as JSON. */
  MELTANO("_sdc_extracted_at"),
  /** Fivetran's facebook_ads: {@code basic_ad}, lists as tables beside it. */
  FIVETRAN("_fivetran_synced");

  private final String extractedAt;

  Connector(String extractedAt) {
    this.extractedAt = extractedAt;
  }

  /** The column that tells when a row was extracted: of two like rows the later one counts. */
  public String extractedAt() {
    return extractedAt;
  }
}
