package com.campaignconversions.verification;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.database.ColumnType;
import com.campaignconversions.database.Sql;
import com.campaignconversions.publishing.schema.CanonicalText;
import com.campaignconversions.publishing.schema.KeyCondition;
import com.campaignconversions.publishing.schema.Tables;
import com.campaignconversions.publishing.schema.Tables.TableColumn;
import com.campaignconversions.records.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The canonical text of a client period, made of what readers see and of nothing else, so that it
 * outlives every change of how rows are stored. The page on certificates has its rules.
 */
final class CertifiedText {
  static final String CAMPAIGNS = "campaign_conversions";
  static final String JUDGEMENTS = "conversion_variance";

  /** Of who is told of, and of the publication: no content. */
  private static final Set<String> NO_CONTENT =
      Set.of("client_id", "period_id", "run_id", "published_at");

  private static final Map<String, ColumnType> CAMPAIGN_COLUMNS =
      types(
          Stream.concat(
              Stream.of(
                  new TableColumn("campaign_id", ColumnType.ID, true),
                  new TableColumn("period_start", ColumnType.DATE, true),
                  new TableColumn("period_end", ColumnType.DATE, true)),
              Tables.CAMPAIGN_CONTENT.stream()));

  private static final Map<String, ColumnType> JUDGEMENT_COLUMNS =
      types(
          Stream.concat(
              Stream.of(new TableColumn("metric", ColumnType.ID, true)),
              Tables.VARIANCE_CONTENT.stream().filter(column -> column.type() != ColumnType.FLAG)));

  private CertifiedText() {}

  /**
   * Which columns of the two views a digest is of.
   *
   * @param campaigns without the metrics' columns that are null wherever the catalogue lost them
   */
  record Columns(Set<String> campaigns, Set<String> judgements) {
    Columns {
      campaigns = Set.copyOf(campaigns);
      judgements = Set.copyOf(judgements);
    }

    /** All that the views have now. */
    static Columns of(Connection connection) throws SQLException {
      return new Columns(content(connection, CAMPAIGNS), content(connection, JUDGEMENTS));
    }

    private static Set<String> content(Connection connection, String view) throws SQLException {
      Set<String> columns = new TreeSet<>();
      try (var statement = connection.createStatement();
          ResultSet none = statement.executeQuery("SELECT * FROM " + view + " WHERE 1 = 0")) {
        columns.addAll(Sql.columns(none));
      }
      columns.removeAll(NO_CONTENT);
      return columns;
    }

    /** Whether each could be a column that holds content. */
    boolean isUsable() {
      return Stream.concat(campaigns.stream(), judgements.stream()).noneMatch(NO_CONTENT::contains)
          && JUDGEMENT_COLUMNS.keySet().containsAll(judgements);
    }
  }

  private static Map<String, ColumnType> types(Stream<TableColumn> columns) {
    return columns.collect(Collectors.toMap(TableColumn::name, TableColumn::type));
  }

  /**
   * The SHA-256 of a client period's text, as 64 hexadecimal digits; null where it has no row.
   *
   * @param connection whose transaction sees one moment
   */
  static @Nullable String sha256(Connection connection, ClientPeriod clientPeriod, Columns columns)
      throws SQLException {
    List<String> lines = lines(connection, clientPeriod, columns);
    if (lines.isEmpty()) {
      return null;
    }
    MessageDigest digest = Sha256.digest();
    lines.forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
    return Sha256.whole(digest);
  }

  /** The text, line by line, each with its end. */
  static List<String> lines(Connection connection, ClientPeriod clientPeriod, Columns columns)
      throws SQLException {
    List<String> lines = new ArrayList<>();
    read(
        connection,
        CAMPAIGNS,
        "campaign_id",
        clientPeriod,
        columns.campaigns(),
        CAMPAIGN_COLUMNS::get,
        lines);
    read(
        connection,
        JUDGEMENTS,
        "metric",
        clientPeriod,
        columns.judgements(),
        JUDGEMENT_COLUMNS::get,
        lines);
    return lines;
  }

  /** A row in order, by its escaped key. */
  private record Row(String key, List<@Nullable String> texts) {}

  private static void read(
      Connection connection,
      String view,
      String keyColumn,
      ClientPeriod clientPeriod,
      Set<String> wanted,
      Function<String, @Nullable ColumnType> types,
      List<String> lines)
      throws SQLException {
    List<TableColumn> there = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    Sql.each(
        connection,
        "SELECT * FROM " + view + " WHERE client_id = ? AND period_id = ?",
        KeyCondition.key(clientPeriod),
        row -> {
          if (there.isEmpty()) {
            for (String name : new TreeSet<>(Sql.columns(row))) {
              if (wanted.contains(name) && !name.equals(keyColumn)) {
                ColumnType type = types.apply(name);
                // What is none of the fixed columns is a metric.
                there.add(new TableColumn(name, type == null ? ColumnType.DECIMAL : type, false));
              }
            }
          }
          rows.add(
              new Row(
                  escaped(String.valueOf(row.getString(keyColumn))), CanonicalText.of(row, there)));
        });
    rows.sort(
        Comparator.comparing(
            row -> row.key().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned));
    for (Row row : rows) {
      // A row of nulls is a row.
      lines.add(view + "\t" + row.key() + "\n");
      for (int i = 0; i < there.size(); i++) {
        String text = row.texts().get(i);
        if (text != null) {
          lines.add(String.join("\t", view, row.key(), there.get(i).name(), escaped(text)) + "\n");
        }
      }
    }
  }

  /** No character below a blank, so that a tab is less than all that a value holds. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      if (one == '\\') {
        escaped.append("\\\\");
      } else if (one < ' ') {
        escaped.append("\\u%04x".formatted((int) one));
      } else {
        escaped.append(one);
      }
    }
    return escaped.toString();
  }

  /** By name, for a certificate. */
  static Map<String, Set<String>> named(Columns columns) {
    Map<String, Set<String>> named = new TreeMap<>();
    named.put(CAMPAIGNS, new TreeSet<>(columns.campaigns()));
    named.put(JUDGEMENTS, new TreeSet<>(columns.judgements()));
    return named;
  }
}
