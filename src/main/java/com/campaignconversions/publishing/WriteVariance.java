package com.campaignconversions.publishing;

import com.campaignconversions.conversions.MetricVariance;
import com.campaignconversions.variance.MetricJudgement;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;

/** Stores the judgements of a version beside its campaign rows; safe to repeat. */
public final class WriteVariance
    extends PTransform<PCollection<MetricVariance>, PCollection<Void>> {
  private static final long serialVersionUID = 1;
  private static final int COLUMNS = Tables.VARIANCE_ROW.columns().size();

  private final Database database;

  private WriteVariance(Database database) {
    this.database = database;
  }

  /** The result is there for others to wait on. */
  public static WriteVariance to(Database database) {
    return new WriteVariance(database);
  }

  @Override
  public PCollection<Void> expand(PCollection<MetricVariance> judgements) {
    return judgements.apply(
        "Variance rows",
        new Rows<>(
            database,
            """
            -- A version's judgements never change: whoever wrote them first wrote the same
            INSERT INTO variance_row (fingerprint, metric, campaigns, reporting_campaigns,
                distinct_values, total, min_value, max_value, mean, stddev, verdict, evidence,
                allocation_key, p_value, common_divisor, account_total, reconciliation, trusted)
            VALUES (%s)
            %s"""
                .formatted(Sql.placeholders(COLUMNS), database.dialect().orNothing("metric")),
            COLUMNS,
            row -> List.of(row.fingerprint(), row.judgement().metric()),
            WriteVariance::bind));
  }

  private static void bind(MetricVariance row, PreparedStatement statement) throws SQLException {
    MetricJudgement judgement = row.judgement();
    statement.setString(1, row.fingerprint());
    statement.setString(2, judgement.metric());
    statement.setLong(3, judgement.campaigns());
    statement.setLong(4, judgement.reportingCampaigns());
    statement.setLong(5, judgement.distinctValues());
    statement.setBigDecimal(6, judgement.total());
    statement.setBigDecimal(7, judgement.min());
    statement.setBigDecimal(8, judgement.max());
    statement.setBigDecimal(9, judgement.mean());
    statement.setBigDecimal(10, judgement.stddev());
    statement.setString(11, judgement.verdict().name());
    statement.setString(12, judgement.evidence());
    statement.setString(13, judgement.allocationKey());
    Double pValue = judgement.pValue();
    if (pValue == null) {
      statement.setNull(14, Types.DOUBLE);
    } else {
      statement.setDouble(14, pValue);
    }
    Integer divisor = judgement.commonDivisor();
    if (divisor == null) {
      statement.setNull(15, Types.INTEGER);
    } else {
      statement.setInt(15, divisor);
    }
    statement.setBigDecimal(16, judgement.accountTotal());
    statement.setString(17, judgement.reconciliation().name());
    statement.setBoolean(18, judgement.trusted());
  }
}
