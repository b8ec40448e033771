package com.campaignconversions.insights.landed;

import com.campaignconversions.job.JdbcInsights;
import com.campaignconversions.records.Spelling;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The database that holds landed rows, and how it wants to be asked. */
final class LandedDatabase {
  /** Fivetran's report, perhaps with a word before and behind, as in {@code fb_basic_ad_data}. */
  private static final Pattern BASIC_AD = Pattern.compile("(?i)(.*)basic_ad(.*)");

  private final Connection connection;
  private final JdbcInsights insights;
  private final String quote;
  private @Nullable TableCatalogue catalogue;

  private LandedDatabase(Connection connection, JdbcInsights insights, String quote) {
    this.connection = connection;
    this.insights = insights;
    this.quote = quote;
  }

  static LandedDatabase of(JdbcInsights insights, Connection connection) {
    try {
      return new LandedDatabase(
          connection, insights, connection.getMetaData().getIdentifierQuoteString());
    } catch (SQLException problem) {
      throw SourceException.lost(problem);
    }
  }

  /** All rows. As a part of another query, that of the job file can only select. */
  String rows() {
    if (insights.query() != null) {
      return "SELECT * FROM (\n" + insights.query() + "\n) stored";
    }
    String name = Objects.requireNonNull(insights.table());
    LandedTable table = tableOrNull(name);
    if (table == null) {
      String plain = name.substring(name.lastIndexOf('.') + 1);
      throw new SourceException(
          "%s: there is no table %s%s"
              .formatted(insights.key(), name, Spelling.suggestion(plain, catalogue().tables())));
    }
    return "SELECT * FROM " + table.reference();
  }

  LandedNames names(String select) {
    return LandedNames.of(connection, insights, select);
  }

  /** A table by its plain name, else by the one that differs in capital letters only; or null. */
  @Nullable LandedTable tableOrNull(String name) {
    LandedNames plain = LandedNames.ofTable(connection, insights, name);
    if (plain != null) {
      return new LandedTable(name, name, plain);
    }
    int point = name.lastIndexOf('.');
    String reference = catalogue().reference(insights.key(), name.substring(point + 1));
    if (reference == null) {
      return null;
    }
    LandedNames columns = LandedNames.ofTable(connection, insights, reference);
    return columns == null ? null : new LandedTable(name, reference, columns);
  }

  /** The first of several names under which there is a table; null if there is none. */
  @Nullable LandedTable tableOrNull(List<String> names) {
    for (String name : names) {
      LandedTable table = tableOrNull(name);
      if (table != null) {
        return table;
      }
    }
    return null;
  }

  /** Of the job's table: all others that are looked for stand beside it. */
  private TableCatalogue catalogue() {
    TableCatalogue known = catalogue;
    if (known == null) {
      String[] schema = schema().split("\\.", -1);
      try {
        known =
            TableCatalogue.of(
                connection, schema.length < 2 ? null : schema[schema.length - 2], quote);
      } catch (SQLException problem) {
        throw SourceException.lost(problem);
      }
      catalogue = known;
    }
    return known;
  }

  /** What stands before the name of the job's table, with its point. */
  private String schema() {
    String table = Objects.requireNonNull(insights.table());
    return table.substring(0, table.lastIndexOf('.') + 1);
  }

  /** How a table beside the job's is called if words around {@code basic_ad} are around it too. */
  Optional<String> around(String name) {
    String schema = schema();
    Matcher report =
        BASIC_AD.matcher(Objects.requireNonNull(insights.table()).substring(schema.length()));
    return report.matches()
        ? Optional.of(schema + report.group(1) + name + report.group(2))
        : Optional.empty();
  }

  /** How a table of the connector's that belongs to all reports may be called. */
  List<String> beside(String name) {
    return Stream.concat(around(name).stream(), Stream.of(schema() + name)).distinct().toList();
  }

  String quoted(LandedColumn column) {
    return TableCatalogue.quoted(column.label(), quote);
  }

  /** MySQL casts to no VARCHAR, and elsewhere a CHAR is one letter. */
  String asText(String expression) {
    return isMySql()
        ? "CAST(" + expression + " AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin"
        : "CAST(" + expression + " AS VARCHAR)";
  }

  /** A text that equals nothing but itself: in MySQL Lodz is Łódź, unless it is told otherwise. */
  String exact(String text) {
    return isMySql() ? asText(text) : text;
  }

  private boolean isMySql() {
    return quote.equals("`");
  }
}
