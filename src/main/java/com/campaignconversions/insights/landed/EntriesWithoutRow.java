package com.campaignconversions.insights.landed;

import com.campaignconversions.insights.landed.LandedQuery.LandedDays;
import com.campaignconversions.insights.landed.LandedQuery.LandedField;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How entries are asked for whose row is gone: nothing joins them to a campaign, so that their
 * conversions would be overlooked.
 *
 * @param table of the entries, for people
 * @param rows the table that lacks their rows, for people
 * @param from the entries alone, as the statement goes on behind what it selects
 * @param fields what names an entry's row: ids, days, a connector's key
 * @param period where entries have days
 */
record EntriesWithoutRow(
    String table, String rows, String from, List<LandedField> fields, @Nullable LandedDays period)
    implements Serializable {
  private static final String SOURCE_KEY = "_sdc_source_key_";

  EntriesWithoutRow {
    fields = List.copyOf(fields);
  }

  /**
   * The query for one table of entries.
   *
   * @param select its entries without a row
   * @param keys the columns that an entry and its row have in common, as entries call them
   */
  static EntriesWithoutRow of(
      LandedTable table,
      LandedTable rows,
      String select,
      Collection<String> keys,
      LandedDatabase database) {
    LandedNames names = database.names(select);
    List<LandedField> fields = new ArrayList<>();
    LandedField first = null;
    LandedField last = null;
    for (String key : keys) {
      String field = key.startsWith(SOURCE_KEY) ? key.substring(SOURCE_KEY.length()) : key;
      LandedColumn column = names.get(key);
      if (column != null) {
        LandedField one = field(field.equals("date") ? "date_start" : field, column, database);
        fields.add(one);
        first = one.name().equals("date_start") ? one : first;
        last = one.name().equals("date_stop") ? one : last;
      }
    }
    LandedColumn account = keys.contains("account_id") ? null : names.get("account_id");
    if (account != null) {
      fields.add(field("account_id", account, database));
    }
    return new EntriesWithoutRow(
        table.name(),
        rows.name(),
        " FROM (" + select + ") landed",
        fields,
        first == null ? null : new LandedDays(first, last == null ? first : last));
  }

  private static LandedField field(String name, LandedColumn column, LandedDatabase database) {
    return new LandedField(name, false, column, "landed." + database.quoted(column));
  }

  /** The fields of each row that is gone, and behind them how many entries it had. */
  String select() {
    return "SELECT " + expressions() + ", COUNT(*)" + from;
  }

  String grouped() {
    return " GROUP BY " + expressions();
  }

  private String expressions() {
    return fields.stream().map(LandedField::expression).collect(Collectors.joining(", "));
  }
}
