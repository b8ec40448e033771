package com.campaignconversions.insights.landed;

import com.campaignconversions.insights.fields.InsightNames;
import com.campaignconversions.insights.fields.WantedActions;
import com.campaignconversions.insights.landed.LandedQuery.LandedDays;
import com.campaignconversions.insights.landed.LandedQuery.LandedField;
import com.campaignconversions.insights.landed.LandedQuery.RowOwner;
import com.campaignconversions.job.JdbcInsights;
import com.campaignconversions.job.JdbcInsights.Connector;
import com.campaignconversions.job.Job;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how landed rows are to be asked for, by asking the database what there is: a wrong name
 * is told before anything is read.
 *
 * <p>Only columns that are used are asked for; Airbyte's table has 120. Names from the job file
 * become parts of the statement after they were checked to be names, and names from the database in
 * quotes; everything that a row is asked for by is bound.
 *
 * <p>What the connectors' own sources say of their tables (read in 2026):
 *
 * <ul>
 *   <li>airbytehq/airbyte, source-facebook-marketing, {@code schemas/ads_insights.json}: a row an
 *       ad and day, fields as columns, lists as JSON with numbers and not texts; {@code
 *       streams/base_insight_streams.py}: actions are split by destination and target unless the
 *       user says otherwise.
 *   <li>dlt-hub/verified-sources, facebook_ads, {@code settings.py}: ids are bigint, days are
 *       timestamps, neither account nor names are among the default fields; a list becomes the
 *       child table {@code facebook_insights__actions}, whose {@code _dlt_parent_id} is the row's
 *       {@code _dlt_id}; {@code 7d_click} is called {@code _7d_click}. {@code helpers.py}: an id
 *       that a row lacks is the text {@code no_ad_id}.
 *   <li>MeltanoLabs/tap-facebook, {@code streams/ad_insights.py}: every number is a text; its
 *       target-postgres, {@code connector.py}: a list of objects is an array of jsonb.
 *   <li>fivetran/dbt_facebook_ads, {@code macros/staging} and {@code integration_tests/seeds}:
 *       {@code basic_ad} has ad, account and day, but no campaign, which is in {@code ad_history},
 *       a row for each version; {@code basic_ad_actions} has a row for each entry, numbers as
 *       doubles, {@code 7d_click} as {@code _7_d_click}; {@code demographics_region_actions} names
 *       no region but its {@code _fivetran_id}.
 *   <li>stitchdata/docs, {@code _integration-schemas/facebook-ads}, and what people write against
 *       it: {@code ads_insights} has ids and days as its key; a list becomes {@code
 *       ads_insights__actions}, where the parent's key is {@code _sdc_source_key_ad_id} and so on,
 *       and {@code _sdc_sequence} tells versions apart.
 * </ul>
 */
final class LandedSchema {
  private static final String ADVICE =
      "is preset right? Another name goes under insights.jdbc.columns, as in"
          + " columns: {campaign_id: id_of_campaign}";
  private static final String ACCOUNT_ADVICE =
      "without it nobody knows whose rows they are: have it extracted (for dlt, add account_id to"
          + " fields), or add it by a query: SELECT *, '438600948208231' AS account_id FROM … beside"
          + " the table";
  private static final String AIRBYTE_DATA = "_airbyte_data";

  private final JdbcInsights insights;
  private final WantedActions wanted;
  private final LandedDatabase database;

  /** What names mean to the job. */
  private final InsightNames meaning;

  private LandedSchema(Job job, JdbcInsights insights, LandedDatabase database) {
    this.insights = insights;
    this.wanted = WantedActions.of(job);
    this.database = database;
    this.meaning = new InsightNames(wanted, insights.newestField(), job.fields());
  }

  /**
   * The query for a job's rows.
   *
   * @throws SourceException if something that the job names or needs is not there
   */
  static LandedQuery query(Job job, JdbcInsights insights, Connection connection) {
    LandedSchema schema = new LandedSchema(job, insights, LandedDatabase.of(insights, connection));
    String json = insights.json();
    return json == null ? schema.ofColumns() : schema.ofJson(json);
  }

