package com.campaignconversions.publishing.schema;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.database.Dialect;
import com.campaignconversions.job.metrics.CampaignColumns;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TablesTest {

  /** A metric of such a name would stand twice in the view. */
  @Test
  void theFixedColumnsOfTheViewAreThoseThatNoMetricIsNamedLike() {
    View campaigns =
        Tables.views(Dialect.POSTGRESQL, Map.of()).stream()
            .filter(view -> view.name().equals("campaign_conversions"))
            .findFirst()
            .orElseThrow();
    assertThat(campaigns.columns().keySet(), is(CampaignColumns.FIXED));
  }
}
