package com.campaignconversions.audit.stored;

import com.campaignconversions.database.DatabaseException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the columns of the user's query are, by their names in small letters.
 *
 * @param client the number of a column, from 1; as {@code period} and {@code campaign}
 * @param periodHasZone whether the period is an instant, not a day
 * @param numbers name by number of a column: spend, impressions, clicks, and every metric
 */
record QueryColumns(
    int client, int period, int campaign, boolean periodHasZone, Map<Integer, String> numbers) {
  private static final List<String> CLIENT = List.of("client_id", "client");
  private static final List<String> PERIOD = List.of("period_id", "period", "date");
  private static final List<String> CAMPAIGN = List.of("campaign_id", "campaign");

  /** Columns of {@code campaign_conversions} that are no metrics: it can be audited as it is. */
  private static final Set<String> DESCRIPTIONS =
      Set.of(
          "client_name",
          "period_start",
          "period_end",
          "account_id",
          "campaign_name",
          "currency",
          "sources",
          "attribution",
          "run_id",
          "published_at");

  private static final Set<Integer> NO_NUMBERS =
      Set.of(
          Types.DATE,
          Types.TIME,
          Types.TIME_WITH_TIMEZONE,
          Types.TIMESTAMP,
          Types.TIMESTAMP_WITH_TIMEZONE,
          Types.BOOLEAN,
          Types.BIT,
          Types.BINARY,
          Types.VARBINARY,
          Types.LONGVARBINARY,
          Types.BLOB,
          Types.ARRAY);

  /**
   * Asks the database, which does not run the query for that.
   *
   * @throws DatabaseException if a column is missing, stands twice or holds no numbers
   */
  static QueryColumns of(Connection connection, String query) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(inner(query))) {
      return of(statement.getMetaData());
    }
  }

  private static QueryColumns of(ResultSetMetaData columns) throws SQLException {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      String name = columns.getColumnLabel(i).toLowerCase(Locale.ROOT);
      if (names.contains(name)) {
        throw problem("two of its columns are called " + name + "; give one another name with AS");
      }
      names.add(name);
    }
    int client = column(names, CLIENT);
    int period = column(names, PERIOD);
    int campaign = column(names, CAMPAIGN);
    Map<Integer, String> numbers = new LinkedHashMap<>();
    for (int i = 1; i <= names.size(); i++) {
      String name = names.get(i - 1);
      if (DESCRIPTIONS.contains(name)
          || CLIENT.contains(name)
          || PERIOD.contains(name)
          || CAMPAIGN.contains(name)) {
        continue;
      }
      if (NO_NUMBERS.contains(columns.getColumnType(i))) {
        throw problem(
            "its column %s holds no numbers (%s); leave it out"
                .formatted(name, columns.getColumnTypeName(i)));
      }
      numbers.put(i, name);
    }
    if (StoredPeriod.NO_METRICS.containsAll(numbers.values())) {
      throw problem("it has no column with a metric; it has " + String.join(", ", names));
    }
    String type = columns.getColumnTypeName(period).toLowerCase(Locale.ROOT);
    boolean zone = type.equals("timestamptz") || type.endsWith("with time zone");
    return new QueryColumns(client, period, campaign, zone, numbers);
  }

  /** The query, sorted so that a client's rows stand together. */
  String sorted(String query) {
    return inner(query) + " ORDER BY " + client + ", " + period;
  }

  /** As a part of another query it can only select. */
  private static String inner(String query) {
    return "SELECT * FROM (\n" + query + "\n) stored";
  }

  private static int column(List<String> names, List<String> choices) {
    for (String choice : choices) {
      if (names.contains(choice)) {
        return names.indexOf(choice) + 1;
      }
    }
    throw problem(
        "it has no column %s; it has %s; write SELECT … AS %s"
            .formatted(String.join(" or ", choices), String.join(", ", names), choices.get(0)));
  }

  private static DatabaseException problem(String sentence) {
    return DatabaseException.reading("audit.query", sentence);
  }
}
