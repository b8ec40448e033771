package com.campaignconversions.insights.landed;

import com.campaignconversions.insights.fields.InsightNumber;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A column as the database describes it.
 *
 * @param label its name as the database spells it
 * @param typeName of the database, for sentences
 */
record LandedColumn(String label, String typeName, ColumnKind kind) implements Serializable {
  private static final int BINARY_DIGITS = 15;

  /** As the databases call binary numbers. */
  private static final Set<String> APPROXIMATE_TYPES =
      Set.of("float4", "float8", "float", "real", "double", "double precision");

  /** In PostgreSQL also arrays of it. */
  private static final Set<String> JSON_TYPES = Set.of("json", "jsonb", "_json", "_jsonb");

  /** How its values are read as the texts that insights hold. */
  enum ColumnKind {
    TEXT,
    NUMBER,
    TRUTH,
    DATE,
    /** A time of day without time zone. */
    TIME,
    /** An instant; a day that was landed as one is midnight in UTC. */
    INSTANT,
    /** An array of the database, each element JSON. */
    LIST
  }

  static LandedColumn of(ResultSetMetaData columns, int position) throws SQLException {
    String typeName = String.valueOf(columns.getColumnTypeName(position)).toLowerCase(Locale.ROOT);
    boolean zoned = typeName.equals("timestamptz") || typeName.endsWith("with time zone");
    ColumnKind kind =
        switch (columns.getColumnType(position)) {
          case Types.DATE -> ColumnKind.DATE;
          case Types.TIMESTAMP -> zoned ? ColumnKind.INSTANT : ColumnKind.TIME;
          case Types.TIMESTAMP_WITH_TIMEZONE -> ColumnKind.INSTANT;
          case Types.ARRAY -> ColumnKind.LIST;
          case Types.TINYINT,
              Types.SMALLINT,
              Types.INTEGER,
              Types.BIGINT,
              Types.DECIMAL,
              Types.NUMERIC,
              Types.REAL,
              Types.FLOAT,
              Types.DOUBLE ->
              ColumnKind.NUMBER;
          case Types.BOOLEAN, Types.BIT ->
              typeName.startsWith("bool") ? ColumnKind.TRUTH : ColumnKind.TEXT;
          default -> ColumnKind.TEXT;
        };
    return new LandedColumn(columns.getColumnLabel(position), typeName, kind);
  }

  /** Whether the database holds nothing here but JSON. */
  boolean isJson() {
    return JSON_TYPES.contains(typeName);
  }

  /** Whether its values may be names or whole numbers that tell two rows apart. */
  boolean mayTellApart() {
    return kind == ColumnKind.NUMBER
        || (kind == ColumnKind.TEXT && (typeName.contains("char") || typeName.contains("text")));
  }

  /** Null for null. */
  @Nullable String read(ResultSet row, int position) throws SQLException {
    return switch (kind) {
      case TEXT -> row.getString(position);
      case NUMBER -> {
        String number = row.getString(position);
        yield APPROXIMATE_TYPES.contains(typeName) ? withoutBinaryRest(number) : number;
      }
      case TRUTH -> truth(row, position);
      case DATE -> text(row.getObject(position, LocalDate.class));
      case TIME -> text(row.getObject(position, LocalDateTime.class));
      case INSTANT -> {
        OffsetDateTime instant = row.getObject(position, OffsetDateTime.class);
        yield instant == null ? null : instant.withOffsetSameInstant(ZoneOffset.UTC).toString();
      }
      case LIST -> list(row.getArray(position));
    };
  }

  /**
   * The number that a binary one stands for: it keeps 15 digits, and what stands behind them is
   * left over from adding up, as in 0.30000000000000004.
   */
  static @Nullable String withoutBinaryRest(@Nullable String number) {
    if (number == null || number.length() <= BINARY_DIGITS || number.indexOf('.') < 0) {
      return number;
    }
    try {
      BigDecimal exact = new BigDecimal(number);
      BigDecimal rounded = exact.round(new MathContext(BINARY_DIGITS)).stripTrailingZeros();
      return exact.precision() > BINARY_DIGITS && rounded.scale() <= InsightNumber.FRACTION_DIGITS
          ? rounded.toPlainString()
          : number;
    } catch (NumberFormatException e) {
      // What is no number is told by whoever needs one.
      return number;
    }
  }

  /** As {@link #read}; where ids became numbers, without what numbers add to them. */
  @Nullable String readId(ResultSet row, int position) throws SQLException {
    String text = read(row, position);
    BigDecimal number =
        text == null || kind != ColumnKind.NUMBER ? null : InsightNumber.parse(text);
    return number == null ? text : number.toPlainString();
  }

  /** Binds a day so that the column can be compared with its beginning. */
  void bind(PreparedStatement statement, int position, LocalDate day) throws SQLException {
    switch (kind) {
      case DATE -> statement.setObject(position, day);
      case TIME -> statement.setObject(position, day.atStartOfDay());
      case INSTANT -> statement.setObject(position, day.atStartOfDay().atOffset(ZoneOffset.UTC));
      default -> statement.setString(position, day.toString());
    }
  }

  /** PostgreSQL's driver tells it as {@code t}. */
  private static @Nullable String truth(ResultSet row, int position) throws SQLException {
    boolean value = row.getBoolean(position);
    return row.wasNull() ? null : Boolean.toString(value);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private static @Nullable String list(@Nullable Array array) throws SQLException {
    if (array == null) {
      return null;
    }
    List<String> elements = new ArrayList<>();
    for (Object element : (Object[]) array.getArray()) {
      elements.add(String.valueOf(element));
    }
    array.free();
    return "[" + String.join(",", elements) + "]";
  }
}
