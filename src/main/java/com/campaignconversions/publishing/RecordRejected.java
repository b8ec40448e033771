package com.campaignconversions.publishing;

import com.campaignconversions.database.ColumnType;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.RowTarget;
import com.campaignconversions.database.rows.WriteRows;
import com.campaignconversions.insights.counts.RejectedInsight;
import com.campaignconversions.publishing.runs.RunHeartbeat;
import com.campaignconversions.publishing.schema.Tables;
import com.campaignconversions.records.Heartbeat;
import com.campaignconversions.records.HeartbeatDoFn;
import com.campaignconversions.records.RecordBatch;
import com.campaignconversions.records.RecordBatchFormat;
import com.campaignconversions.records.RecordBatcher;
import com.campaignconversions.records.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/** Keeps what could not be used: reading the same thing again replaces its record. */
public final class RecordRejected
    extends PTransform<PCollection<RejectedInsight>, PCollection<Void>> {
  private static final long serialVersionUID = 1;
  private static final List<String> COLUMNS =
      Tables.REJECTED_ROW.columns().stream().map(Tables.TableColumn::name).toList();

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
    Heartbeat heartbeat = new RunHeartbeat(database, runId);
    return rejected
        .apply("Pack", ParDo.of(new Pack(heartbeat)))
        .setCoder(RecordBatch.coder())
        .apply(
            "Rejected rows",
            new WriteRows<>(
                database,
                heartbeat,
                RejectedInsight.class,
                new RowTarget("rejected_row", COLUMNS, Tables.REJECTED_ROW.key(), true),
                row -> List.of(row.source(), row.position()),
                row -> cells(row, run)));
  }

  private static final class Pack
      extends HeartbeatDoFn<RejectedInsight, RecordBatch<RejectedInsight>> {
    private static final long serialVersionUID = 1;

    private final RecordBatchFormat<RejectedInsight> packing =
        RecordBatchFormat.of(RejectedInsight.class);
    private transient List<RecordBatch<RejectedInsight>> full = new ArrayList<>();
    private transient RecordBatcher<RejectedInsight> packer =
        new RecordBatcher<>(packing, full::add);

    Pack(Heartbeat heartbeat) {
      super(heartbeat);
    }

    @StartBundle
    public void start() {
      full = new ArrayList<>();
      packer = new RecordBatcher<>(packing, full::add);
    }

    @ProcessElement
    public void add(
        @Element RejectedInsight rejected, OutputReceiver<RecordBatch<RejectedInsight>> out) {
      packer.add(rejected);
      full.forEach(out::output);
      full.clear();
    }

    @FinishBundle
    public void finish(FinishBundleContext context) {
      packer.finish();
      full.forEach(
          packed ->
              context.output(packed, BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE));
    }
  }

  /** The end of a path or address says more than its beginning. */
  static String place(String source) {
    int length = source.codePointCount(0, source.length());
    if (length <= ColumnType.LONGEST_PLACE) {
      return source;
    }
    String hash = Sha256.hex(source);
    int cut = length - ColumnType.LONGEST_PLACE + hash.length() + 1;
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