  private LandedQuery ofJson(String json) {
    String rows = database.rows();
    LandedNames names = database.names(rows);
    Map<String, LandedField> fields = new LinkedHashMap<>();
    put(fields, json, names.required(json, "name the column that holds the rows as JSON"));
    String newest = insights.newestField();
    if (newest != null) {
      // It may as well stand inside the JSON.
      put(fields, newest, names.get(newest));
    }
    for (String mark : InsightNames.marks()) {
      put(fields, mark, names.get(mark));
    }
    return new LandedQuery(
        select(fields) + from(rows),
        from(rows),
        List.copyOf(fields.values()),
        true,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        daysOrNull(names),
        ownerOrNull(names),
        0,
        insights.source() + ": rows are JSON in " + json);
  }

  private LandedQuery ofColumns() {
    String rows = database.rows();
    LandedNames landed = database.names(rows);
    LandedNames names = landed;
    Map<String, String> unknown = Map.of();
    List<String> lastVersions = List.of();
    if (insights.preset() == Connector.FIVETRAN) {
      FivetranHistories histories = FivetranHistories.of(landed, database, insights.columns());
      rows = histories.joinedTo(rows);
      names = database.names(rows);
      unknown = histories.unknown();
      lastVersions = histories.lastVersions();
    }
    if (insights.preset() == Connector.AIRBYTE && !names.has("campaign_id")) {
      refuseRaw(names);
    }
    Map<String, LandedField> fields = fields(names);
    Set<String> arraysElsewhere = new TreeSet<>(wanted.arrayNames());
    arraysElsewhere.removeAll(fields.keySet());
    EntryTables entries =
        EntryTables.of(arraysElsewhere, wanted.windows(), landed, insights, database);
    RowOwner owner = ownerOrNull(names);
    LandedDays days = daysOrNull(names);
    if (owner == null) {
      names.required("account_id", ACCOUNT_ADVICE);
    }
    for (String field : List.of("campaign_id", "date_start", "date_stop")) {
      names.required(columnOf(field, names), ADVICE);
    }
    if (entries.isEmpty() && arraysElsewhere.containsAll(wanted.arrayNames())) {
      names.required(columnOf("actions", names), listAdvice());
    }
    return new LandedQuery(
        select(fields) + entries.selected() + from(rows) + entries.joined(),
        from(rows),
        List.copyOf(fields.values()),
        false,
        entries.arrays(),
        entries.keys(),
        entries.members(),
        entries.withoutRow(insights),
        days,
        owner,
        // Another connector makes the table when the first entry lands, whatever is asked for now.
        insights.preset() == Connector.FIVETRAN ? entries.arrays(wanted) : 0,
        description(fields, entries, lastVersions, unknown));
  }

  private void refuseRaw(LandedNames names) {
    if (names.has(AIRBYTE_DATA)) {
      throw new SourceException(
          "%s: it is Airbyte's raw table, whose rows are JSON in %s: instead of preset: airbyte"
                  .formatted(insights.key(), AIRBYTE_DATA)
              + " write json: %s, and beside jdbc: newest: %s"
                  .formatted(AIRBYTE_DATA, Connector.AIRBYTE.extractedAt()));
    }
  }

  /** A query hides of which table it is, beside which lists stand in tables of their own. */
  private String listAdvice() {
    return insights.table() == null && insights.preset() == Connector.DLT
        ? "where lists are child tables, name beside query the table that has them, as in table:"
            + " facebook_insights, and keep _dlt_id in the query"
        : ADVICE;
  }

  private static String select(Map<String, LandedField> fields) {
    return "SELECT "
        + fields.values().stream().map(LandedField::expression).collect(Collectors.joining(", "));
  }

  private static String from(String rows) {
    return " FROM (" + rows + ") landed";
  }

  private void put(Map<String, LandedField> fields, String name, @Nullable LandedColumn column) {
    if (column != null) {
      boolean list = wanted.arrayNames().contains(name);
      fields.put(name, new LandedField(name, list, column, "landed." + database.quoted(column)));
    }
  }

