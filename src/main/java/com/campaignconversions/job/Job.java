package com.campaignconversions.job;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.Granularity;
import com.campaignconversions.job.metrics.Attribution;
import com.campaignconversions.job.metrics.Metric;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One job file, read and checked. It names secrets and holds none.
 *
 * @param catalogue the metrics in the order of the catalogue, which is the order of the funnel
 * @param fields what it says of the fields of its insights
 * @param overrides the whole catalogue as one client counts it, by client id; clients that change
 *     nothing have no entry
 * @param significance α of the verdicts: the chance of accusing a real number that is accepted
 * @param outliers what a total is that is far from what was to be expected
 * @param acceptances verdicts that count as trusted for a while
 * @param losses what is done about rows that were lost
 * @param audit where numbers are stored that an audit judges; null where there is nothing to audit
 * @param reference numbers from elsewhere that its own should agree with; null where there are none
 * @param retention what prune may remove
 * @param reporting who is told how its runs end
 * @param pipelineOptions Beam pipeline options of the job file, by name
 */
public record Job(
    String name,
    Granularity granularity,
    InsightSource insights,
    InsightFields fields,
    List<Client> clients,
    List<Metric> catalogue,
    Map<String, List<Metric>> overrides,
    Attribution attribution,
    Output output,
    BigDecimal significance,
    Outliers outliers,
    List<Acceptance> acceptances,
    LossRules losses,
    @Nullable Audit audit,
    @Nullable Reference reference,
    Retention retention,
    Reporting reporting,
    Map<String, String> pipelineOptions)
    implements Serializable {

  /** Whether a total that is far from what was to be expected is trusted. */
  public enum Outliers {
    NOTE,
    DISTRUST
  }

  public Job {
    clients = List.copyOf(clients);
    catalogue = List.copyOf(catalogue);
    overrides = Map.copyOf(overrides);
    acceptances = List.copyOf(acceptances);
    pipelineOptions = Map.copyOf(pipelineOptions);
  }

  public Map<String, Client> clientsById() {
    return clients.stream().collect(Collectors.toMap(Client::id, Function.identity()));
  }

  /** The catalogue as this client counts it: the same metrics in the same order. */
  public List<Metric> metricsOf(String clientId) {
    return overrides.getOrDefault(clientId, catalogue);
  }

  /** This job with another output. */
  public Job publishingTo(Output other) {
    return with(other, losses, retention);
  }

  /** This job, of one client and with rows that stand in no envelope. */
  public Job ofOneClient(Client client) {
    return with(
        insights,
        new InsightFields(fields.breakdowns(), fields.ignored(), List.of(), fields.decimalComma()),
        List.of(client),
        catalogue,
        output,
        losses,
        retention);
  }

  /** This job with another retention. */
  public Job keeping(Retention other) {
    return with(output, losses, other);
  }

  /** This job, made to publish in spite of rejected rows. */
  public Job publishingRejected() {
    return with(output, losses.publishingRejected(), retention);
  }

  /** This job, which besides looks into some arrays without counting anything there. */
  public Job lookingInto(List<String> arrays) {
    List<Metric> more = new ArrayList<>(catalogue);
    for (String array : arrays) {
      more.add(
          new Metric(
              array, List.of(array), Metric.Scope.CAMPAIGN, List.of(), Metric.Unit.COUNT, null));
    }
    return reading(insights, more);
  }

  /** This job, which reads the pages that it kept of the Marketing API and asks nothing there. */
  public Job readingKeptPages() {
    if (!(insights instanceof GraphInsights graph) || graph.keep() == null) {
      return this;
    }
    return reading(
        new InsightFiles(
            List.of(graph.keep() + "/**/*.jsonl"), graph.folder(), InsightSource.Newest.NONE, null),
        catalogue);
  }

  private Job reading(InsightSource source, List<Metric> metrics) {
    return with(source, fields, clients, metrics, output, losses, retention);
  }

  private Job with(Output otherOutput, LossRules otherLosses, Retention otherRetention) {
    return with(insights, fields, clients, catalogue, otherOutput, otherLosses, otherRetention);
  }

  private Job with(
      InsightSource otherInsights,
      InsightFields otherFields,
      List<Client> otherClients,
      List<Metric> otherCatalogue,
      Output otherOutput,
      LossRules otherLosses,
      Retention otherRetention) {
    return new Job(
        name,
        granularity,
        otherInsights,
        otherFields,
        otherClients,
        otherCatalogue,
        overrides,
        attribution,
        otherOutput,
        significance,
        outliers,
        acceptances,
        otherLosses,
        audit,
        reference,
        otherRetention,
        reporting,
        pipelineOptions);
  }

  public List<String> metricNames() {
    return catalogue.stream().map(Metric::name).toList();
  }
}
