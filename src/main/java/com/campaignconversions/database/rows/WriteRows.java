package com.campaignconversions.database.rows;

import com.campaignconversions.database.Database;
import com.campaignconversions.database.Dialect;
import com.campaignconversions.database.RowTarget;
import com.campaignconversions.database.Sql;
import com.campaignconversions.database.SqlFailure;
import com.campaignconversions.records.Heartbeat;
import com.campaignconversions.records.RecordBatch;
import com.campaignconversions.records.RecordBatchFormat;
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

/**
 * Writes rows, safe to repeat: through {@link JdbcIO}, and into PostgreSQL by {@link CopiedRows
 * COPY}, which takes the server a third of the time.
 */
public final class WriteRows<T extends Record>
    extends PTransform<PCollection<RecordBatch<T>>, PCollection<Void>> {
  private static final long serialVersionUID = 1;

  private final Database database;
  private final Heartbeat heartbeat;
  private final RecordBatchFormat<T> packing;
  private final RowTarget target;
  private final SerializableFunction<T, List<String>> key;
  private final RowBlock.Cells<T> cells;

  public WriteRows(
      Database database,
      Heartbeat heartbeat,
      Class<T> type,
      RowTarget target,
      SerializableFunction<T, List<String>> key,
      RowBlock.Cells<T> cells) {
    this.database = database;
    this.heartbeat = heartbeat;
    this.packing = RecordBatchFormat.of(type);
    this.target = target;
    this.key = key;
    this.cells = cells;
  }

  /** Holds nothing: it is there for others to wait on. */
  @Override
  public PCollection<Void> expand(PCollection<RecordBatch<T>> input) {
    RowBlock<T> block = new RowBlock<>(packing, key, cells);
    if (database.dialect() == Dialect.POSTGRESQL) {
      return input
          .apply("Copy", ParDo.of(new CopiedRows<>(database, heartbeat, target, block)))
          .setCoder(VoidCoder.of());
    }
    return input.apply(
        JdbcIO.<RecordBatch<T>>write()
            .withDataSourceProviderFn(new Source(database))
            .withStatement(database.dialect().insert(target))
            .withPreparedStatementSetter(new Batch<>(block, heartbeat))
            .withBatchSize(1)
            .withRetryStrategy(problem -> SqlFailure.of(problem) == SqlFailure.CONTENTION)
            .withResults());
  }

  /** The pool of the JVM that the step runs in. */
  private record Source(Database database) implements SerializableFunction<Void, DataSource> {
    @Override
    public DataSource apply(Void nothing) {
      return database.dataSource();
    }
  }

  /** JdbcIO adds the last row to the batch itself. */
  private record Batch<T extends Record>(RowBlock<T> block, Heartbeat heartbeat)
      implements JdbcIO.PreparedStatementSetter<RecordBatch<T>> {
    @Override
    public void setParameters(RecordBatch<T> packed, PreparedStatement statement)
        throws SQLException {
      heartbeat.moved();
      boolean first = true;
      for (T row : block.sorted(List.of(packed))) {
        if (!first) {
          statement.addBatch();
        }
        first = false;
        Sql.bind(statement, block.cells().of(row));
      }
    }
  }
}
