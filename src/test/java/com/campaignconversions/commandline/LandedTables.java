package com.campaignconversions.commandline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code testdata/insights} in the tables in which four connectors would have landed
 * them: names and types are those of the connectors' own schemas, which {@code LandedSchema} cites.
 */
final class LandedTables implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> ARRAYS = List.of("actions", "action_values", "conversions");
  private static final OffsetDateTime EXTRACTED = OffsetDateTime.parse("2025-12-20T04:00:00Z");

  private final Connection connection;
  private final Product product;
  private final List<ObjectNode> rows = new ArrayList<>();

  private LandedTables(Connection connection) throws SQLException {
    this.connection = connection;
    this.product =
        Product.valueOf(connection.getMetaData().getDatabaseProductName().toUpperCase(Locale.ROOT));
    if (product == Product.MARIADB) {
      execute(
          "SET sql_mode = 'ANSI_QUOTES,STRICT_ALL_TABLES'",
          "SET time_zone = '+00:00'",
          "ALTER DATABASE CHARACTER SET utf8mb4");
    }
  }

  /** Whose words a table is made with. */
  private enum Product {
    H2,
    POSTGRESQL,
    MARIADB;

    /** A column as the connectors make it there. */
    String column(String described) {
      return this == MARIADB
          ? described
              .replaceFirst("TIMESTAMP WITH TIME ZONE", "TIMESTAMP(6) NULL")
              .replaceFirst(" TIMESTAMP$", " DATETIME(6)")
              .replaceFirst(" VARCHAR\\b", " VARCHAR(255)")
              .replaceFirst(" JSONB\\[]", " JSON")
          : described;
    }

    String parameter(String described) {
      return !described.endsWith(" JSON") || this == MARIADB
          ? "?"
          : this == H2 ? "? FORMAT JSON" : "?::json";
    }
  }

  /** Nothing has landed yet. */
  static LandedTables in(String jdbcUrl, String username) throws SQLException, IOException {
    LandedTables tables = new LandedTables(DriverManager.getConnection(jdbcUrl, username, ""));
    try (Stream<Path> files = Files.walk(Path.of("testdata/insights"))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        // What is broken as JSON would have been landed by nobody.
        if (!file.endsWith("2025-10-odd-and-broken.jsonl")) {
          tables.readRows(file);
        }
      }
    }
    return tables;
  }

  private void readRows(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try (InputStream in =
        file.toString().endsWith(".gz")
            ? new GZIPInputStream(new ByteArrayInputStream(bytes))
            : new ByteArrayInputStream(bytes)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\uFEFF", "");
      MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(text);
      while (values.hasNext()) {
        JsonNode value = values.next();
        JsonNode list = value.has("data") ? value.get("data") : value;
        if (list instanceof ArrayNode) {
          list.forEach(row -> rows.add((ObjectNode) row));
        } else {
          rows.add((ObjectNode) list);
        }
      }
    }
  }

  /**
   * Airbyte's {@code ads_insights} in append mode: every row a second time, extracted earlier, when
   * there was less to tell; no two rows extracted in the same millisecond.
   */
  LandedTables airbyte(String table) throws SQLException {
    try (Table landed =
        new Table(
            table,
            "_airbyte_raw_id VARCHAR",
            "_airbyte_extracted_at TIMESTAMP WITH TIME ZONE",
            "account_id VARCHAR",
            "account_currency VARCHAR",
            "campaign_id VARCHAR",
            "campaign_name VARCHAR",
            "ad_id VARCHAR",
            "date_start DATE",
            "date_stop DATE",
            "publisher_platform VARCHAR",
            "spend NUMERIC(38, 9)",
            "impressions BIGINT",
            "clicks BIGINT",
            "reach BIGINT",
            "actions JSON",
            "action_values JSON",
            "conversions JSON")) {
      for (int i = 0; i < rows.size(); i++) {
        ObjectNode row = rows.get(i);
        for (int days : List.of(0, 3)) {
          landed.add(
              "raw-" + days + "-" + i,
              EXTRACTED.minusDays(days).plusNanos(i * 1_000_000L),
              text(row, "account_id"),
              text(row, "account_currency"),
              text(row, "campaign_id"),
              text(row, "campaign_name"),
              text(row, "ad_id"),
              day(row, "date_start"),
              day(row, "date_stop"),
              text(row, "publisher_platform"),
              days == 0 ? number(row, "spend") : BigDecimal.ONE,
              whole(row, "impressions"),
              whole(row, "clicks"),
              whole(row, "reach"),
              days == 0 ? withNumbers(row, "actions") : "[]",
              days == 0 ? withNumbers(row, "action_values") : null,
              withNumbers(row, "conversions"));
        }
      }
    }
    return this;
  }

  /** Meltano's {@code adsinsights_default}: texts, and lists as arrays of jsonb, or as JSON. */
  LandedTables meltano(String table) throws SQLException {
    try (Table landed =
        new Table(
            table,
            "account_currency TEXT",
            "account_id TEXT",
            "actions JSONB[]",
            "action_values JSONB[]",
            "campaign_id TEXT",
            "campaign_name TEXT",
            "ad_id TEXT",
            "clicks TEXT",
            "conversions JSONB[]",
            "date_start TEXT",
            "date_stop TEXT",
            "impressions TEXT",
            "publisher_platform TEXT",
            "spend TEXT",
            "_sdc_extracted_at TIMESTAMP",
            "_sdc_batched_at TIMESTAMP",
            "_sdc_deleted_at TIMESTAMP")) {
      for (int i = 0; i < rows.size(); i++) {
        ObjectNode row = rows.get(i);
        LocalDateTime extracted = EXTRACTED.toLocalDateTime().plusSeconds(i);
        landed.add(
            text(row, "account_currency"),
            text(row, "account_id"),
            arrayOfJson(row, "actions"),
            arrayOfJson(row, "action_values"),
            text(row, "campaign_id"),
            text(row, "campaign_name"),
            text(row, "ad_id"),
            text(row, "clicks"),
            arrayOfJson(row, "conversions"),
            text(row, "date_start"),
            text(row, "date_stop"),
            text(row, "impressions"),
            text(row, "publisher_platform"),
            text(row, "spend"),
            extracted,
            extracted.plusSeconds(5),
            null);
      }
    }
    return this;
  }

  /** dlt's {@code facebook_insights} with a child table for each list. */
  LandedTables dlt(String table) throws SQLException {
    try (Table landed =
        new Table(
            table,
            "campaign_id BIGINT",
            "adset_id VARCHAR",
            "ad_id VARCHAR",
            "account_id VARCHAR",
            "account_currency VARCHAR",
            "campaign_name VARCHAR",
            "publisher_platform VARCHAR",
            "date_start TIMESTAMP WITH TIME ZONE",
            "date_stop TIMESTAMP WITH TIME ZONE",
            "spend NUMERIC(38, 9)",
            "impressions BIGINT",
            "clicks BIGINT",
            "_dlt_load_id VARCHAR NOT NULL",
            "_dlt_id VARCHAR NOT NULL")) {
      for (int i = 0; i < rows.size(); i++) {
        ObjectNode row = rows.get(i);
        String campaign = text(row, "campaign_id");
        landed.add(
            campaign == null ? null : Long.valueOf(campaign),
            "no_adset_id",
            "no_ad_id",
            text(row, "account_id"),
            text(row, "account_currency"),
            text(row, "campaign_name"),
            text(row, "publisher_platform"),
            midnight(row, "date_start"),
            midnight(row, "date_stop"),
            number(row, "spend"),
            whole(row, "impressions"),
            whole(row, "clicks"),
            "1766203200.12345",
            "row" + i);
      }
    }
    for (String array : ARRAYS) {
      try (Table entries =
          new Table(
              table + "__" + array,
              "action_type VARCHAR",
              "\"value\" VARCHAR",
              "_7d_click VARCHAR",
              "_1d_view VARCHAR",
              "_dlt_root_id VARCHAR NOT NULL",
              "_dlt_parent_id VARCHAR NOT NULL",
              "_dlt_list_idx BIGINT NOT NULL",
              "_dlt_id VARCHAR NOT NULL")) {
        for (int i = 0; i < rows.size(); i++) {
          JsonNode list = rows.get(i).path(array);
          for (int place = 0; place < list.size(); place++) {
            JsonNode entry = list.get(place);
            entries.add(
                text(entry, "action_type"),
                text(entry, "value"),
                text(entry, "value"),
                null,
                "row" + i,
                "row" + i,
                (long) place,
                "entry" + i + "-" + place);
          }
        }
      }
    }
    return this;
  }

  /**
   * Fivetran's {@code basic_ad}, its actions and its histories, an ad for each campaign. A row of
   * many days becomes one of its last day, and account totals there are none.
   */
  LandedTables fivetran(String schema) throws SQLException {
    List<ObjectNode> ads = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (ObjectNode row : rows) {
      if (row.has("campaign_id")
          && !row.has("publisher_platform")
          && keys.add(text(row, "campaign_id") + text(row, "account_id") + day(row, "date_stop"))) {
        ads.add(row);
      }
    }
    try (Table landed =
        new Table(
            schema + ".basic_ad",
            "ad_id VARCHAR",
            "\"date\" DATE",
            "_fivetran_id VARCHAR",
            "account_id BIGINT",
            "ad_name VARCHAR",
            "adset_name VARCHAR",
            "impressions BIGINT",
            "inline_link_clicks BIGINT",
            "spend DOUBLE PRECISION",
            "_fivetran_synced TIMESTAMP WITH TIME ZONE")) {
      for (ObjectNode row : ads) {
        landed.add(
            adOf(row),
            day(row, "date_stop"),
            "2jmj7l5rSw0yVb/vlWAYkK/YBwk=",
            Long.valueOf(account(row)),
            "an ad",
            "an ad set",
            whole(row, "impressions"),
            whole(row, "clicks"),
            row.get("spend").asDouble(),
            EXTRACTED);
      }
    }
    for (String array : ARRAYS) {
      try (Table entries =
          new Table(
              schema + ".basic_ad_" + array,
              "ad_id VARCHAR",
              "\"date\" DATE",
              "_fivetran_id VARCHAR",
              "\"index\" BIGINT",
              "action_type VARCHAR",
              "\"value\" DOUBLE PRECISION",
              "_7_d_click DOUBLE PRECISION",
              "inline DOUBLE PRECISION",
              "_fivetran_synced TIMESTAMP WITH TIME ZONE")) {
        for (ObjectNode row : ads) {
          JsonNode list = row.path(array);
          for (int place = 0; place < list.size(); place++) {
            JsonNode entry = list.get(place);
            double value = entry.get("value").asDouble();
            entries.add(
                adOf(row),
                day(row, "date_stop"),
                "2jmj7l5rSw0yVb/vlWAYkK/YBwk=",
                (long) place,
                text(entry, "action_type"),
                value,
                value,
                null,
                EXTRACTED);
          }
        }
      }
    }
    fivetranHistories(schema, ads);
    return this;
  }

  private void fivetranHistories(String schema, List<ObjectNode> ads) throws SQLException {
    try (Table adHistory =
            new Table(
                schema + ".ad_history",
                "id BIGINT",
                "updated_time TIMESTAMP WITH TIME ZONE",
                "account_id BIGINT",
                "ad_set_id BIGINT",
                "campaign_id BIGINT",
                "name VARCHAR",
                "_fivetran_synced TIMESTAMP WITH TIME ZONE");
        Table campaignHistory =
            new Table(
                schema + ".campaign_history",
                "id BIGINT",
                "updated_time TIMESTAMP WITH TIME ZONE",
                "account_id BIGINT",
                "name VARCHAR",
                "_fivetran_synced TIMESTAMP WITH TIME ZONE");
        Table accountHistory =
            new Table(
                schema + ".account_history",
                "id BIGINT",
                "_fivetran_synced TIMESTAMP WITH TIME ZONE",
                "name VARCHAR",
                "currency VARCHAR")) {
      Set<String> told = new HashSet<>();
      for (ObjectNode row : ads) {
        OffsetDateTime updated = midnight(row, "date_stop");
        Long account = Long.valueOf(account(row));
        Long campaign = Long.valueOf(row.get("campaign_id").asText());
        if (told.add("ad " + adOf(row))) {
          adHistory.add(
              Long.valueOf(adOf(row)), updated, account, 7L, campaign, "an ad", EXTRACTED);
          adHistory.add(
              Long.valueOf(adOf(row)),
              updated.minusYears(1),
              account,
              7L,
              1L,
              "before it was moved",
              EXTRACTED);
        }
        if (told.add("name " + campaign + text(row, "campaign_name"))) {
          campaignHistory.add(campaign, updated, account, text(row, "campaign_name"), EXTRACTED);
        }
        if (told.add("account " + account)) {
          accountHistory.add(account, EXTRACTED, "a hotel", text(row, "account_currency"));
        }
      }
    }
  }

  /** Every row as JSON in one column, and nothing beside it but a number. */
  LandedTables json(String table) throws SQLException {
    try (Table landed = new Table(table, "id BIGINT", "payload JSON")) {
      for (int i = 0; i < rows.size(); i++) {
        landed.add((long) i, rows.get(i).toString());
      }
    }
    return this;
  }

  LandedTables execute(String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
    return this;
  }

  /** The same campaign stands in two accounts in the incident. */
  private static String adOf(JsonNode row) {
    String campaign = row.get("campaign_id").asText();
    return "9" + account(row).substring(10) + campaign.substring(campaign.length() - 11);
  }

  private static String account(JsonNode row) {
    return row.get("account_id").asText().replace("act_", "");
  }

  private static @Nullable String text(JsonNode row, String field) {
    return row.hasNonNull(field) ? row.get(field).asText() : null;
  }

  private static @Nullable BigDecimal number(JsonNode row, String field) {
    return row.hasNonNull(field) ? new BigDecimal(row.get(field).asText()) : null;
  }

  private static @Nullable Long whole(JsonNode row, String field) {
    return row.hasNonNull(field) ? Long.valueOf(row.get(field).asText()) : null;
  }

  private static LocalDate day(JsonNode row, String field) {
    return LocalDate.parse(row.get(field).asText());
  }

  private static OffsetDateTime midnight(JsonNode row, String field) {
    return day(row, field).atStartOfDay().atOffset(ZoneOffset.UTC);
  }

  /** A list whose values are numbers such as 2.0, which is what Airbyte makes of them. */
  private static @Nullable String withNumbers(JsonNode row, String array) {
    if (!row.hasNonNull(array)) {
      return null;
    }
    ArrayNode entries = row.get(array).deepCopy();
    for (JsonNode entry : entries) {
      BigDecimal value = new BigDecimal(entry.get("value").asText());
      ((ObjectNode) entry).put("value", value.setScale(Math.max(1, value.scale())));
    }
    return entries.toString();
  }

  private @Nullable Object arrayOfJson(JsonNode row, String array) throws SQLException {
    if (!row.hasNonNull(array)) {
      return null;
    }
    if (product == Product.MARIADB) {
      return row.get(array).toString();
    }
    List<String> entries = new ArrayList<>();
    row.get(array).forEach(entry -> entries.add(entry.toString()));
    return connection.createArrayOf("jsonb", entries.toArray());
  }

  /** A new table, filled in one batch. */
  private final class Table implements AutoCloseable {
    private final PreparedStatement insert;

    Table(String name, String... columns) throws SQLException {
      List<String> made = Stream.of(columns).map(product::column).toList();
      execute("CREATE TABLE " + name + " (" + String.join(", ", made) + ")");
      String values = made.stream().map(product::parameter).collect(Collectors.joining(", "));
      insert = connection.prepareStatement("INSERT INTO " + name + " VALUES (" + values + ")");
    }

    void add(@Nullable Object... values) throws SQLException {
      for (int i = 0; i < values.length; i++) {
        insert.setObject(i + 1, values[i]);
      }
      insert.addBatch();
    }

    @Override
    public void close() throws SQLException {
      insert.executeBatch();
      insert.close();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
