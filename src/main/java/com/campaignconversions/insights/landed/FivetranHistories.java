package com.campaignconversions.insights.landed;

import org.jspecify.annotations.Nullable;

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
    LandedNames ads = histories.join("ad_history", "ad_version", "ad.ad_id");
    if (ads == null) {
      throw report.lacks(
          "campaign_id",
          "nor is there a table " + database.beside("ad_history") + " that would tell it");
    }
    ads.required("campaign_id", "it is " + database.beside("ad_history") + " that lacks it");
    String account = report.has("account_id") ? "ad.account_id" : "ad_version.account_id";
    histories.add(report, ads, "ad_version", "campaign_id", "campaign_id");
    histories.add(report, ads, "ad_version", "ad_set_id", "adset_id");
    histories.add(report, ads, "ad_version", "account_id", "account_id");
    LandedNames campaigns =
        histories.join("campaign_history", "campaign_version", "ad_version.campaign_id");
    histories.add(report, campaigns, "campaign_version", "name", "campaign_name");
    LandedNames accounts =
        report.has("account_id") || ads.has("account_id")
            ? histories.join("account_history", "account_version", account)
            : null;
    histories.add(report, accounts, "account_version", "currency", "account_currency");
    return histories.columns + " FROM " + database.insights().table() + " ad" + histories.joins;
  }

  /** A column of a history under the name of a field that the report lacks. */
  private void add(
      LandedNames report, @Nullable LandedNames history, String alias, String column, String name) {
    if (history != null && history.has(column) && !report.has(name)) {
      columns.append(", ").append(alias + "." + column).append(" AS ").append(name);
    }
  }

  /** The columns of the history; null where there is none that says what is of when. */
  private @Nullable LandedNames join(String history, String alias, String id) {
    String table = database.beside(history);
    LandedNames names = database.namesOrNull(table);
    if (names == null
        || !names.has("id")
        || !(names.has("updated_time") || names.has("_fivetran_synced"))) {
      return null;
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
    return names;
  }
}
