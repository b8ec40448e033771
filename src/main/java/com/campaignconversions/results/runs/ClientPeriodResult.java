package com.campaignconversions.results.runs;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.database.Database;
import com.campaignconversions.forecast.Forecast;
import com.campaignconversions.publishing.forecasts.PublishedForecasts;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome.Outcome;
import com.campaignconversions.publishing.versions.PublicationState;
import com.campaignconversions.records.Decimals;
import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.variance.Reconciliation;
import com.campaignconversions.variance.ReferenceTotal;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One client period: what became of it, and what is published of it.
 *
 * @param client as the job file has it now; null where it has it no more
 * @param outcome what the run did, or the last run that wanted it; null where that is not known any
 *     more
 * @param publication null where nothing is published, or where the run left it as it was
 * @param judgements of the publication, in the order of the catalogue; those that are not trusted
 *     at least
 * @param forecasts of counts of the publication that may still be restated, by metric
 */
public record ClientPeriodResult(
    ClientPeriod clientPeriod,
    @Nullable Client client,
    @Nullable ClientPeriodOutcome outcome,
    @Nullable PublicationState publication,
    List<MetricJudgement> judgements,
    Map<String, Forecast> forecasts) {
  public ClientPeriodResult {
    judgements = List.copyOf(judgements);
    forecasts = Map.copyOf(forecasts);
  }

  /** Without forecasts. */
  public ClientPeriodResult(
      ClientPeriod clientPeriod,
      @Nullable Client client,
      @Nullable ClientPeriodOutcome outcome,
      @Nullable PublicationState publication,
      List<MetricJudgement> judgements) {
    this(clientPeriod, client, outcome, publication, judgements, Map.of());
  }

  /** Of what is published and not final. */
  static Map<ClientPeriod, Map<String, Forecast>> forecasts(
      Database database, Map<ClientPeriod, PublicationState> published) {
    return PublishedForecasts.of(
        database,
        published.entrySet().stream()
            .filter(one -> !one.getValue().isFinal())
            .map(Map.Entry::getKey)
            .toList());
  }

  /** Of whom they are. */
  public static Set<String> clientIds(Collection<ClientPeriodResult> results) {
    return results.stream().map(one -> one.clientPeriod().clientId()).collect(Collectors.toSet());
  }

  /** {@code Belmonte Hotel (belmonte)}. */
  public String whose() {
    return whose(clientPeriod, client);
  }

  static String whose(ClientPeriod clientPeriod, @Nullable Client client) {
    String id = clientPeriod.clientId();
    return client == null || client.name().equals(id) ? id : client.name() + " (" + id + ")";
  }

  public @Nullable String currency() {
    return client == null ? null : client.currency();
  }

  public boolean is(Outcome other) {
    return outcome != null && outcome.outcome() == other;
  }

  /** Null where there is nothing to trust. */
  public @Nullable Boolean trusted() {
    if (publication != null) {
      return publication.trusted();
    }
    if (outcome != null) {
      return outcome.trusted();
    }
    return judgements.isEmpty() ? null : judgements.stream().allMatch(MetricJudgement::trusted);
  }

  /** Whether nobody needs to look at it. */
  public boolean isWell() {
    return publication != null
        && publication.trusted()
        && !is(Outcome.WITHHELD)
        && !is(Outcome.MISSING);
  }

  /** Its document, as {@code run}, {@code retry}, {@code status} and notifications have it. */
  public ObjectNode writeTo(ArrayNode array) {
    ObjectNode json = array.addObject();
    json.put("client", clientPeriod.clientId());
    json.put("name", client == null ? null : client.name());
    json.put("period", clientPeriod.period().id());
    json.put("outcome", outcome == null ? null : outcome.outcome().name());
    json.put("campaigns", campaigns());
    json.put("trusted", trusted());
    json.put("final", publication == null ? null : (Boolean) publication.isFinal());
    json.put("reason", outcome == null ? null : outcome.reason());
    json.put("restated", outcome == null ? null : outcome.restated());
    json.put(
        "last_day", publication == null ? null : Objects.toString(publication.lastDay(), null));
    BigDecimal spend = publication == null ? null : publication.spend();
    json.put("spend", Decimals.textIfKnown(spend));
    json.put("currency", currency());
    writeTo(json.putArray("metrics"), judgements, forecasts);
    return json;
  }

  private @Nullable Long campaigns() {
    if (publication != null) {
      return publication.campaigns();
    }
    if (outcome != null) {
      return outcome.campaigns();
    }
    return judgements.isEmpty() ? null : judgements.get(0).distribution().campaigns();
  }

  /** Judgements as every document has them. */
  public static void writeTo(
      ArrayNode metrics, List<MetricJudgement> judgements, Map<String, Forecast> forecasts) {
    for (MetricJudgement judgement : judgements) {
      BigDecimal total = judgement.total();
      ReferenceTotal reference = judgement.reference();
      ObjectNode metric = metrics.addObject();
      metric
          .put("metric", judgement.metric())
          .put("total", Decimals.textIfKnown(total))
          .put("verdict", judgement.verdict().name())
          .put("trusted", judgement.trusted())
          .put("evidence", judgement.evidence())
          .put("advice", Advice.of(judgement))
          .put("reconciliation", judgement.reconciliation().name())
          .put(
              "reference_total", Decimals.textIfKnown(reference == null ? null : reference.total()))
          .put(
              "reference_reconciliation",
              reference == null
                  ? Reconciliation.NOT_CHECKED.name()
                  : reference.reconciliation().name());
      writeTo(metric, forecasts.get(judgement.metric()));
    }
  }

  /** The key {@code forecast} of a metric; null where there is none. */
  public static void writeTo(ObjectNode metric, @Nullable Forecast forecast) {
    if (forecast == null) {
      metric.putNull("forecast");
    } else {
      metric
          .putObject("forecast")
          .put("expected", Decimals.text(forecast.expected()))
          .put("low", Decimals.text(forecast.low()))
          .put("high", Decimals.text(forecast.high()))
          .put("based_on", forecast.basedOn());
    }
  }
}
