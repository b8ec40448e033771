package com.campaignconversions.insights.landed;

import com.campaignconversions.job.JdbcInsights;
import com.campaignconversions.job.JdbcInsights.Connector;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The columns of a table or query, by their names in small letters. */
final class LandedNames {
  /** SQL states of PostgreSQL, H2 and MySQL for a table or its schema that does not exist. */
  private static final Set<String> NO_TABLE =
      Set.of("42P01", "3F000", "42S02", "42S03", "42S04", "90079");

  private final String key;
  private final @Nullable Connector preset;
  private final Map<String, LandedColumn> columns = new LinkedHashMap<>();
  private final Set<String> repeated = new TreeSet<>();

  private LandedNames(JdbcInsights insights, ResultSetMetaData described) throws SQLException {
    this.key = insights.key();
    this.preset = insights.preset();
    for (int i = 1; i <= described.getColumnCount(); i++) {
      LandedColumn column = LandedColumn.of(described, i);
      String name = column.label().toLowerCase(Locale.ROOT);
      if (columns.putIfAbsent(name, column) != null) {
        repeated.add(name);
      }
    }
  }

  /** Of the rows that the job names; the database does not run a query to describe it. */
  static LandedNames of(Connection connection, JdbcInsights insights, String select) {
    try (PreparedStatement statement = connection.prepareStatement(select)) {
      return new LandedNames(insights, statement.getMetaData());
    } catch (SQLException problem) {
      throw SourceException.refused(insights.key(), problem);
    }
  }

  /** Of a table that may not be there; null if it is not. */
  static @Nullable LandedNames ofTable(Connection connection, JdbcInsights insights, String table) {
    try (PreparedStatement statement = connection.prepareStatement("SELECT * FROM " + table)) {
      return new LandedNames(insights, statement.getMetaData());
    } catch (SQLException problem) {
      if (problem.getSQLState() == null || !NO_TABLE.contains(problem.getSQLState())) {
        throw SourceException.refused(insights.key(), problem);
      }
      rollBack(connection, problem);
      return null;
    }
  }

  /** PostgreSQL takes no statement in a transaction in which another failed. */
  private static void rollBack(Connection connection, SQLException problem) {
    try {
      connection.rollback();
    } catch (SQLException alsoFailed) {
      problem.addSuppressed(alsoFailed);
      throw SourceException.lost(problem);
    }
  }

  boolean has(String name) {
    return columns.containsKey(name);
  }

  Collection<String> all() {
    return columns.keySet();
  }

  /** A column that nothing has to have; null also where two are called so. */
  @Nullable LandedColumn getUnlessRepeated(String name) {
    return repeated.contains(name) ? null : columns.get(name);
  }

  @Nullable LandedColumn get(String name) {
    if (repeated.contains(name)) {
      throw new SourceException(
          key + ": two of its columns are called " + name + "; give one another name with AS");
    }
    return columns.get(name);
  }

  /** A column that must be there. */
  LandedColumn required(String name, String advice) {
    LandedColumn column = get(name);
    if (column == null) {
      throw lacks(name, advice);
    }
    return column;
  }

  /** What is said where a column is not there. */
  SourceException lacks(String name, String advice) {
    return new SourceException(
        "%s: it has no column %s; it has %s; %s%s"
            .formatted(key, name, String.join(", ", all()), advice, otherPreset()));
  }

  /** Of which connector the columns are that each of them adds to what it lands. */
  private String otherPreset() {
    Connector landedBy = null;
    if (has("_fivetran_id") || has("_fivetran_synced")) {
      landedBy = Connector.FIVETRAN;
    } else if (has("_airbyte_raw_id") || has("_airbyte_ab_id")) {
      landedBy = Connector.AIRBYTE;
    } else if (has("_dlt_id")) {
      landedBy = Connector.DLT;
    } else if (has("_sdc_extracted_at") || has("_sdc_deleted_at")) {
      landedBy = Connector.MELTANO;
    } else if (all().stream().anyMatch(name -> name.startsWith("_sdc_"))) {
      landedBy = Connector.STITCH;
    }
    return landedBy == null || landedBy == preset
        ? ""
        : "; this looks like preset: " + landedBy.name().toLowerCase(Locale.ROOT);
  }
}
