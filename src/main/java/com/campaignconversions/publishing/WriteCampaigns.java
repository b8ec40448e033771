package com.campaignconversions.publishing;

import com.campaignconversions.conversions.CampaignConversions;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.RowTarget;
import com.campaignconversions.database.rows.WriteRows;
import com.campaignconversions.publishing.schema.Tables;
import com.campaignconversions.records.Heartbeat;
import com.campaignconversions.records.RecordBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/**
 * Stores campaign rows under their version, where no reader sees them yet. Safe to repeat: what is
 * there already is the same.
 */
public final class WriteCampaigns
    extends PTransform<PCollection<RecordBatch<CampaignConversions>>, PCollection<Void>> {
  private static final long serialVersionUID = 1;
  private static final List<String> COLUMNS =
      Tables.CAMPAIGN_ROW.columns().stream().map(Tables.TableColumn::name).toList();

  private final Database database;
  private final Heartbeat heartbeat;

  private WriteCampaigns(Database database, Heartbeat heartbeat) {
    this.database = database;
    this.heartbeat = heartbeat;
  }

  /** The result is there for others to wait on. */
  public static WriteCampaigns to(Database database, Heartbeat heartbeat) {
    return new WriteCampaigns(database, heartbeat);
  }

  @Override
  public PCollection<Void> expand(PCollection<RecordBatch<CampaignConversions>> campaigns) {
    List<String> columns = new ArrayList<>(COLUMNS);
    database.metricNames().forEach(metric -> columns.add(database.column(metric)));
    int metrics = database.metricNames().size();
    return campaigns.apply(
        "Campaign rows",
        new WriteRows<>(
            database,
            heartbeat,
            CampaignConversions.class,
            new RowTarget("campaign_row", columns, Tables.CAMPAIGN_ROW.key(), false),
            row -> List.of(row.fingerprint(), row.campaignId()),
            row -> cells(row, metrics)));
  }

  private static List<@Nullable Object> cells(CampaignConversions row, int metrics) {
    if (row.conversions().size() != metrics) {
      throw new IllegalStateException(
          "campaign " + row.campaignId() + " has another number of metrics than the catalogue");
    }
    List<@Nullable Object> cells =
        new ArrayList<>(
            Arrays.asList(
                row.fingerprint(),
                row.campaignId(),
                row.accountId(),
                row.campaignName(),
                row.currency(),
                row.spend(),
                row.impressions(),
                row.clicks(),
                row.sources(),
                row.attribution(),
                row.reach()));
    cells.addAll(row.conversions());
    return cells;
  }
}
