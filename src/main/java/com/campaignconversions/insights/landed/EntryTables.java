package com.campaignconversions.insights.landed;

import com.campaignconversions.insights.fields.InsightNames;
import com.campaignconversions.insights.fields.WantedActions;
import com.campaignconversions.insights.landed.LandedQuery.EntriesWithoutRow;
import com.campaignconversions.insights.landed.LandedQuery.LandedDays;
import com.campaignconversions.insights.landed.LandedQuery.LandedField;
import com.campaignconversions.job.JdbcInsights;
import com.campaignconversions.job.JdbcInsights.Connector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lists that a connector landed in tables of their own, a row for each entry. They are joined to
 * the rows, so that the database gives a row as often as it has entries, one after another: nothing
 * has to be held here but one row.
 */
final class EntryTables {
  private static final String ACTION_TYPE = "action_type";
  private static final String DIGEST = "_fivetran_id";
  private static final String SOURCE_KEY = "_sdc_source_key_";
  private static final String SEQUENCE = "_sdc_sequence";
  private static final String DELETED = "_fivetran_deleted";

  /** Days and numbers. */
  private static final Set<String> PLAIN = Set.of("date", "date_start", "date_stop", SEQUENCE);

  private static final Set<String> IDS = Set.of("ad_id", "adset_id", "campaign_id", "account_id");

  private final LandedDatabase database;
  private final Map<String, LandedTable> tables;
  private final List<Link> links;
  private final List<String> members;

  /** The columns that entries have in common with their row, by the row's. */
  private final Map<String, String> common;

  private EntryTables(
      LandedDatabase database,
      Map<String, LandedTable> tables,
      Map<String, String> common,
      List<Link> links,
      List<String> members) {
    this.database = database;
    this.tables = tables;
    this.common = common;
    this.links = links;
    this.members = members;
  }

  /**
   * What an entry and its row have in common: expressions.
   *
   * @param ofEntry by array
   */
  private record Link(String ofRow, Map<String, String> ofEntry) {}

  /**
   * Looks for the tables of arrays.
   *
   * @param rows the columns of the table that has the rows
   * @param windows as entries spell them
   */
  static EntryTables of(
      Collection<String> arrays,
      List<String> windows,
      LandedNames rows,
      JdbcInsights insights,
      LandedDatabase database) {
    Map<String, LandedTable> tables = new TreeMap<>();
    for (String array : arrays) {
      LandedTable table = database.tableOrNull(names(array, insights, database));
      if (table != null) {
        table.columns().required(ACTION_TYPE, "it is " + table.name() + " that lacks it");
        tables.put(array, table);
      }
    }
    if (tables.isEmpty()) {
      return new EntryTables(database, tables, Map.of(), List.of(), List.of());
    }
    List<Link> links = new ArrayList<>();
    Map<String, String> common = common(Objects.requireNonNull(insights.preset()), rows, tables);
    common.forEach((ofRow, ofEntry) -> links.add(link(ofRow, ofEntry, rows, tables, database)));
    return new EntryTables(database, tables, common, links, members(windows, tables));
  }

  /** How the table of an array would be called; null where a connector makes no such tables. */
  static @Nullable String nameOf(String array, JdbcInsights insights, LandedDatabase database) {
    List<String> names = names(array, insights, database);
    return names.isEmpty() ? null : names.get(names.size() - 1);
  }

  /** How the table of an array may be called; none where a connector makes no such tables. */
  private static List<String> names(String array, JdbcInsights insights, LandedDatabase database) {
    Connector preset = insights.preset();
    String table = insights.table();
    if (preset == null || table == null) {
      return List.of();
    }
    return switch (preset) {
      case DLT, STITCH -> List.of(table + "__" + array);
      case FIVETRAN ->
          Stream.concat(
                  Stream.of(table + "_" + array), database.around("basic_ad_" + array).stream())
              .toList();
      case AIRBYTE, MELTANO -> List.of();
    };
  }

  /** The columns that entries have in common with their row, by the row's. */
  private static Map<String, String> common(
      Connector preset, LandedNames rows, Map<String, LandedTable> tables) {
    Map<String, String> common = new LinkedHashMap<>();
    if (preset == Connector.DLT) {
      common.put("_dlt_id", "_dlt_parent_id");
    } else if (preset == Connector.STITCH) {
      for (LandedTable table : tables.values()) {
        table.columns().all().stream()
            .filter(name -> name.startsWith(SOURCE_KEY))
            .forEach(name -> common.put(name.substring(SOURCE_KEY.length()), name));
      }
      // Where each version of a row is kept, its entries are too.
      common.put(SEQUENCE, SEQUENCE);
    } else {
      keys(rows, tables).forEach(name -> common.put(name, name));
    }
    return common;
  }

