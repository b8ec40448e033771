package com.campaignconversions.publishing;

import java.io.Serializable;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.apache.beam.sdk.coders.VoidCoder;
import org.apache.beam.sdk.io.jdbc.JdbcIO;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows, one block a transaction, safe to repeat: through {@link JdbcIO}, and into PostgreSQL
 * by {@link CopiedRows COPY}, which takes the server a third of the time.
 */
final class Rows<T> extends PTransform<PCollection<T>, PCollection<Void>> {
  private static final long serialVersionUID = 1;

  /** Values in one transaction: a statement's parameters, not its rows, cost memory. */
  private static final int VALUES = 32_000;

  private static final int COPIED_ROWS = 5_000;

  private final Database database;
  private final Target target;
  private final SerializableFunction<T, List<String>> key;
  private final Cells<T> cells;

  /**
   * Where rows go.
   *
   * @param table its name
   * @param columns their names, quoted where they need it
   * @param key the names of the columns that a row is known by
   * @param replace whether a row takes the place of the one with the same key, or gives way to it
   */
  record Target(String table, List<String> columns, List<String> key, boolean replace)
      implements Serializable {}

  /** The values of a row, in the order of the columns: texts, decimals, integers, truth values. */
  interface Cells<T> extends Serializable {
    List<@Nullable Object> of(T row);
  }

  Rows(
      Database database, Target target, SerializableFunction<T, List<String>> key, Cells<T> cells) {
    this.database = database;
    this.target = target;
    this.key = key;
    this.cells = cells;
  }

  /** Holds nothing: it is there for others to wait on. */
  @Override
  public PCollection<Void> expand(PCollection<T> input) {
    if (database.dialect() == Dialect.POSTGRESQL) {
      return input
          .apply(SortedBlocks.of(COPIED_ROWS, key))
          .apply("Copy", ParDo.of(new CopiedRows<>(database, target, cells)))
          .setCoder(VoidCoder.of());
    }
    int rows = Math.max(10, Math.min(1_000, VALUES / target.columns().size()));
    return input
        .apply(SortedBlocks.of(rows, key))
        .apply(
            JdbcIO.<List<T>>write()
                .withDataSourceProviderFn(new Source(database))
                .withStatement(database.dialect().insert(target))
                .withPreparedStatementSetter(new Blocks<>(cells))
                .withBatchSize(1)
                .withRetryStrategy(problem -> Trouble.of(problem) == Trouble.CONTENDED)
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
  private record Blocks<T>(Cells<T> cells) implements JdbcIO.PreparedStatementSetter<List<T>> {
    @Override
    public void setParameters(List<T> rows, PreparedStatement statement) throws SQLException {
      int left = rows.size();
      for (T row : rows) {
        Sql.bind(statement, cells.of(row));
        if (--left > 0) {
          statement.addBatch();
        }
      }
    }
  }
}
