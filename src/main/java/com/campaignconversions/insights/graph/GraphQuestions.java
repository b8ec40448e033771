package com.campaignconversions.insights.graph;

import com.campaignconversions.clients.Granularity;
import com.campaignconversions.clients.Period;
import com.campaignconversions.insights.fields.WantedActions;
import com.campaignconversions.insights.json.FetchHeading;
import com.campaignconversions.job.GraphInsights;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.metrics.Attribution;
import com.campaignconversions.marketingapi.InsightsQuery;
import com.campaignconversions.marketingapi.InsightsQuery.QueryLevel;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a job asks of each ad account: fields, attribution windows, and how time is cut. */
final class GraphQuestions {
  private static final List<String> ALWAYS =
      List.of("account_id", "account_currency", "spend", "impressions", "clicks");

  private final GraphInsights source;
  private final Granularity granularity;
  private final List<String> windows;
  private final Set<String> arrays;
  private final boolean byGoal;

  GraphQuestions(Job job, GraphInsights source) {
    this.source = source;
    this.granularity = job.granularity();
    this.windows =
        job.attribution().windows().contains(Attribution.DEFAULT_WINDOW)
            ? List.of()
            : job.attribution().windows();
    WantedActions wanted = WantedActions.of(job);
    this.byGoal = wanted.areByGoal();
    this.arrays = new LinkedHashSet<>(wanted.arrayNames());
    if (source.keep() != null) {
      arrays.addAll(FetchHeading.KEPT_ARRAYS);
    }
  }

  /** The level of the rows that are extracted. */
  QueryLevel level() {
    return QueryLevel.valueOf(source.level().name());
  }

  /**
   * Asks for periods that follow each other.
   *
   * @param until the last day, which may be before the end of the last period
   */
  InsightsQuery ofPeriods(
      String accountId, QueryLevel level, List<Period> periods, LocalDate until) {
    return new InsightsQuery(
        accountId,
        level,
        fields(level, !source.daily()),
        windows,
        periods.get(0).start(),
        until,
        source.daily() ? "1" : periods.size() == 1 ? null : increment());
  }

  /** Asks for some days of one period, whose rows are added up. */
  InsightsQuery ofDays(String accountId, QueryLevel level, LocalDate since, LocalDate until) {
    // People who saw it on two days are not two people.
    return new InsightsQuery(
        accountId, level, fields(level, false), windows, since, until, source.daily() ? "1" : null);
  }

  /** What the pages of a period begin with. */
  String heading(String accountId, Period period, LocalDate until) throws IOException {
    return FetchHeading.question(
        accountId,
        period.start(),
        until,
        source.version(),
        fields(level(), !source.daily()),
        windows);
  }

  private String increment() {
    return switch (granularity) {
      case DAY -> "1";
      case WEEK -> "7";
      case MONTH -> "monthly";
    };
  }

  private List<String> fields(QueryLevel level, boolean wholePeriods) {
    List<String> fields = new ArrayList<>(ALWAYS);
    if (level != QueryLevel.ACCOUNT) {
      fields.addAll(List.of("campaign_id", "campaign_name", "attribution_setting"));
      if (byGoal) {
        fields.add("optimization_goal");
      }
    }
    if (level == QueryLevel.CAMPAIGN && source.reach() && wholePeriods) {
      // Of days or ad sets it cannot be added up.
      fields.add("reach");
    }
    if (level == QueryLevel.ADSET || level == QueryLevel.AD) {
      fields.add("adset_id");
    }
    if (level == QueryLevel.AD) {
      fields.add("ad_id");
    }
    fields.addAll(arrays);
    return fields;
  }
}