  /** Of Fivetran's; what a row is broken down by its actions may tell by a digest only. */
  private static List<String> keys(LandedNames rows, Map<String, LandedTable> tables) {
    List<String> keys = new ArrayList<>();
    boolean digest = false;
    for (String name : rows.all()) {
      boolean everywhere = tables.values().stream().allMatch(table -> table.columns().has(name));
      if (everywhere
          && (name.equals("date") || IDS.contains(name) || InsightNames.isBreakdown(name))) {
        keys.add(name);
      }
      digest |= !everywhere && InsightNames.isBreakdown(name);
    }
    if (digest) {
      tables
          .values()
          .forEach(table -> table.columns().required(DIGEST, "actions are joined by it"));
      rows.required(DIGEST, "actions are joined by it");
      keys.add(DIGEST);
    }
    return keys;
  }

  private static Link link(
      String ofRow,
      String ofEntry,
      LandedNames rows,
      Map<String, LandedTable> tables,
      LandedDatabase database) {
    String row = "landed." + database.quoted(rows.required(ofRow, "actions are joined by it"));
    Map<String, String> entries = new TreeMap<>();
    tables.forEach(
        (array, table) -> {
          String entry =
              "entry."
                  + database.quoted(
                      table
                          .columns()
                          .required(ofEntry, "it is " + table.name() + " that lacks it"));
          entries.put(array, compared(ofRow, entry, database));
        });
    return new Link(compared(ofRow, row, database), entries);
  }

  /** Ids may be texts here and numbers there. */
  private static String compared(String name, String expression, LandedDatabase database) {
    return IDS.contains(name)
        ? database.asText(expression)
        : PLAIN.contains(name) ? expression : database.exact(expression);
  }

  /** The type, the windows that are counted, and what tells that entries are split. */
  private static List<String> members(List<String> windows, Map<String, LandedTable> tables) {
    Set<String> members = new LinkedHashSet<>(List.of(ACTION_TYPE));
    tables.forEach(
        (array, table) -> {
          List<String> there =
              windows.stream().filter(window -> columnOf(window, table.columns()) != null).toList();
          if (there.isEmpty()) {
            throw new SourceException(
                "attribution: %s has no column for %s, and every conversion would be 0; it has %s"
                    .formatted(
                        table.name(),
                        String.join(" or ", windows),
                        String.join(", ", table.columns().all())));
          }
          members.addAll(there);
          InsightNames.LOSSY_BREAKDOWNS.stream()
              .sorted()
              .filter(table.columns()::has)
              .forEach(members::add);
        });
    return List.copyOf(members);
  }

  /** {@code 7d_click} as dlt and Fivetran spell it, because a column begins with no digit. */
  private static @Nullable LandedColumn columnOf(String member, LandedNames columns) {
    for (String name :
        List.of(member, "_" + member, "_" + member.replaceFirst("^(\\d+)d_", "$1_d_"))) {
      if (columns.has(name)) {
        return columns.get(name);
      }
    }
    return null;
  }

  boolean isEmpty() {
    return tables.isEmpty();
  }

  /** One bit for each array that has a table. */
  long arrays(WantedActions wanted) {
    long arrays = 0;
    for (String array : tables.keySet()) {
      arrays |= 1L << wanted.array(array);
    }
    return arrays;
  }

  /** The table of an array; null if it has none. */
  @Nullable String tableOf(String array) {
    LandedTable table = tables.get(array);
    return table == null ? null : table.name();
  }

  /** The arrays that have a table. */
  List<String> arrays() {
    return List.copyOf(tables.keySet());
  }

  /** What tells rows apart: expressions. */
  List<String> keys() {
    return links.stream().map(Link::ofRow).toList();
  }

  /** Of an entry, behind the name of its array. */
  List<String> members() {
    return members;
  }

  /** What is selected behind the fields: keys, the array, members. */
  String selected() {
    if (isEmpty()) {
      return "";
    }
    StringBuilder columns = new StringBuilder();
    keys().forEach(key -> columns.append(", ").append(key));
    columns.append(", entry.entry_array");
    for (int i = 0; i < members.size(); i++) {
      columns.append(", entry.entry_member_").append(i);
    }
    return columns.toString();
  }

