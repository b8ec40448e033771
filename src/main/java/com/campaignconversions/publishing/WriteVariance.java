package com.campaignconversions.publishing;

import com.campaignconversions.conversions.MetricVariance;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.RowTarget;
import com.campaignconversions.database.rows.WriteRows;
import com.campaignconversions.publishing.schema.Tables;
import com.campaignconversions.records.Heartbeat;
import com.campaignconversions.records.RecordBatch;
import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.variance.ReferenceTotal;
import com.campaignconversions.variance.numbers.SplitChances;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/** Stores the judgements of a version beside its campaign rows; safe to repeat. */
public final class WriteVariance
    extends PTransform<PCollection<RecordBatch<MetricVariance>>, PCollection<Void>> {
  private static final long serialVersionUID = 1;
  private static final List<String> COLUMNS =
      Tables.VARIANCE_ROW.columns().stream().map(Tables.TableColumn::name).toList();

  private final Database database;
  private final Heartbeat heartbeat;

  private WriteVariance(Database database, Heartbeat heartbeat) {
    this.database = database;
    this.heartbeat = heartbeat;
  }

  /** The result is there for others to wait on. */
  public static WriteVariance to(Database database, Heartbeat heartbeat) {
    return new WriteVariance(database, heartbeat);
  }

  @Override
  public PCollection<Void> expand(PCollection<RecordBatch<MetricVariance>> judgements) {
    return judgements.apply(
        "Variance rows",
        new WriteRows<>(
            database,
            heartbeat,
            MetricVariance.class,
            new RowTarget("variance_row", COLUMNS, Tables.VARIANCE_ROW.key(), false),
            row -> List.of(row.fingerprint(), row.judgement().metric()),
            row -> cells(List.of(row.fingerprint()), row.judgement())));
  }

  /**
   * A judgement in the order of the table's columns.
   *
   * @param owner whose it is, in the columns before the metric
   */
  public static List<@Nullable Object> cells(List<?> owner, MetricJudgement judgement) {
    List<@Nullable Object> cells = new ArrayList<>(owner);
    ReferenceTotal reference = judgement.reference();
    SplitChances chances = judgement.manufacture().chances();
    Collections.addAll(
        cells,
        judgement.metric(),
        judgement.distribution().campaigns(),
        judgement.distribution().reportingCampaigns(),
        judgement.distribution().distinctValues(),
        judgement.total(),
        judgement.distribution().min(),
        judgement.distribution().max(),
        judgement.distribution().mean(),
        judgement.distribution().stddev(),
        judgement.verdict().name(),
        judgement.evidence(),
        judgement.manufacture().allocationKey(),
        judgement.manufacture().pValue(),
        judgement.manufacture().commonDivisor(),
        judgement.accountTotal(),
        judgement.reconciliation().name(),
        judgement.trusted(),
        reference == null ? null : reference.total(),
        reference == null ? null : reference.reconciliation().name(),
        chances.equal(),
        chances.spend(),
        chances.impressions(),
        chances.clicks(),
        chances.greatestDivisor());
    return cells;
  }
}