  /** The column of a field: as the job says, as the connector calls it, or as Meta does. */
  private String columnOf(String field, LandedNames names) {
    String named = insights.columns().get(field);
    if (named != null) {
      return named;
    }
    boolean day = field.equals("date_start") || field.equals("date_stop");
    return day && insights.preset() == Connector.FIVETRAN && !names.has(field) ? "date" : field;
  }

  private Map<String, LandedField> fields(LandedNames names) {
    Set<String> known = new TreeSet<>(InsightNames.fields());
    known.addAll(wanted.arrayNames());
    known.addAll(InsightNames.marks());
    names.all().stream().filter(this::isBreakdown).forEach(known::add);
    insights.columns().keySet().stream().filter(this::isBreakdown).forEach(known::add);
    Map<String, LandedField> fields = new LinkedHashMap<>();
    insights
        .columns()
        .forEach(
            (field, column) -> {
              if (!known.contains(field)) {
                throw new SourceException(
                    "insights.jdbc.columns.%s: nothing reads such a field; known here: %s"
                        .formatted(field, String.join(", ", known)));
              }
              names.required(column, "insights.jdbc.columns." + field + " names it");
            });
    for (String field : known) {
      put(fields, field, names.get(columnOf(field, names)));
    }
    for (String other : names.all()) {
      LandedColumn column = names.getUnlessRepeated(other);
      if (column != null
          && column.mayTellApart()
          && meaning.of(other).mayTellApart
          && !insights.columns().containsValue(other)) {
        put(fields, other, column);
      }
    }
    String newest = insights.newestField();
    if (newest != null) {
      Connector preset = insights.preset();
      boolean byDefault = preset != null && newest.equals(preset.extractedAt());
      put(
          fields,
          newest,
          byDefault ? names.get(newest) : names.required(newest, "insights.newest names it"));
    }
    return fields;
  }

  private boolean isBreakdown(String name) {
    return meaning.of(name).use == InsightNames.Use.BREAKDOWN;
  }

  private @Nullable LandedField fieldOrNull(String name, LandedNames names) {
    Map<String, LandedField> one = new LinkedHashMap<>();
    put(one, name, names.get(columnOf(name, names)));
    return one.get(name);
  }

  private @Nullable LandedDays daysOrNull(LandedNames names) {
    LandedField first = fieldOrNull("date_start", names);
    LandedField last = fieldOrNull("date_stop", names);
    return first == null || last == null ? null : new LandedDays(first, last);
  }

  private @Nullable RowOwner ownerOrNull(LandedNames names) {
    LandedField account = fieldOrNull("account_id", names);
    LandedField client = fieldOrNull("client_id", names);
    return account == null && client == null ? null : new RowOwner(account, client);
  }

  private String description(
      Map<String, LandedField> fields,
      EntryTables entries,
      List<String> lastVersions,
      Map<String, String> unknown) {
    List<String> arrays = new ArrayList<>();
    List<String> more = new ArrayList<>();
    for (String array : wanted.arrayNames()) {
      String table = entries.tableOf(array);
      arrays.add(
          fields.containsKey(array)
              ? array
              : table != null ? array + " from " + table : "no " + array);
      String missing = EntryTables.nameOf(array, insights, database);
      if (!fields.containsKey(array) && table == null && missing != null) {
        more.add("there is no table %s, so that no %s are known".formatted(missing, array));
      }
    }
    more.addAll(lastVersions);
    unknown.forEach((field, reason) -> more.add(field + " is unknown, since " + reason));
    String newest = insights.newestField();
    return "%s: %s%s%s"
        .formatted(
            insights.source(),
            String.join(", ", arrays),
            newest == null || !fields.containsKey(newest)
                ? ""
                : "; of a row that was extracted again the one with the greater "
                    + newest
                    + " counts",
            more.stream().map(one -> "; " + one).collect(Collectors.joining()));
  }
}
