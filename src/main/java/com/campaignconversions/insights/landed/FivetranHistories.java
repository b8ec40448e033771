package com.campaignconversions.insights.landed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fivetran's reports name the ad and the account; of which campaign, name and currency they are
 * stands in histories beside them, a row for each version of an ad, campaign and account. A history
 * that is not there, or lacks a column, leaves unknown what it would tell.
 */
final class FivetranHistories {
  private final LandedDatabase database;
  private final LandedNames report;

  /** The names of the report's columns, by field, where they are not called so. */
  private final Map<String, String> named;

  private final List<String> selected = new ArrayList<>();
  private final Set<String> replaced = new HashSet<>();
  private final StringBuilder joins = new StringBuilder();

  /** Why a history tells nothing, by its name. */
  private final Map<String, String> silent = new HashMap<>();

  private final Map<String, String> unknown = new LinkedHashMap<>();

  private final List<String> lastVersions = new ArrayList<>();

  private FivetranHistories(
      LandedDatabase database, LandedNames report, Map<String, String> named) {
    this.database = database;
    this.report = report;
    this.named = named;
  }

  private record History(LandedTable table, String alias) {}

  /**
   * What a report and the histories beside it tell together.
   *
   * @param named the columns that the job file names, by field
   */
  static FivetranHistories of(
      LandedNames report, LandedDatabase database, Map<String, String> named) {
    FivetranHistories histories = new FivetranHistories(database, report, named);
    History ads = histories.own("campaign_id") != null ? null : histories.ads();
    histories.addIds(ads);
    String campaign = histories.expression("campaign_id", ads, "campaign_id");
    History campaigns = histories.join("campaign_history", "campaign_version", campaign);
    String account = histories.expression("account_id", ads, "account_id");
    if (account == null) {
      account = histories.expression("account_id", campaigns, "account_id");
      histories.add(campaigns, "account_id", "account_id");
    }
    History accounts = histories.join("account_history", "account_version", account);
    histories.addText("campaign_history", campaigns, "name", "campaign_name");
    histories.addText("account_history", accounts, "currency", "account_currency");
    return histories;
  }

  private @Nullable LandedColumn own(String field) {
    return report.getUnlessRepeated(named.getOrDefault(field, field));
  }

  private @Nullable History ads() {
    report.required(
        named.getOrDefault("ad_id", "ad_id"),
        "a report by campaign has a campaign_id, one by ad an ad_id");
    History ads = join("ad_history", "ad_version", expression("ad_id", null, ""));
    if (ads == null) {
      throw report.lacks("campaign_id", "it is not told beside it: " + silent.get("ad_history"));
    }
    ads.table().columns().required("campaign_id", "it is " + ads.table().name() + " that lacks it");
    return ads;
  }

  private void addIds(@Nullable History ads) {
    add(ads, "campaign_id", "campaign_id");
    add(ads, "ad_set_id", "adset_id");
    add(ads, "account_id", "account_id");
  }

  /** All rows of a report with what the last versions tell of them. */
  String joinedTo(String rows) {
    List<String> columns = new ArrayList<>();
    for (String name : report.all()) {
      LandedColumn column = report.getUnlessRepeated(name);
      if (column != null && !replaced.contains(name)) {
        columns.add("ad." + database.quoted(column));
      }
    }
    columns.addAll(selected);
    return "SELECT " + String.join(", ", columns) + " FROM (" + rows + ") ad" + joins;
  }

  /** What no row tells and no history either, with the reason, by field. */
  Map<String, String> unknown() {
    return unknown;
  }

  /** By which column the last version is chosen in each history. */
  List<String> lastVersions() {
    return lastVersions;
  }

  /** A column of the report or, where it lacks it, of a history; null where neither has it. */
  private @Nullable String expression(String name, @Nullable History history, String column) {
    LandedColumn own = own(name);
    return own != null
        ? "ad." + database.quoted(own)
        : history == null ? null : expression(history, column);
  }

  private @Nullable String expression(History history, String column) {
    LandedColumn there = history.table().columns().getUnlessRepeated(column);
    return there == null ? null : history.alias() + "." + database.quoted(there);
  }

  /** A column of a history under the name of a field that the report lacks. */
  private void add(@Nullable History history, String column, String name) {
    String expression = history == null ? null : expression(history, column);
    if (expression != null && own(name) == null) {
      selected.add(expression + " AS " + name);
    }
  }

  /** The same of a text, which the history also tells where the report's is null. */
  private void addText(String of, @Nullable History history, String column, String name) {
    String expression = history == null ? null : expression(history, column);
    LandedColumn own = own(name);
    if (expression != null && own != null && !named.containsKey(name)) {
      String ofReport = database.asText("ad." + database.quoted(own));
      selected.add("COALESCE(" + ofReport + ", " + database.asText(expression) + ") AS " + name);
      replaced.add(name);
    } else if (expression != null && own == null) {
      selected.add(expression + " AS " + name);
    } else if (own == null) {
      unknown.put(
          name,
          history == null
              ? Objects.requireNonNull(silent.get(of))
              : history.table().name() + " has no column " + column);
    }
  }

  /** The last version of each; null where there is no history that says what is of when. */
  private @Nullable History join(String name, String alias, @Nullable String id) {
    List<String> names = database.beside(name);
    if (id == null) {
      silent.put(name, "nothing says of which account a row is");
      return null;
    }
    LandedTable table = database.tableOrNull(names);
    if (table == null) {
      silent.put(name, "there is no table " + names.get(0));
      return null;
    }
    LandedColumn key = table.columns().getUnlessRepeated("id");
    LandedColumn time = table.columns().getUnlessRepeated("updated_time");
    LandedColumn since =
        time == null ? table.columns().getUnlessRepeated("_fivetran_synced") : time;
    if (key == null || since == null) {
      silent.put(
          name,
          table.name()
              + (key == null
                  ? " has no column id"
                  : " has neither updated_time nor _fivetran_synced to tell its last versions"));
      return null;
    }
    lastVersions.add(
        "the last version in %s is that of the greatest %s"
            .formatted(
                table.name(),
                time == null
                    ? "_fivetran_synced, since it has no updated_time; of versions synced at once"
                        + " it cannot be known"
                    : "updated_time"));
    joins.append(
        " LEFT JOIN (SELECT * FROM (SELECT h.*, ROW_NUMBER() OVER (PARTITION BY h.%s ORDER BY h.%s DESC) AS version_place FROM %s h) versions WHERE version_place = 1) %s ON %s = %s"
            .formatted(
                database.quoted(key),
                database.quoted(since),
                table.reference(),
                alias,
                database.asText(alias + "." + database.quoted(key)),
                database.asText(id)));
    return new History(table, alias);
  }
}
