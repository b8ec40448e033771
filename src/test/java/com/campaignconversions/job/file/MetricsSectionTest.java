package com.campaignconversions.job.file;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.campaignconversions.job.Job;
import com.campaignconversions.job.metrics.ActionTypes;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.job.metrics.Metric.Scope;
import com.campaignconversions.job.metrics.Metric.Unit;
import com.campaignconversions.job.yaml.JobFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsSectionTest {
  private final Path folder;

  MetricsSectionTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void readsAMetricWithItsDefaults() throws Exception {
    Metric metric = metrics("{reservations: {first_of: [omni_purchase, purchase]}}").get(0);

    assertThat(metric.name(), is("reservations"));
    assertThat(metric.arrays(), is(List.of("actions")));
    assertThat(metric.scope(), is(Scope.CAMPAIGN));
    assertThat(metric.unit(), is(Unit.COUNT));
    assertThat(metric.after(), is(nullValue()));
    assertThat(
        metric.firstOf(),
        is(
            List.of(
                new ActionTypes(List.of("omni_purchase")), new ActionTypes(List.of("purchase")))));
  }

  @Test
  void readsEverythingThatAMetricCanHave() throws Exception {
    assertThat(
        metrics(
                "{leads: {first_of: [lead]}, value: {from: [action_values, conversion_values],"
                    + " scope: account, unit: money, after: leads,"
                    + " first_of: [omni_lead, {sum: [Lead.A, lead b]}]}}")
            .get(1),
        is(
            new Metric(
                "value",
                List.of("action_values", "conversion_values"),
                Scope.ACCOUNT,
                List.of(
                    new ActionTypes(List.of("omni_lead")),
                    new ActionTypes(List.of("Lead.A", "lead b"))),
                Unit.MONEY,
                "leads")));
  }

  @Test
  void keepsTheOrderOfTheCatalogue() throws Exception {
    String metrics =
        IntStream.range(0, 500)
            .mapToObj(i -> "m" + (i * 7919) % 500 + ": {first_of: [a]}")
            .collect(Collectors.joining(", ", "{", "}"));
    List<String> names = JobText.in(folder).with("metrics: " + metrics).read().metricNames();
    assertThat(names.subList(0, 4), is(List.of("m0", "m419", "m338", "m257")));
    assertThat(names.size(), is(500));

    String oneMore = metrics.replace("}}", "}, one_more: {first_of: [a]}}");
    assertThat(problem(oneMore), is("job.yaml:5: metrics: holds 501 metrics; at most 500"));
  }

  @Test
  void takesTheChoicesOfEachOptimizationGoal() throws Exception {
    Metric results =
        metrics(
                "{results: {by: optimization_goal, first_of:"
                    + " {OFFSITE_CONVERSIONS: [omni_purchase, purchase], value: [omni_purchase],"
                    + " REACH: []}}}")
            .get(0);

    assertThat(
        results.firstOf(),
        is(
            List.of(
                new ActionTypes(List.of("omni_purchase")), new ActionTypes(List.of("purchase")))));
    assertThat(
        results.byGoal().get("VALUE"), is(List.of(new ActionTypes(List.of("omni_purchase")))));
    assertThat(results.byGoal().get("REACH"), is(List.of()));
  }

  @Test
  void letsACatalogueLeaveAListToItsClients() throws Exception {
    assertThat(metrics("{contacts: {first_of: []}}").get(0).firstOf(), is(List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Reservations", "1st", "_a", "a-b", "a b", "a.b", "\"a\\u001b\"", "żółw", "''"})
  void refusesANameThatIsNoColumn(String name) {
    assertThat(
        problem("{" + name + ": {first_of: [a]}}"), containsString("is not a metric's name"));
  }

  @Test
  void boundsTheLengthOfAName() throws Exception {
    String longest = "a".repeat(63);
    assertThat(metrics("{" + longest + ": {first_of: [a]}}").get(0).name(), is(longest));
    assertThat(
        problem("{a" + longest + ": {first_of: [a]}}"), containsString("is not a metric's name"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "client_id",
        "period_id",
        "campaign_id",
        "period_start",
        "period_end",
        "account_id",
        "campaign_name",
        "currency",
        "spend",
        "impressions",
        "clicks",
        "sources",
        "attribution",
        "run_id",
        "published_at"
      })
  void refusesTheNameOfAFixedColumn(String name) {
    assertThat(
        problem("{" + name + ": {first_of: [a]}}"),
        is(
            "job.yaml:5: metrics."
                + name
                + ": is the name of a column that every row has; choose another name"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | : holds no metric",
        "{m: {first_of: {REACH: [a]}}} | .m.first_of: is a map; write a list of action types, best first, or by: optimization_goal",
        "{m: {by: goal, first_of: {REACH: [a]}}} | .m.by: \"goal\" is not known; write one of optimization_goal",
        "{m: {by: optimization_goal, first_of: [a]}} | .m.first_of: wants a map of lists by goal",
        "{m: {by: optimization_goal, first_of: {}}} | .m.first_of: names no goal",
        "{m: {by: optimization_goal, first_of: {LINK_CLICK: [a]}}} | .m.first_of.LINK_CLICK: is probably meant to be LINK_CLICKS",
        "{m: {by: optimization_goal, first_of: {VALUE: [a], value: [b]}}} | .m.first_of.value: stands twice",
        "{m: {by: optimization_goal, scope: account, first_of: {VALUE: [a]}}} | .m: is by optimization_goal",
        "[a] | : wants a map of metrics by name, not a list",
        "{m: } | .m: has no value",
        "{m: purchase} | .m: wants a map such as {first_of: [purchase]}, not text",
        "{m: {}} | .m.first_of: is missing; write first_of: and a list of action types, best first, or first_of: []",
        "{m: {first_of: }} | .m.first_of: has no value; write a list of action types, best first",
        "{m: {first_of: purchase}} | .m.first_of: wants a list of action types, best first, not text",
        "{m: {first_of: [1]}} | .m.first_of[0]: wants text, but YAML reads this as a number",
        "{m: {first_of: ['']}} | .m.first_of[0]: has no value; write an action type, or {sum: [a, b]}",
        "{m: {first_of: [[a]]}} | .m.first_of[0]: wants an action type, or {sum: [a, b]}, not a list",
        "{m: {first_of: [a, b, A]}} | .m.first_of[2]: stands twice",
        "{m: {first_of: [straße, STRASSE]}} | .m.first_of[1]: stands twice",
        "{m: {first_of: [a, {sum: [a]}]}} | .m.first_of[1]: stands twice",
        "{m: {first_of: [{sum: [a, b]}, {sum: [B, A]}]}} | .m.first_of[1]: stands twice",
        "{m: {first_of: [{sum: []}]}} | .m.first_of[0].sum: adds nothing up",
        "{m: {first_of: [{sum: a}]}} | .m.first_of[0].sum: wants a list of action types, not text",
        "{m: {first_of: [{sum: [a, b, A]}]}} | .m.first_of[0].sum[2]: would be added twice",
        "{m: {first_of: [{}]}} | .m.first_of[0].sum: is missing",
        "{m: {first_of: [{smu: [a]}]}} | .m.first_of[0].smu: is not a known key; did you mean sum?",
        "{m: {first_of: [a], firstof: [b]}} | .m.firstof: is not a known key; did you mean first_of?",
        "{m: {first_of: [a], from: []}} | .m.from: lists 0 fields",
        "{m: {first_of: [a], from: [a, b, c]}} | .m.from: lists 3 fields",
        "{m: {first_of: [a], from: [actions, actions]}} | .m.from[1]: stands twice",
        "{m: {first_of: [a], from: spend}} | .m.from: \"spend\" is a single value",
        "{m: {first_of: [a], from: purchase_roas}} | .m.from: \"purchase_roas\" holds no amounts",
        "{m: {first_of: [a], from: cost_per_action_type}} | .m.from: \"cost_per_action_type\" holds no amounts",
        "{m: {first_of: [a], from: results}} | .m.from: \"results\" is a list of another shape",
        "{m: {first_of: [a], from: [actions, cost_per_result]}} | .m.from[1]: \"cost_per_result\" is a list of another shape",
        "{m: {first_of: [a], from: objective_results}} | .m.from: \"objective_results\" is a list of another shape",
        "{m: {first_of: [a], from: video_play_curve_actions}} | .m.from: \"video_play_curve_actions\" is a list of curves",
        "{m: {first_of: [a], from: unique_actions}} | .m.from: \"unique_actions\" holds no amounts",
        "{m: {first_of: [a], from: acitons}} | .m.from: \"acitons\" is probably meant to be actions",
        "{m: {first_of: [a], from: Actions}} | .m.from: \"Actions\" is not the name of a field",
        "{m: {first_of: [a], scope: ad}} | .m.scope: \"ad\" is not known; write one of campaign, account",
        "{m: {first_of: [a], unit: eur}} | .m.unit: \"eur\" is not known; write one of count, money",
        "{m: {first_of: [a], after: n}, n: {first_of: [a]}} | .m.after: \"n\" is not a metric that stands before this one; none does",
        "{m: {first_of: [a], after: m}} | .m.after: \"m\" is not a metric that stands before",
        "{n: {first_of: [a]}, m: {first_of: [a], after: o}} | .m.after: \"o\" is not a metric that stands before this one; did you mean n?; before it stand n",
        "{m: {first_of: [a]}, m: {first_of: [b]}} | .m: stands twice, first in line 5",
        "{xmin: {first_of: [a]}} | .xmin: is a name that PostgreSQL keeps for itself",
      })
  void refusesAMetricThatIsNone(String metrics, String problem) {
    assertThat(problem(metrics), startsWith("job.yaml:5: metrics" + problem));
  }

  @Test
  void acceptsTheNameOfAnyOtherField() throws Exception {
    assertThat(
        metrics("{m: {first_of: [a], from: video_p25_watched_actions}}").get(0).arrays(),
        is(List.of("video_p25_watched_actions")));
  }

  @Test
  void readsMetricsAndAttributionFromAFile() throws Exception {
    Job job =
        JobText.in(folder)
            .with("metrics: metrics.yaml")
            .withFile(
                "metrics.yaml", "metrics: {m: {first_of: [a]}}\nattribution: [1d_view, 7d_click]\n")
            .read();
    assertThat(job.metricNames(), is(List.of("m")));
    assertThat(job.attribution().windows(), is(List.of("7d_click", "1d_view")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "metrics: {m: {}} | metrics.yaml:1: metrics.m.first_of: is missing",
        "metric: {} | metrics.yaml:1: metric: is not a known key; did you mean metrics?",
        "attribution: default | metrics.yaml:1: metrics: is missing",
        "metrics: other.yaml | metrics.yaml:1: metrics: wants a map of metrics by name, not text",
      })
  void namesTheMetricsFileAndItsLine(String text, String problem) {
    JobText job =
        JobText.in(folder).with("metrics: metrics.yaml").withFile("metrics.yaml", text + "\n");
    assertThat(job.shown(job.problems()).get(0), startsWith(problem));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "default | value",
        "value | value",
        "7d_click | 7d_click",
        "1d_ev | 1d_ev",
        "[dda] | dda",
        "[7d_click, 1d_view] | 7d_click,1d_view",
        "[1d_view, 28d_click] | 28d_click,1d_view",
        "[skan_view, skan_click] | skan_click,skan_view",
      })
  void readsAttribution(String written, String windows) throws Exception {
    assertThat(
        JobText.in(folder).with("attribution: " + written).read().attribution().windows(),
        is(List.of(windows.split(",", -1))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7day_click | attribution: \"7day_click\" is not a known attribution window; did you mean 7d_click?",
        "'7d_click,1d_view' | attribution: \"7d_click,1d_view\" is not a known attribution window",
        "[7d_click, view] | attribution[1]: \"view\" is not a known attribution window",
        "[default] | attribution[0]: \"default\" is not a known attribution window",
        "[7d_click, 1d_click] | attribution: names 7d_click and 1d_click, which may overlap and would count twice",
        "[7d_click, 7d_click] | attribution: names 7d_click and 7d_click, which may overlap",
        "[1d_view, 7d_view] | attribution: names 1d_view and 7d_view, which may overlap",
        "[7d_click, 1d_ev] | attribution: names 7d_click and 1d_ev, which may overlap",
        "[7d_click, 1d_view, dda] | attribution: names 7d_click and 1d_view and dda, which is no single answer",
        "[] | attribution: names no window, which is no single answer",
        "{a: b} | attribution: wants default, value, one window",
      })
  void refusesAnAttributionThatIsNone(String written, String problem) {
    assertThat(
        JobText.in(folder).with("attribution: " + written).problem(),
        startsWith("job.yaml:7: " + problem));
  }

  @Test
  void refusesTwoAttributionsThatDiffer() throws Exception {
    JobText job =
        JobText.in(folder)
            .with("metrics: metrics.yaml")
            .with("attribution: [7d_click, 1d_view]")
            .withFile(
                "metrics.yaml",
                "metrics: {m: {first_of: [a]}}\nattribution: [1d_view, 7d_click]\n");
    assertThat(job.read().attribution().windows(), is(List.of("7d_click", "1d_view")));

    assertThat(
        job.with("attribution: value").problem(),
        is(
            "job.yaml:7: attribution: is not what the metrics file says (7d_click and 1d_view);"
                + " keep one of the two"));
  }

  private List<Metric> metrics(String metrics) throws JobFileException {
    return JobText.in(folder).with("metrics: " + metrics).read().catalogue();
  }

  private String problem(String metrics) {
    return JobText.in(folder).with("metrics: " + metrics).problem();
  }
}
