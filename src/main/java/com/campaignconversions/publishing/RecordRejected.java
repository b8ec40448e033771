package com.campaignconversions.publishing;

import com.campaignconversions.insights.RejectedInsight;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;

/** Keeps what could not be used: reading the same thing again replaces its record. */
public final class RecordRejected
    extends PTransform<PCollection<RejectedInsight>, PCollection<Void>> {
  private static final long serialVersionUID = 1;
  private static final List<String> COLUMNS =
      Tables.REJECTED_ROW.columns().stream().map(Tables.Column::name).toList();

  private final Database database;
  private final long runId;

  private RecordRejected(Database database, long runId) {
    this.database = database;
    this.runId = runId;
  }

  /** The result is there for others to wait on. */
  public static RecordRejected to(Database database, long runId) {
    return new RecordRejected(database, runId);
  }

  @Override
  public PCollection<Void> expand(PCollection<RejectedInsight> rejected) {
    long run = runId;
    return rejected.apply(
        "Rejected rows",
        new Rows<>(
            database,
            database.dialect().upsert("rejected_row", COLUMNS, Tables.REJECTED_ROW.key()),
            COLUMNS.size(),
            row -> List.of(row.source(), row.position()),
            (row, statement) -> bind(row, run, statement)));
  }

  /** The end of a path or address says more than its beginning. */
  static String place(String source) {
    int length = source.codePointCount(0, source.length());
    if (length <= Tables.LONGEST_PLACE) {
      return source;
    }
    String hash = Runs.hash(source);
    int cut = length - Tables.LONGEST_PLACE + hash.length() + 1;
    return hash + '…' + source.substring(source.offsetByCodePoints(0, cut));
  }

  private static void bind(RejectedInsight row, long runId, PreparedStatement statement)
      throws SQLException {
    statement.setString(1, place(row.source()));
    statement.setString(2, row.position());
    statement.setString(3, row.clientId());
    statement.setString(4, row.periodId());
    statement.setString(5, row.reason().name());
    statement.setString(6, row.detail());
    statement.setString(7, row.payload());
    statement.setLong(8, runId);
  }
}
