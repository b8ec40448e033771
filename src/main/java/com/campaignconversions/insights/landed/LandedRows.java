package com.campaignconversions.insights.landed;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.insights.counts.RejectedInsight.Reason;
import com.campaignconversions.insights.fields.InsightNames;
import com.campaignconversions.insights.json.Json;
import com.campaignconversions.insights.json.Page;
import com.campaignconversions.insights.landed.LandedQuery.EntriesWithoutRow;
import com.campaignconversions.insights.landed.LandedQuery.LandedField;
import com.campaignconversions.insights.rows.InsightParser;
import com.campaignconversions.insights.rows.InsightRow;
import com.campaignconversions.insights.rows.Origin;
import com.campaignconversions.insights.rows.RowSink;
import com.campaignconversions.insights.rows.SingleValueReader;
import com.campaignconversions.job.JdbcInsights;
import com.campaignconversions.job.JdbcInsights.Connector;
import com.campaignconversions.records.Sha256;
import com.campaignconversions.records.Wording;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads landed rows one by one: each becomes the JSON that Meta would have sent, so that the same
 * rules decide about it as about a line of a file.
 */
public final class LandedRows {
  /** What names a row in {@code rejected_insights}, besides its breakdowns. */
  private static final Set<String> NAMING =
      Set.of(
          "account_id", "client_id", "campaign_id", "adset_id", "ad_id", "date_start", "date_stop");

  private static final int LONGEST_POSITION = 400;

  /** Of those that may be a client's: more are no slips but another column. */
  private static final int MOST_ACCOUNTS = 500;

  private static final Logger LOG = LoggerFactory.getLogger(LandedRows.class);

  /** Rows that are gone and named; of so many the rest is told together. */
  private static final int MOST_WITHOUT_ROW = 1_000;

  /** A database that joins badly is not to hold up the run. */
  private static final int LONGEST_SECONDS = 300;

  private final LandedQuery query;
  private final JdbcInsights insights;
  private final InsightParser parser;
  private final SingleValueReader cell;
  private final SingleValueReader json;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  public LandedRows(LandedQuery query, JdbcInsights insights, InsightParser parser) {
    this.query = query;
    this.insights = insights;
    this.parser = parser;
    this.cell = new SingleValueReader(parser, "the row");
    this.json = new SingleValueReader(parser, "the column " + insights.json());
  }

  /**
   * Reads a range.
   *
   * @param mayBeMeant whether rows of an account as it is written may be a client's, though no
   *     client's range asks for them: these are read with the rest
   */
  void read(Connection connection, LandedRange range, Predicate<String> mayBeMeant, RowSink sink)
      throws SQLException, IOException {
    List<String> meant =
        range.isRest() && query.hasAccounts()
            ? accounts(connection, range, mayBeMeant)
            : List.<String>of();
    try (PreparedStatement statement = query.prepare(connection, range, meant)) {
      read(statement, range, sink);
    }
    if (range.isRest() || range.isEverything()) {
      readWithoutRow(connection, range, LONGEST_SECONDS, sink);
    }
  }

  /** What no client can be asked for by, because nothing joins it to a row. */
  private void readWithoutRow(
      Connection connection, LandedRange range, int patienceSeconds, RowSink sink)
      throws SQLException, IOException {
    for (EntriesWithoutRow entries : query.withoutRow()) {
      try {
        readWithoutRow(connection, range, entries, patienceSeconds, sink);
      } catch (SQLException problem) {
        connection.rollback();
        LOG.warn(
            "{}: entries whose row is gone were not looked for: {}",
            entries.table(),
            SourceException.message(problem));
      }
    }
  }

  /**
   * Entries of which no campaign is known: whose they are cannot be trusted. Where nothing tells
   * whose they are, they may be of an account that nobody asks for.
   */
  private void readWithoutRow(
      Connection connection,
      LandedRange range,
      EntriesWithoutRow entries,
      int patienceSeconds,
      RowSink sink)
      throws SQLException, IOException {
    try (PreparedStatement statement = LandedQuery.prepareWithoutRow(connection, range, entries)) {
      statement.setMaxRows(MOST_WITHOUT_ROW + 1);
      statement.setQueryTimeout(patienceSeconds);
      try (ResultSet row = statement.executeQuery()) {
        int ofNobody = 0;
        String example = "";
        for (int i = 0; row.next(); i++) {
          if (i < MOST_WITHOUT_ROW) {
            String unowned = withoutRow(row, range, entries, sink);
            if (unowned != null && ofNobody++ == 0) {
              example = unowned;
            }
          } else if (ofNobody < MOST_WITHOUT_ROW) {
            // Some are of accounts that are asked for, and so may the others be.
            sink.rejected(
                range,
                entries.table(),
                Reason.NO_CAMPAIGN,
                "%s has entries of more than %d rows that are not in %s"
                    .formatted(entries.table(), MOST_WITHOUT_ROW, entries.rows()),
                "");
          }
        }
        if (ofNobody > 0) {
          LOG.warn(
              "{} has entries of at least {} that are not in {}, such as {}; nothing tells the ad account, so"
                  + " that they are not counted and no client is distrusted for them",
              entries.table(),
              Wording.counted(ofNobody, "row"),
              entries.rows(),
              example);
        }
      }
    }
  }

