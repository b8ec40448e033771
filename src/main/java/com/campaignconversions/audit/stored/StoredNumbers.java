package com.campaignconversions.audit.stored;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.Granularity;
import com.campaignconversions.clients.Period;
import com.campaignconversions.database.DatabaseException;
import com.campaignconversions.database.ReadOnlyConnection;
import com.campaignconversions.insights.fields.InsightNumber;
import com.campaignconversions.job.Audit;
import com.campaignconversions.job.Job;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the job's {@code audit:} names, client by client, in one pass: the database sorts, so
 * that no more than one client is held here.
 */
public final class StoredNumbers {
  /** Rows that travel together; a document of the cache is as large as thousands of rows. */
  private static final int ROWS = 1_000;

  private static final int DOCUMENTS = 10;

  private final Job job;
  private final Audit audit;

  /** Whether periods are wanted that are shorter than the job's, and not those of its length. */
  private final boolean shorter;

  private final Predicate<String> wanted;
  private final Consumer<StoredClient> clients;
  private final Map<String, ZoneId> zones = new HashMap<>();
  private final Set<String> clientIds = new HashSet<>();
  private final TreeMap<String, Long> refused = new TreeMap<>();

  /** What only this product's own documents have. */
  private static final String VERIFICATION = "\"verification\"";

  private long own;
  private @Nullable StoredClient current;

  /**
   * What was read.
   *
   * @param clientIds of every client that is stored, wanted or not
   * @param refused what could not be used, and how often
   * @param own how many documents this product wrote itself
   */
  public record Reading(Set<String> clientIds, Map<String, Long> refused, long own) {}

  private StoredNumbers(
      Job job,
      Audit audit,
      boolean shorter,
      Predicate<String> wanted,
      Consumer<StoredClient> clients) {
    this.job = job;
    this.shorter = shorter;
    this.audit = audit;
    this.wanted = wanted;
    this.clients = clients;
    for (Client client : job.clients()) {
      zones.put(client.id(), client.timezone());
    }
  }

  /**
   * Reads.
   *
   * @param wanted by client id
   * @param clients is given each wanted client once, whole
   * @throws DatabaseException naming the key of the job file, if it cannot be read as that says
   */
  public static Reading read(
      Job job, Audit audit, Predicate<String> wanted, Consumer<StoredClient> clients) {
    return read(new StoredNumbers(job, audit, false, wanted, clients));
  }

  /** The same of periods that are shorter than the job's: weeks and days of a job by month. */
  public static Reading readShorter(
      Job job, Audit audit, Predicate<String> wanted, Consumer<StoredClient> clients) {
    return read(new StoredNumbers(job, audit, true, wanted, clients));
  }

  private static Reading read(StoredNumbers numbers) {
    Audit audit = numbers.audit;
    inTransaction(
        audit,
        connection -> {
          if (audit.query() == null) {
            numbers.readCache(connection);
          } else {
            numbers.readQuery(connection, audit.query());
          }
        });
    return new Reading(Set.copyOf(numbers.clientIds), new TreeMap<>(numbers.refused), numbers.own);
  }

  /**
   * Looks whether it could be read, and reads nothing.
   *
   * @return what was found, as a sentence
   */
  public static String check(Audit audit) {
    StringBuilder found = new StringBuilder();
    inTransaction(
        audit,
        connection -> {
          if (audit.query() == null) {
            String nothing = cacheRows(audit) + " WHERE 1 = 0";
            try (PreparedStatement statement = connection.prepareStatement(nothing)) {
              statement.executeQuery().close();
            }
            found.append("the table ").append(audit.cacheTable()).append(" can be read");
          } else {
            found
                .append("the query answers; its numbers are ")
                .append(
                    String.join(
                        ", ", QueryColumns.of(connection, audit.query()).numbers().values()));
          }
        });
    return found.toString();
  }

  private interface Work {
    void on(Connection connection) throws SQLException;
  }

  private static void inTransaction(Audit audit, Work work) {
    try (Connection connection = ReadOnlyConnection.open(audit.database(), audit.section())) {
      try {
        work.on(connection);
      } finally {
        connection.rollback();
      }
    } catch (SQLException problem) {
      throw DatabaseException.reading(audit.source(), problem);
    }
  }

