package com.campaignconversions.publishing;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.apache.beam.sdk.io.jdbc.JdbcIO;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollection;

/** Writes rows through {@link JdbcIO}, one block a transaction. */
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

  @Override
  public PCollection<Void> expand(PCollection<T> input) {
    int rows = Math.max(10, Math.min(1_000, VALUES / columns));
    return input
        .apply(SortedBlocks.of(rows, key))
        .apply(
            JdbcIO.<List<T>>write()
                .withDataSourceProviderFn(new Source(database))
                .withStatement(statement)
                .withPreparedStatementSetter(new Blocks<>(binder))
                .withBatchSize(1)
                .withRetryStrategy(Database::contended)
                .withResults());
  }

  /** The pool of the JVM that the step runs in. */
  private record Source(Database database) implements SerializableFunction<Void, DataSource> {
    @Override
    public DataSource apply(Void nothing) {
      return database.dataSource();
    }
  }

  /** JdbcIO adds the last row of the block to the batch itself. */
  private record Blocks<T>(Binder<T> binder) implements JdbcIO.PreparedStatementSetter<List<T>> {
    @Override
    public void setParameters(List<T> rows, PreparedStatement statement) throws SQLException {
      int left = rows.size();
      for (T row : rows) {
        binder.bind(row, statement);
        if (--left > 0) {
          statement.addBatch();
        }
      }
    }
  }
}
