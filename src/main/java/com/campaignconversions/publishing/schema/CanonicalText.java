package com.campaignconversions.publishing.schema;

import com.campaignconversions.conversions.content.VersionChecks;
import com.campaignconversions.database.Sql;
import com.campaignconversions.publishing.schema.Tables.TableColumn;
import com.campaignconversions.records.Decimals;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of a row as texts, the same of every kind of database: 20.00 is 20. */
public final class CanonicalText {
  private CanonicalText() {}

  /** Each column by its name, wherever it stands in the row. */
  public static List<@Nullable String> of(ResultSet row, List<TableColumn> columns)
      throws SQLException {
    List<@Nullable String> texts = new ArrayList<>(columns.size());
    for (TableColumn column : columns) {
      texts.add(of(row, column));
    }
    return texts;
  }

  /** As {@link #of}, of tables that may be of an earlier form and lack what came later. */
  public static List<@Nullable String> ofAnyForm(ResultSet row, List<TableColumn> columns)
      throws SQLException {
    List<@Nullable String> texts = new ArrayList<>(columns.size());
    for (TableColumn column : columns) {
      texts.add(column.required() || Sql.has(row, column.name()) ? of(row, column) : null);
    }
    return texts;
  }

  private static @Nullable String of(ResultSet row, TableColumn column) throws SQLException {
    String name = column.name();
    switch (column.type()) {
      case DECIMAL, COUNT, INTEGER -> {
        BigDecimal number = row.getBigDecimal(name);
        return Decimals.textIfKnown(number);
      }
      case PROBABILITY -> {
        double number = row.getDouble(name);
        return row.wasNull() ? null : probability(number);
      }
      case FLAG -> {
        boolean flag = row.getBoolean(name);
        return row.wasNull() ? null : String.valueOf(flag);
      }
      case DATE -> {
        LocalDate day = row.getObject(name, LocalDate.class);
        return day == null ? null : day.toString();
      }
      case JSON, DOCUMENT -> {
        String json = row.getString(name);
        return json == null ? null : VersionChecks.canonicalJson(json);
      }
      default -> {
        return row.getString(name);
      }
    }
  }

  /** By its shortest digits, without an exponent; what is no number by its name. */
  private static String probability(double number) {
    return Double.isFinite(number)
        ? Decimals.text(new BigDecimal(Double.toString(number)))
        : String.valueOf(number);
  }
}
