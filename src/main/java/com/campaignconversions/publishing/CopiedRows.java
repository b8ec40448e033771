package com.campaignconversions.publishing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Writes blocks of rows into PostgreSQL: COPY into a table of the transaction's own, and from there
 * what is not there yet. COPY alone could not be repeated: it fails on the first row that is there.
 */
final class CopiedRows<T> extends DoFn<List<T>, Void> {
  private static final long serialVersionUID = 1;
  private static final String COPIED = "campaign_conversions_copied";

  private final Database database;
  private final Rows.Target target;
  private final Rows.Cells<T> cells;

  CopiedRows(Database database, Rows.Target target, Rows.Cells<T> cells) {
    this.database = database;
    this.target = target;
    this.cells = cells;
  }

  @ProcessElement
  public void write(@Element List<T> rows) {
    byte[] copied = text(rows).getBytes(UTF_8);
    database.transaction(connection -> copy(connection, copied));
  }

  private int copy(Connection connection, byte[] copied) throws SQLException {
    String columns = String.join(", ", target.columns());
    Sql.execute(
        connection,
        "CREATE TEMPORARY TABLE %s ON COMMIT DROP AS SELECT %s FROM %s WITH NO DATA"
            .formatted(COPIED, columns, target.table()));
    try {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(
              "COPY " + COPIED + " (" + columns + ") FROM STDIN", new ByteArrayInputStream(copied));
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    return Sql.update(
        connection,
        "INSERT INTO %s (%s) SELECT %s FROM %s %s"
            .formatted(
                target.table(), columns, columns, COPIED, Dialect.POSTGRESQL.onConflict(target)),
        List.of());
  }

  /** A line a row, a tab between values, as COPY reads them. */
  private String text(List<T> rows) {
    StringBuilder text = new StringBuilder(rows.size() * 200);
    for (T row : rows) {
      boolean first = true;
      for (Object cell : cells.of(row)) {
        if (!first) {
          text.append('\t');
        }
        first = false;
        append(text, cell);
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static void append(StringBuilder text, @Nullable Object cell) {
    if (cell == null) {
      text.append("\\N");
    } else if (cell instanceof String string) {
      escape(text, string);
    } else if (cell instanceof BigDecimal decimal) {
      text.append(decimal.toPlainString());
    } else {
      text.append(cell);
    }
  }

  private static void escape(StringBuilder text, String string) {
    for (int i = 0; i < string.length(); i++) {
      char character = string.charAt(i);
      switch (character) {
        case '\\' -> text.append("\\\\");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        default -> text.append(character);
      }
    }
  }
}
