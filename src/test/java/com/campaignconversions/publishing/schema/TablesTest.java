package com.campaignconversions.publishing.schema;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.database.Dialect;
import com.campaignconversions.job.metrics.CampaignColumns;
import com.campaignconversions.publishing.schema.views.View;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TablesTest {

  @Test
  void aMetricTakesThePlaceOfReach() {
    assertThat(reach(Map.of()), is("r._reach"));
    assertThat(reach(Map.of("reach", "reach")), is("r.reach"));
  }

  private static String reach(Map<String, String> metrics) {
    return String.valueOf(Tables.views(Dialect.POSTGRESQL, metrics).get(0).columns().get("reach"));
  }

  /** A metric of such a name would stand twice in the view. */
  @Test
  void theFixedColumnsOfTheViewAreThoseThatNoMetricIsNamedLike() {
    View campaigns =
        Tables.views(Dialect.POSTGRESQL, Map.of()).stream()
            .filter(view -> view.name().equals("campaign_conversions"))
            .findFirst()
            .orElseThrow();
    assertThat(
        campaigns.columns().keySet().stream()
            .filter(name -> !name.equals("reach"))
            .collect(Collectors.toSet()),
        is(CampaignColumns.FIXED));
  }
}