  /** The place of entries whose ad account nothing tells; null where they are told. */
  private static @Nullable String withoutRow(
      ResultSet row, LandedRange range, EntriesWithoutRow entries, RowSink sink)
      throws SQLException, IOException {
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    StringBuilder position = new StringBuilder(entries.table()).append(':');
    boolean owned = false;
    int place = 1;
    try (JsonGenerator json = Json.FACTORY.createGenerator(payload)) {
      json.writeStartObject();
      for (LandedField field : entries.fields()) {
        String value = field.column().readId(row, place++);
        if (value != null) {
          owned |= field.name().equals("account_id");
          json.writeStringField(field.name(), value);
          position.append(place > 2 ? "," : "").append(field.name()).append('=').append(value);
        }
      }
      json.writeEndObject();
    }
    if (!owned) {
      return position.toString();
    }
    byte[] bytes = payload.toByteArray();
    long count = row.getLong(place);
    sink.rejected(
        range,
        named(position, bytes),
        Reason.NO_CAMPAIGN,
        "%s has %s of a row that is not in %s"
            .formatted(
                entries.table(), count == 1 ? "an entry" : count + " entries", entries.rows()),
        new String(bytes, StandardCharsets.UTF_8));
    return null;
  }

  private List<String> accounts(
      Connection connection, LandedRange range, Predicate<String> mayBeMeant) throws SQLException {
    List<String> meant = new ArrayList<>();
    try (PreparedStatement statement = query.prepareAccounts(connection, range);
        ResultSet row = statement.executeQuery()) {
      while (row.next() && meant.size() < MOST_ACCOUNTS) {
        String account = row.getString(1);
        if (account != null && mayBeMeant.test(account)) {
          meant.add(account);
        }
      }
    }
    return meant;
  }

  /**
   * Reads the first lines of an answer.
   *
   * @param most how many lines
   * @param patienceSeconds how long the answer may take to begin; 0 for ever
   * @return whether that is all of it
   */
  public boolean readFirst(
      Connection connection, LandedRange range, int most, int patienceSeconds, RowSink sink)
      throws SQLException, IOException {
    boolean whole;
    try (PreparedStatement statement = query.prepare(connection, range, List.of())) {
      statement.setMaxRows(most);
      statement.setQueryTimeout(patienceSeconds);
      whole = read(statement, range, sink) < most;
    }
    readWithoutRow(connection, range, patienceSeconds, sink);
    return whole;
  }

  /** How many lines the answer had. */
  private long read(PreparedStatement statement, LandedRange range, RowSink sink)
      throws SQLException, IOException {
    long lines = 0;
    try (ResultSet row = statement.executeQuery()) {
      if (query.json()) {
        for (; row.next(); lines++) {
          readJson(row, range, sink);
        }
      } else if (query.keys().isEmpty()) {
        for (; row.next(); lines++) {
          tell(fields(row), Map.of(), range, sink);
        }
      } else {
        lines = readEntries(row, range, sink);
      }
    }
    return lines;
  }

  private void readJson(ResultSet row, LandedRange range, RowSink sink)
      throws SQLException, IOException {
    String text = query.fields().get(0).column().read(row, 1);
    if (text == null) {
      sink.rejected(
          range, "null", Reason.NOT_AN_OBJECT, "the column " + insights.json() + " is null", "");
      return;
    }
    byte[] value = text.getBytes(StandardCharsets.UTF_8);
    json.read(
        range,
        "sha256:" + Sha256.hex(value),
        value,
        0,
        value.length,
        query.fields().size() == 1 ? sink : new Beside(sink, beside(row)));
  }

  /** What columns beside the JSON say: when the row was extracted, and what was lost of it. */
  private InsightRow beside(ResultSet row) throws SQLException {
    InsightRow beside = new InsightRow("", (from, to) -> "", 0);
    for (int i = 1; i < query.fields().size(); i++) {
      LandedField field = query.fields().get(i);
      String value = field.column().read(row, i + 1);
      if (value != null && field.name().equals(insights.newestField())) {
        beside.newest = value;
      } else if (value != null) {
        parser.mark(beside, field.name(), value);
      }
    }
    return beside;
  }

