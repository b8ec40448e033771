package com.campaignconversions.marketingapi;

import com.campaignconversions.job.GraphInsights;
import com.campaignconversions.job.GraphInsights.Level;
import com.campaignconversions.job.GraphInsights.Reports;
import com.campaignconversions.job.Secret;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a fake Graph API is asked, for tests. */
public final class Asking {
  private String version = "v27.0";
  private Level level = Level.CAMPAIGN;
  private boolean accountTotals = true;
  private boolean daily;
  private boolean reach;
  private Reports reports = Reports.BY_NEED;
  private int pageSize = 500;
  private Duration timeLimit = Duration.ofHours(2);
  private Duration requestLimit = Duration.ofSeconds(20);
  private @Nullable String keep;
  private final Map<String, Secret> tokens;

  private Asking(Map<String, Secret> tokens) {
    this.tokens = tokens;
  }

  public static Asking with(Map<String, Secret> tokens) {
    return new Asking(tokens);
  }

  public Asking version(String one) {
    version = one;
    return this;
  }

  public Asking level(Level one) {
    level = one;
    return this;
  }

  public Asking withoutTotals() {
    accountTotals = false;
    return this;
  }

  public Asking daily() {
    daily = true;
    return this;
  }

  public Asking reports(Reports when) {
    reports = when;
    return this;
  }

  public Asking pageSize(int rows) {
    pageSize = rows;
    return this;
  }

  public Asking timeLimit(Duration limit) {
    timeLimit = limit;
    return this;
  }

  public Asking requestLimit(Duration limit) {
    requestLimit = limit;
    return this;
  }

  public Asking reach() {
    reach = true;
    return this;
  }

  public Asking keep(String folder) {
    keep = folder;
    return this;
  }

  public GraphInsights of(FakeGraph graph) {
    return new GraphInsights(
        graph.endpoint(),
        version,
        level,
        accountTotals,
        reach,
        daily,
        reports,
        pageSize,
        requestLimit,
        timeLimit,
        keep,
        "/",
        tokens);
  }
}