  String joined() {
    if (isEmpty()) {
      return "";
    }
    List<String> conditions = new ArrayList<>();
    for (int i = 0; i < links.size(); i++) {
      conditions.add("entry.entry_key_" + i + " = " + links.get(i).ofRow());
    }
    return " LEFT JOIN ("
        + tables.entrySet().stream()
            .map(table -> entries(table.getKey(), table.getValue()))
            .collect(Collectors.joining(" UNION ALL "))
        + ") entry ON "
        + String.join(" AND ", conditions);
  }

  private String entries(String array, LandedTable table) {
    StringBuilder select = new StringBuilder("SELECT '" + array + "' AS entry_array");
    for (int i = 0; i < links.size(); i++) {
      select.append(", ").append(links.get(i).ofEntry().get(array)).append(" AS entry_key_" + i);
    }
    for (int i = 0; i < members.size(); i++) {
      LandedColumn column = columnOf(members.get(i), table.columns());
      select
          .append(", ")
          .append(database.asText(column == null ? "NULL" : "entry." + database.quoted(column)))
          .append(" AS entry_member_" + i);
    }
    return select
        .append(" FROM ")
        .append(table.reference())
        .append(" entry")
        .append(kept(table, " WHERE "))
        .toString();
  }

  /** A condition for entries that the connector has not marked as deleted. */
  private String kept(LandedTable table, String before) {
    LandedColumn deleted = table.columns().getUnlessRepeated(DELETED);
    if (deleted == null) {
      return "";
    }
    String is = "entry." + database.quoted(deleted);
    String not =
        deleted.mayTellApart() && deleted.kind() == LandedColumn.ColumnKind.TEXT
            ? "LOWER(" + is + ") NOT IN ('true', 't', '1')"
            : deleted.kind() == LandedColumn.ColumnKind.NUMBER ? is + " = 0" : is + " = FALSE";
    return before + "(" + is + " IS NULL OR " + not + ")";
  }

  /**
   * How entries are asked for whose row is in no row of the job's table, a question for each table
   * of entries; none where nothing tells.
   */
  List<EntriesWithoutRow> withoutRow(JdbcInsights insights) {
    // A query may leave out rows on purpose, and their entries with them.
    LandedTable rows =
        isEmpty() ? null : database.tableOrNull(Objects.requireNonNull(insights.table()));
    Map<String, String> keys = new LinkedHashMap<>(common);
    // Entries of a version that was replaced are none that are missed.
    keys.remove(SEQUENCE);
    if (rows == null || keys.isEmpty() || !keys.keySet().stream().allMatch(rows.columns()::has)) {
      return List.of();
    }
    return tables.values().stream().map(table -> withoutRow(table, rows, keys, insights)).toList();
  }

  private EntriesWithoutRow withoutRow(
      LandedTable table, LandedTable rows, Map<String, String> keys, JdbcInsights insights) {
    List<String> conditions = new ArrayList<>();
    keys.forEach(
        (ofRow, ofEntry) ->
            conditions.add(
                compared(ofRow, "present", rows.columns().required(ofRow, ""))
                    + " = "
                    + compared(ofRow, "entry", table.columns().required(ofEntry, ""))));
    String select =
        "SELECT * FROM %s entry WHERE NOT EXISTS (SELECT 1 FROM %s present WHERE %s)%s"
            .formatted(
                table.reference(),
                rows.reference(),
                String.join(" AND ", conditions),
                kept(table, " AND "));
    LandedNames names = database.names(select);
    boolean toldBeside =
        insights.preset() == Connector.FIVETRAN
            && (names.has("campaign_id") || names.has("ad_id"))
            && database.tableOrNull(database.beside("ad_history")) != null;
    return withoutRow(
        table,
        rows,
        toldBeside ? FivetranHistories.of(names, database, Map.of()).joinedTo(select) : select,
        keys.values(),
        database);
  }

  private String compared(String name, String of, LandedColumn column) {
    return compared(name, of + "." + database.quoted(column), database);
  }

  /**
   * The query for one table of entries.
   *
   * @param select its entries without a row
   * @param keys the columns that an entry and its row have in common, as entries call them
   */
  private static EntriesWithoutRow withoutRow(
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
}