  /** How many lines there were: a row has one for each of its entries. */
  private long readEntries(ResultSet row, LandedRange range, RowSink sink)
      throws SQLException, IOException {
    List<String> key = null;
    List<@Nullable String> fields = List.of();
    Map<String, List<List<@Nullable String>>> entries = new TreeMap<>();
    long lines = 0;
    for (; row.next(); lines++) {
      List<String> next = key(row);
      if (!next.equals(key)) {
        if (key != null) {
          tell(fields, entries, range, sink);
        }
        key = next;
        fields = fields(row);
        entries.clear();
      }
      int place = query.fields().size() + query.keys().size() + 1;
      String array = row.getString(place);
      if (array != null) {
        List<@Nullable String> members = new ArrayList<>();
        for (int i = 1; i <= query.members().size(); i++) {
          members.add(LandedColumn.withoutBinaryRest(row.getString(place + i)));
        }
        entries.computeIfAbsent(array, none -> new ArrayList<>()).add(members);
      }
    }
    if (key != null) {
      tell(fields, entries, range, sink);
    }
    return lines;
  }

  private List<String> key(ResultSet row) throws SQLException {
    List<String> key = new ArrayList<>();
    for (int i = 1; i <= query.keys().size(); i++) {
      key.add(String.valueOf(row.getString(query.fields().size() + i)));
    }
    return key;
  }

  private List<@Nullable String> fields(ResultSet row) throws SQLException {
    List<@Nullable String> values = new ArrayList<>(query.fields().size());
    for (int i = 0; i < query.fields().size(); i++) {
      LandedField field = query.fields().get(i);
      boolean id = field.name().endsWith("_id");
      String value = id ? field.column().readId(row, i + 1) : field.column().read(row, i + 1);
      // What dlt writes for an id that a row of a higher level lacks.
      boolean lacking =
          id && insights.preset() == Connector.DLT && ("no_" + field.name()).equals(value);
      values.add(lacking ? null : value);
    }
    return values;
  }

  private void tell(
      List<@Nullable String> values,
      Map<String, List<List<@Nullable String>>> entries,
      LandedRange range,
      RowSink sink)
      throws IOException {
    bytes.reset();
    StringBuilder position = new StringBuilder();
    try (JsonGenerator row = Json.FACTORY.createGenerator(bytes)) {
      row.writeStartObject();
      for (int i = 0; i < values.size(); i++) {
        LandedField field = query.fields().get(i);
        String name = field.name();
        String value = values.get(i);
        if (value != null) {
          row.writeFieldName(name);
          if (field.list() && field.column().isJson()) {
            row.writeRawValue(value);
          } else {
            row.writeString(value);
          }
          if (isNaming(name)) {
            position.append(position.isEmpty() ? "" : ",").append(name).append('=').append(value);
          }
        }
      }
      // A row that has entries in one table was asked for all of them, and has none in the others.
      for (String array : entries.isEmpty() ? List.<String>of() : query.arrays()) {
        row.writeArrayFieldStart(array);
        for (List<@Nullable String> entry : entries.getOrDefault(array, List.of())) {
          row.writeStartObject();
          for (int i = 0; i < entry.size(); i++) {
            String member = entry.get(i);
            if (member != null) {
              row.writeStringField(query.members().get(i), member);
            }
          }
          row.writeEndObject();
        }
        row.writeEndArray();
      }
      row.writeEndObject();
    }
    byte[] value = bytes.toByteArray();
    cell.read(range, named(position, value), value, 0, value.length, sink);
  }

  private boolean isNaming(String field) {
    return NAMING.contains(field)
        || parser.names().of(field).use == InsightNames.Use.BREAKDOWN
        || field.equals(insights.newestField());
  }

  private static String named(StringBuilder position, byte[] value) {
    return position.length() <= LONGEST_POSITION
            && !position.isEmpty()
            && position.indexOf("\0") < 0
        ? position.toString()
        : "sha256:" + Sha256.hex(value);
  }

  /** Rows of which columns beside the JSON tell something. */
  private record Beside(RowSink sink, InsightRow reportedRow) implements RowSink {
    @Override
    public void row(Origin origin, InsightRow row) {
      row.takeFrom(reportedRow);
      sink.row(origin, row);
    }

    @Override
    public void rejected(
        Origin origin, String position, Reason reason, String detail, String payload) {
      sink.rejected(origin, position, reason, detail, payload);
    }

    @Override
    public void page(Origin origin, Page page) {
      sink.page(origin, page);
    }

    @Override
    public void broken(Origin origin, String reason, @Nullable InsightRow unfinished) {
      sink.broken(origin, reason, unfinished);
    }

    @Override
    public void unfinished(Origin origin, ClientPeriod clientPeriod, String reason) {
      sink.unfinished(origin, clientPeriod, reason);
    }

    @Override
    public void unreadable(Origin origin, String reason) {
      sink.unreadable(origin, reason);
    }
  }
}
