package com.campaignconversions.insights;

/**
 * Fivetran's reports name the ad and the account; of which campaign, name and currency they are
 * stands in histories beside them, a row for each version of an ad, campaign and account.
 */
final class FivetranHistories {
  private final LandedDatabase database;
  private final StringBuilder columns = new StringBuilder("SELECT ad.*");
  private final StringBuilder joins = new StringBuilder();

  private FivetranHistories(LandedDatabase database) {
    this.database = database;
  }

  /** All rows of the report with what their last versions tell. */
  static String joinedTo(LandedNames report, LandedDatabase database) {
    FivetranHistories histories = new FivetranHistories(database);
    report.required("ad_id", "a report by campaign has a campaign_id, one by ad an ad_id");
    if (!histories.join("ad_history", "ad_version", "ad.ad_id")) {
      report.required(
          "campaign_id",
          "nor is there a table " + database.beside("ad_history") + " that would tell it");
    }
    histories.add(report, "ad_version.campaign_id", "campaign_id");
    histories.add(report, "ad_version.ad_set_id", "adset_id");
    if (histories.join("campaign_history", "campaign_version", "ad_version.campaign_id")) {
      histories.add(report, "campaign_version.name", "campaign_name");
    }
    if (histories.join("account_history", "account_version", "ad.account_id")) {
      histories.add(report, "account_version.currency", "account_currency");
    }
    return histories.columns + " FROM " + database.insights().table() + " ad" + histories.joins;
  }

  private void add(LandedNames report, String column, String name) {
    if (!report.has(name)) {
      columns.append(", ").append(column).append(" AS ").append(name);
    }
  }

  /** Whether the history is there. */
  private boolean join(String history, String alias, String id) {
    String table = database.beside(history);
    LandedNames names = database.namesOrNull(table);
    if (names == null) {
      return false;
    }
    joins.append(
        " LEFT JOIN (SELECT * FROM (SELECT h.*, ROW_NUMBER() OVER (PARTITION BY h.id ORDER BY h."
            + (names.has("updated_time") ? "updated_time" : "_fivetran_synced")
            + " DESC) AS version_place FROM "
            + table
            + " h) versions WHERE version_place = 1) "
            + alias
            + " ON "
            + database.asText(alias + ".id")
            + " = "
            + database.asText(id));
    return true;
  }
}
