package com.campaignconversions.publishing;

import com.campaignconversions.conversions.CampaignConversions;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/**
 * Stores campaign rows under their version, where no reader sees them yet. Safe to repeat: what is
 * there already is the same.
 */
public final class WriteCampaigns
    extends PTransform<PCollection<CampaignConversions>, PCollection<Void>> {
  private static final long serialVersionUID = 1;
  private static final int FIXED_COLUMNS = Tables.CAMPAIGN_ROW.columns().size();

  private final Database database;

  private WriteCampaigns(Database database) {
    this.database = database;
  }

  /** The result is there for others to wait on. */
  public static WriteCampaigns to(Database database) {
    return new WriteCampaigns(database);
  }

  @Override
  public PCollection<Void> expand(PCollection<CampaignConversions> campaigns) {
    int metrics = database.metricNames().size();
    return campaigns.apply(
        "Campaign rows",
        new Rows<>(
            database,
            statement(database),
            FIXED_COLUMNS + metrics,
            row -> List.of(row.fingerprint(), row.campaignId()),
            (row, statement) -> bind(row, metrics, statement)));
  }

  private static String statement(Database database) {
    return """
    -- A version's rows never change: whoever wrote them first wrote the same
    INSERT INTO campaign_row (_fingerprint, campaign_id, account_id, campaign_name, currency,
        spend, impressions, clicks, attribution, sources%s)
    VALUES (%s, %s%s)
    %s"""
        .formatted(
            database.metricNames().stream()
                .map(metric -> ", " + database.column(metric))
                .collect(Collectors.joining()),
            Sql.placeholders(FIXED_COLUMNS - 1),
            database.dialect().jsonParameter(),
            ", ?".repeat(database.metricNames().size()),
            database.dialect().orNothing("campaign_id"));
  }

  private static void bind(CampaignConversions row, int metrics, PreparedStatement statement)
      throws SQLException {
    statement.setString(1, row.fingerprint());
    statement.setString(2, row.campaignId());
    statement.setString(3, row.accountId());
    statement.setString(4, row.campaignName());
    statement.setString(5, row.currency());
    statement.setBigDecimal(6, row.spend());
    setCount(statement, 7, row.impressions());
    setCount(statement, 8, row.clicks());
    statement.setString(9, row.attribution());
    statement.setString(10, row.sources());
    List<@Nullable BigDecimal> conversions = row.conversions();
    if (conversions.size() != metrics) {
      throw new IllegalStateException(
          "campaign " + row.campaignId() + " has another number of metrics than the catalogue");
    }
    for (int metric = 0; metric < metrics; metric++) {
      statement.setBigDecimal(FIXED_COLUMNS + 1 + metric, conversions.get(metric));
    }
  }

  private static void setCount(PreparedStatement statement, int index, @Nullable Long count)
      throws SQLException {
    if (count == null) {
      statement.setNull(index, Types.BIGINT);
    } else {
      statement.setLong(index, count);
    }
  }
}