  private void readQuery(Connection connection, String query) throws SQLException {
    QueryColumns columns = QueryColumns.of(connection, query);
    try (PreparedStatement statement = connection.prepareStatement(columns.sorted(query))) {
      statement.setFetchSize(ROWS);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          readRow(columns, row);
        }
      }
    }
    handOver();
  }

  private void readRow(QueryColumns columns, ResultSet row) throws SQLException {
    StoredClient client = client(row.getString(columns.client()));
    if (client == null) {
      return;
    }
    Period period =
        period(
            columns.periodHasZone()
                ? day(row, columns.period(), client.id())
                : row.getString(columns.period()));
    String campaign = id(row.getString(columns.campaign()));
    if (campaign == null) {
      refuse("rows without a campaign");
    }
    if (period == null || campaign == null) {
      return;
    }
    StoredPeriod stored = client.at(period);
    int position = stored.row(campaign);
    for (Map.Entry<Integer, String> column : columns.numbers().entrySet()) {
      String text = row.getString(column.getKey());
      BigDecimal value = text == null ? null : number(column.getValue(), text);
      if (value == null) {
        stored.column(column.getValue());
      } else {
        stored.add(position, column.getValue(), value);
      }
    }
  }

  /** An instant is a day only in a time zone: the client's. */
  private @Nullable String day(ResultSet row, int column, String clientId) throws SQLException {
    OffsetDateTime instant = row.getObject(column, OffsetDateTime.class);
    ZoneId zone = zones.getOrDefault(clientId, ZoneOffset.UTC);
    return instant == null ? null : instant.atZoneSameInstant(zone).toLocalDate().toString();
  }

  private static String cacheRows(Audit audit) {
    return "SELECT client_id, period_id, cache_data FROM " + audit.cacheTable();
  }

  private void readCache(Connection connection) throws SQLException {
    CacheDocument documents = new CacheDocument(job.metricNames(), this::number, this::refuse);
    try (PreparedStatement statement =
        connection.prepareStatement(cacheRows(audit) + " ORDER BY 1, 2")) {
      statement.setFetchSize(DOCUMENTS);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          StoredClient client = client(row.getString(1));
          Period period = client == null ? null : period(row.getString(2));
          if (client == null || period == null) {
            continue;
          }
          if (client.periods().containsKey(period)) {
            refuse("second documents of one client period");
          } else {
            String document = row.getString(3);
            own += document != null && document.contains(VERIFICATION) ? 1 : 0;
            documents.read(document, () -> client.at(period));
          }
        }
      }
    }
    handOver();
  }

  /** The client that a row is of; null where it is of nobody, or of one that is not wanted. */
  private @Nullable StoredClient client(@Nullable String text) {
    String id = id(text);
    if (id == null) {
      refuse("rows without a client");
      return null;
    }
    StoredClient client = current;
    if (client == null || !client.id().equals(id)) {
      handOver();
      if (!clientIds.add(id)) {
        throw DatabaseException.reading(
            audit.source(),
            "the database does not sort clients apart whose ids differ; give the column a collation"
                + " that compares exactly");
      }
      client = new StoredClient(id);
      current = client;
    }
    return wanted.test(id) ? client : null;
  }

  private void handOver() {
    StoredClient whole = current;
    if (whole != null && wanted.test(whole.id())) {
      clients.accept(whole);
    }
    current = null;
  }

  /** The job's period that a text names, or that holds the day it begins with. */
  private @Nullable Period period(@Nullable String text) {
    String written = text == null ? "" : text.strip();
    boolean hasTime = written.length() > 10 && " T".indexOf(written.charAt(10)) >= 0;
    try {
      Period period = Period.parse(hasTime ? written.substring(0, 10) : written);
      if (shorter) {
        if (period.granularity().compareTo(job.granularity()) > 0) {
          return period;
        }
        refuse("rows of parts whose period is not shorter than " + length(job.granularity()));
        return null;
      }
      if (period.granularity() == job.granularity()) {
        return period;
      }
      if (period.granularity() == Granularity.DAY) {
        return Period.containing(job.granularity(), period.start());
      }
      refuse("rows of a period that is " + length(period.granularity()));
    } catch (DateTimeException e) {
      refuse("rows whose period is neither " + length(job.granularity()) + " nor a day");
    }
    return null;
  }

  private static String length(Granularity granularity) {
    return "a " + granularity.name().toLowerCase(Locale.ROOT);
  }

  /** Without the blanks that a CHAR column adds; null where nothing is left. */
  private static @Nullable String id(@Nullable String text) {
    String id = text == null ? "" : text.strip();
    return id.isEmpty() ? null : id;
  }

  private @Nullable BigDecimal number(String column, String text) {
    BigDecimal number = InsightNumber.parseRounded(text);
    if (number == null) {
      refuse("values of " + column + " that are no number, or negative");
    }
    return number;
  }

  private void refuse(String what) {
    refused.merge(what, 1L, Long::sum);
  }
}
