package com.campaignconversions.publishing;

import com.campaignconversions.insights.RejectedInsight;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

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
            new Rows.Target("rejected_row", COLUMNS, Tables.REJECTED_ROW.key(), true),
            row -> List.of(row.source(), row.position()),
            row -> cells(row, run)));
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

  private static List<@Nullable Object> cells(RejectedInsight row, long runId) {
    return Arrays.asList(
        place(row.source()),
        row.position(),
        row.clientId(),
        row.periodId(),
        row.reason().name(),
        row.detail(),
        row.payload(),
        runId);
  }
}
