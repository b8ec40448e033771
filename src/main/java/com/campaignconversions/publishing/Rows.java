package com.campaignconversions.publishing;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.apache.beam.sdk.coders.VoidCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollection;

/**
 * Writes rows, one block a transaction. Not through JdbcIO, which keeps one connection for a bundle
 * and fails with it: here a block is written again on a new one.
 */
final class Rows<T> extends PTransform<PCollection<T>, PCollection<Void>> {
  private static final long serialVersionUID = 1;

  /** Values in one transaction: a statement's parameters, not its rows, cost memory. */
  private static final int VALUES = 32_000;

  private final Database database;
  private final String statement;
  private final int columns;
  private final SerializableFunction<T, List<String>> key;
  private final Binder<T> binder;

  /** Sets the parameters of one row. */
  interface Binder<T> extends java.io.Serializable {
    void bind(T row, PreparedStatement statement) throws SQLException;
  }

  Rows(
      Database database,
      String statement,
      int columns,
      SerializableFunction<T, List<String>> key,
      Binder<T> binder) {
    this.database = database;
    this.statement = statement;
    this.columns = columns;
    this.key = key;
    this.binder = binder;
  }

  /** Holds nothing: it is there for others to wait on. */
  @Override
  public PCollection<Void> expand(PCollection<T> input) {
    int rows = Math.max(10, Math.min(1_000, VALUES / columns));
    return input
        .apply(SortedBlocks.of(rows, key))
        .apply("Write", ParDo.of(new Write<>(database, statement, binder)))
        .setCoder(VoidCoder.of());
  }

  private static final class Write<T> extends DoFn<List<T>, Void> {
    private static final long serialVersionUID = 1;
    private final Database database;
    private final String sql;
    private final Binder<T> binder;

    Write(Database database, String sql, Binder<T> binder) {
      this.database = database;
      this.sql = sql;
      this.binder = binder;
    }

    @ProcessElement
    public void write(@Element List<T> rows) {
      database.transaction(
          connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
              for (T row : rows) {
                binder.bind(row, statement);
                statement.addBatch();
              }
              return statement.executeBatch();
            }
          });
    }
  }
}
