package com.campaignconversions.job.file;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.Granularity;
import com.campaignconversions.clients.Period;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.job.Acceptance;
import com.campaignconversions.job.InsightFields;
import com.campaignconversions.job.InsightFiles;
import com.campaignconversions.job.InsightSource;
import com.campaignconversions.job.InsightSource.Newest;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.LossRules;
import com.campaignconversions.job.Output;
import com.campaignconversions.job.Output.Cache;
import com.campaignconversions.job.Reporting;
import com.campaignconversions.job.Retention;
import com.campaignconversions.job.metrics.ActionTypes;
import com.campaignconversions.job.metrics.Attribution;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.job.metrics.Metric.Scope;
import com.campaignconversions.job.metrics.Metric.Unit;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A job in a few words, for tests. */
public final class SmallJob {
  private String name = "small";
  private Granularity granularity = Granularity.MONTH;
  private Newest newest = Newest.NONE;
  private @Nullable String newestField;
  private List<String> patterns = List.of("/insights/*");
  private String folder = "/";
  private @Nullable InsightSource source;
  private final List<Client> clients = new ArrayList<>();
  private final List<Metric> catalogue = new ArrayList<>();
  private final Map<String, List<Metric>> overrides = new HashMap<>();
  private List<Acceptance> acceptances = List.of();
  private Attribution attribution = new Attribution(List.of(Attribution.DEFAULT_WINDOW));

  private LossRules losses = LossRules.STRICT;

  private InsightFields fields = InsightFields.USUAL;

  private Reporting reporting = Reporting.NOBODY;

  private SmallJob() {}

  public static SmallJob monthly() {
    return new SmallJob();
  }

  /** One client, {@code belmonte} with the account 1, that counts reservations. */
  public static SmallJob ofBelmonte() {
    return monthly()
        .client("belmonte", "PLN", "1")
        .metric("reservations", "omni_purchase", "purchase");
  }

  public SmallJob named(String other) {
    name = other;
    return this;
  }

  public SmallJob every(Granularity length) {
    granularity = length;
    return this;
  }

  public SmallJob newest(Newest decides, @Nullable String field) {
    newest = decides;
    newestField = field;
    return this;
  }

  public SmallJob files(String inFolder, String... filePatterns) {
    folder = inFolder;
    patterns = List.of(filePatterns);
    return this;
  }

  public SmallJob fields(InsightFields said) {
    fields = said;
    return this;
  }

  public SmallJob losses(LossRules rules) {
    losses = rules;
    return this;
  }

  /** Who is told how its runs end. */
  public SmallJob reporting(Reporting told) {
    reporting = told;
    return this;
  }

  /** Insights from elsewhere than files. */
  public SmallJob insights(InsightSource from) {
    source = from;
    return this;
  }

  public SmallJob client(String id, @Nullable String currency, String... accounts) {
    clients.add(new Client(id, id, List.of(accounts), currency, ZoneId.of("Europe/Warsaw")));
    return this;
  }

  /** Out of {@code actions}; {@code a+b} adds the two up. */
  public SmallJob metric(String name, String... firstOf) {
    return metric(name, List.of("actions"), Scope.CAMPAIGN, Unit.COUNT, firstOf);
  }

  public SmallJob metric(
      String name, List<String> arrays, Scope scope, Unit unit, String... firstOf) {
    catalogue.add(metricOf(name, arrays, scope, unit, firstOf));
    return this;
  }

  public SmallJob metric(Metric metric) {
    catalogue.add(metric);
    return this;
  }

  /** What one client counts under the names of the catalogue. */
  public SmallJob override(String clientId, Metric... metrics) {
    overrides.put(clientId, List.of(metrics));
    return this;
  }

  public SmallJob windows(String... windows) {
    attribution = new Attribution(List.of(windows));
    return this;
  }

  public static Metric metricOf(
      String name, List<String> arrays, Scope scope, Unit unit, String... firstOf) {
    return new Metric(
        name,
        arrays,
        scope,
        Arrays.stream(firstOf)
            .map(choice -> new ActionTypes(List.of(choice.split("\\+", -1))))
            .toList(),
        unit,
        null);
  }

  /** Known exceptions. */
  public SmallJob accept(List<Acceptance> known) {
    acceptances = known;
    return this;
  }

  public Job build() {
    return new Job(
        name,
        granularity,
        source == null ? new InsightFiles(patterns, folder, newest, newestField) : source,
        fields,
        clients,
        catalogue,
        overrides,
        attribution,
        new Output("jdbc:h2:mem:conversions", null, null, null, Cache.NONE),
        new BigDecimal("0.001"),
        Job.Outliers.NOTE,
        acceptances,
        losses,
        null,
        null,
        Retention.EVERYTHING,
        reporting,
        Map.of());
  }

  /** These periods of every client. */
  public static WantedPeriods wanted(Job job, String... periods) {
    List<Period> ascending = Arrays.stream(periods).map(Period::parse).sorted().toList();
    return new WantedPeriods(
        job.clients().stream().collect(Collectors.toMap(Client::id, client -> ascending)));
  }
}
