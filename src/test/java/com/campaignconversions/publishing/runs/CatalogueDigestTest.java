package com.campaignconversions.publishing.runs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import com.campaignconversions.job.InsightSource.Newest;
import com.campaignconversions.job.file.SmallJob;
import com.campaignconversions.job.metrics.ActionTypes;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.job.metrics.Metric.Scope;
import com.campaignconversions.job.metrics.Metric.Unit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogueDigestTest {
  private static final String LEADS = digest(leads());

  private static SmallJob job() {
    return SmallJob.monthly().client("belmonte", "PLN", "1");
  }

  private static SmallJob leads() {
    return job().metric("leads", "lead", "contact");
  }

  private static SmallJob leads(List<String> arrays, Scope scope, Unit unit) {
    return job().metric("leads", arrays, scope, unit, "lead", "contact");
  }

  private static String digest(SmallJob job) {
    return CatalogueDigest.of(job.build());
  }

  @Test
  void itIsTheSameForTheSameRules() {
    assertThat(digest(leads()), is(LEADS));
    assertThat(LEADS, matchesPattern("[0-9a-f]{32}"));
  }

  @Test
  void clientsAndFilesAreNoRulesOfCounting() {
    assertThat(digest(leads().client("lakeside", "EUR", "2")), is(LEADS));
    assertThat(digest(leads().files("/elsewhere/", "*.json")), is(LEADS));
    assertThat(digest(leads().newest(Newest.FILE, null)), is(LEADS));
  }

  @Test
  void everyPartOfAMetricMatters() {
    List<String> actions = List.of("actions");

    assertThat(digest(leads(actions, Scope.CAMPAIGN, Unit.COUNT)), is(LEADS));
    assertThat(digest(job().metric("calls", "lead", "contact")), is(not(LEADS)));
    assertThat(digest(leads(List.of("conversions"), Scope.CAMPAIGN, Unit.COUNT)), is(not(LEADS)));
    assertThat(digest(leads(actions, Scope.ACCOUNT, Unit.COUNT)), is(not(LEADS)));
    assertThat(digest(leads(actions, Scope.CAMPAIGN, Unit.MONEY)), is(not(LEADS)));
  }

  @Test
  void whatCountsForWhichGoalMatters() {
    ActionTypes lead = new ActionTypes(List.of("lead"));
    ActionTypes contact = new ActionTypes(List.of("contact"));
    String one = digest(byGoal(Map.of("VALUE", List.of(lead), "REACH", List.of(contact))));

    assertThat(one, is(not(LEADS)));
    assertThat(
        digest(byGoal(Map.of("VALUE", List.of(contact), "REACH", List.of(lead)))), is(not(one)));
  }

  private static SmallJob byGoal(Map<String, List<ActionTypes>> goals) {
    return job()
        .metric(
            new Metric(
                "leads",
                List.of("actions"),
                Scope.CAMPAIGN,
                List.of(new ActionTypes(List.of("lead")), new ActionTypes(List.of("contact"))),
                Unit.COUNT,
                null,
                goals));
  }

  @Test
  void onlyTheDigestOfTheMetricsStaysWhereWindowsChange() {
    String metrics = CatalogueDigest.ofMetrics(leads().build());

    assertThat(CatalogueDigest.ofMetrics(leads().windows("7d_click").build()), is(metrics));
    assertThat(CatalogueDigest.ofMetrics(job().metric("leads", "lead").build()), is(not(metrics)));
    assertThat(digest(leads().windows("7d_click")), is(not(LEADS)));
  }

  @Test
  void theChoicesAndTheirOrderMatter() {
    assertThat(digest(job().metric("leads", "contact", "lead")), is(not(LEADS)));
    assertThat(digest(job().metric("leads", "lead")), is(not(LEADS)));
    assertThat(digest(job().metric("leads", "lead+contact")), is(not(LEADS)));
  }

  @Test
  void anotherMetricMatters() {
    assertThat(digest(leads().metric("calls", "call")), is(not(LEADS)));
  }

  @Test
  void theAttributionWindowsMatter() {
    assertThat(digest(leads().windows("7d_click")), is(not(LEADS)));
    assertThat(
        digest(leads().windows("7d_click", "1d_view")),
        is(not(digest(leads().windows("7d_click")))));
  }

  @Test
  void whatOneClientCountsAndWhichClientMatters() {
    Metric calls =
        SmallJob.metricOf("leads", List.of("actions"), Scope.CAMPAIGN, Unit.COUNT, "call");
    String ofBelmonte = digest(leads().override("belmonte", calls));

    assertThat(ofBelmonte, is(not(LEADS)));
    assertThat(digest(leads().override("lakeside", calls)), is(not(ofBelmonte)));
  }

  @Test
  void theOrderOfTheOverridesDoesNotMatter() {
    Metric calls =
        SmallJob.metricOf("leads", List.of("actions"), Scope.CAMPAIGN, Unit.COUNT, "call");

    assertThat(
        digest(leads().override("lakeside", calls).override("belmonte", calls)),
        is(digest(leads().override("belmonte", calls).override("lakeside", calls))));
  }
}
