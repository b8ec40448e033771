package com.campaignconversions.publishing;

import com.campaignconversions.records.Packed;
import com.campaignconversions.records.Packing;
import java.io.Serializable;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.apache.beam.sdk.coders.VoidCoder;
import org.apache.beam.sdk.io.jdbc.JdbcIO;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows, safe to repeat: through {@link JdbcIO}, and into PostgreSQL by {@link CopiedRows
 * COPY}, which takes the server a third of the time.
 */
final class Rows<T extends Record> extends PTransform<PCollection<Packed<T>>, PCollection<Void>> {
  private static final long serialVersionUID = 1;
  private static final Comparator<List<String>> BY_KEY =
      (one, other) -> {
        for (int i = 0; i < one.size(); i++) {
          int order = one.get(i).compareTo(other.get(i));
          if (order != 0) {
            return order;
          }
        }
        return 0;
      };

  private final Database database;
  private final Packing<T> packing;
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
      Database database,
      Class<T> type,
      Target target,
      SerializableFunction<T, List<String>> key,
      Cells<T> cells) {
    this.database = database;
    this.packing = Packing.of(type);
    this.target = target;
    this.key = key;
    this.cells = cells;
  }

  /** Holds nothing: it is there for others to wait on. */
  @Override
  public PCollection<Void> expand(PCollection<Packed<T>> input) {
    Block<T> block = new Block<>(packing, key, cells);
    if (database.dialect() == Dialect.POSTGRESQL) {
      return input
          .apply("Copy", ParDo.of(new CopiedRows<>(database, target, block)))
          .setCoder(VoidCoder.of());
    }
    return input.apply(
        JdbcIO.<Packed<T>>write()
            .withDataSourceProviderFn(new Source(database))
            .withStatement(database.dialect().insert(target))
            .withPreparedStatementSetter(new Batch<>(block))
            .withBatchSize(1)
            .withRetryStrategy(problem -> Trouble.of(problem) == Trouble.CONTENDED)
            .withResults());
  }

  /** What goes into one transaction. */
  record Block<T extends Record>(
      Packing<T> packing, SerializableFunction<T, List<String>> key, Cells<T> cells)
      implements Serializable {

    /**
     * The rows in the order of their keys: two equal runs then take their locks in the same order
     * and cannot wait for each other. A key that comes twice stays once.
     */
    Collection<T> sorted(List<Packed<T>> packed) {
      TreeMap<List<String>, T> rows = new TreeMap<>(BY_KEY);
      for (Packed<T> part : packed) {
        packing.unpack(part).forEach(row -> rows.put(key.apply(row), row));
      }
      return rows.values();
    }
  }

  /** The pool of the JVM that the step runs in. */
  private record Source(Database database) implements SerializableFunction<Void, DataSource> {
    @Override
    public DataSource apply(Void nothing) {
      return database.dataSource();
    }
  }

  /** JdbcIO adds the last row to the batch itself. */
  private record Batch<T extends Record>(Block<T> block)
      implements JdbcIO.PreparedStatementSetter<Packed<T>> {
    @Override
    public void setParameters(Packed<T> packed, PreparedStatement statement) throws SQLException {
      boolean first = true;
      for (T row : block.sorted(List.of(packed))) {
        if (!first) {
          statement.addBatch();
        }
        first = false;
        Sql.bind(statement, block.cells.of(row));
      }
    }
  }
}
