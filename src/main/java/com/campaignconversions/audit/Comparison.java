package com.campaignconversions.audit;

import com.campaignconversions.audit.stored.StoredClient;
import com.campaignconversions.audit.stored.StoredNumbers;
import com.campaignconversions.audit.stored.StoredPeriod;
import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.conversions.history.History;
import com.campaignconversions.database.Database;
import com.campaignconversions.insights.files.InsightFile;
import com.campaignconversions.job.Audit;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome;
import com.campaignconversions.publishing.schema.Schema;
import com.campaignconversions.publishing.versions.PublishedCampaign;
import com.campaignconversions.records.Decimals;
import com.campaignconversions.records.Wording;
import com.campaignconversions.results.CommandException;
import com.campaignconversions.results.Screen;
import com.campaignconversions.results.Screen.Item;
import com.campaignconversions.running.Rehearsal;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/**
 * What is stored beside what the insights say: the job's own pipeline publishes the audited client
 * periods into a database in this process, and what is stored is read once more.
 */
public final class Comparison {
  /** Of one metric and client period; the others are counted. */
  private static final int MOST_SHOWN = 5;

  private final Job job;
  private final Audit audit;
  private final PipelineOptions options;
  private final List<InsightFile> files;
  private final List<Difference> differences = new ArrayList<>();
  private final List<Item> same = new ArrayList<>();
  private final List<Item> different = new ArrayList<>();
  private final List<Item> notCompared = new ArrayList<>();

  public Comparison(Job job, Audit audit, PipelineOptions options, List<InsightFile> files) {
    this.job = job.publishingTo(Database.inMemory());
    this.audit = audit;
    this.options = options;
    this.files = files;
  }

  /**
   * One value of a campaign that is not the same.
   *
   * @param metric null where only one side has the campaign
   * @param stored null where unknown, as {@code real}
   * @param source the action types that the real one was taken from
   */
  public record Difference(
      ClientPeriod clientPeriod,
      String campaignId,
      @Nullable String metric,
      @Nullable BigDecimal stored,
      @Nullable BigDecimal real,
      String source) {
    BigDecimal size() {
      return stored == null || real == null ? BigDecimal.ZERO : stored.subtract(real).abs();
    }
  }

  /**
   * What a comparison found.
   *
   * @param all every value that is not the same
   * @param items the same for a person, with what was not compared
   */
  public record Differences(List<Difference> all, List<Item> items, List<Item> notCompared) {
    public Differences {
      all = List.copyOf(all);
      items = List.copyOf(items);
      notCompared = List.copyOf(notCompared);
    }

    void writeTo(ObjectNode json) {
      ArrayNode list = json.putArray("differences");
      for (Difference one : all) {
        list.addObject()
            .put("client", one.clientPeriod().clientId())
            .put("period", one.clientPeriod().period().id())
            .put("campaign", one.campaignId())
            .put("metric", one.metric())
            .put("stored", Decimals.textIfKnown(one.stored()))
            .put("real", Decimals.textIfKnown(one.real()))
            .put("source", one.source());
      }
      ArrayNode without = json.putArray("not_compared");
      notCompared.forEach(item -> without.add(item.text()));
    }

    void print(Screen screen) {
      if (screen.say(items).leftOut() > 0) {
        screen.say("--all lists them all.");
      }
    }
  }

  /** Compares; what is not compared is said. */
  public Differences with(WantedPeriods audited, Instant now) throws CommandException {
    Map<String, List<Period>> known = new HashMap<>();
    for (Client client : job.clients()) {
      if (audited.wantsClient(client.id())) {
        known.put(client.id(), audited.of(client.id()));
      }
    }
    new TreeSet<>(audited.byClient().keySet())
        .stream()
            .filter(client -> !known.containsKey(client))
            .forEach(client -> notCompared(client, "the job has no such client"));
    if (!known.isEmpty()) {
      Database memory = Database.of(job);
      Schema.prepare(memory);
      try {
        compare(memory, new WantedPeriods(known), now);
      } finally {
        memory.close();
      }
    }
    List<Item> items = new ArrayList<>(different);
    items.addAll(notCompared);
    items.addAll(same);
    return new Differences(differences, items, notCompared);
  }

  private void notCompared(Object what, String why) {
    notCompared.add(new Item("NOT COMPARED", what + ": " + Wording.sentence(why)));
  }

  private void compare(Database memory, WantedPeriods wanted, Instant now) throws CommandException {
    Map<ClientPeriod, ClientPeriodOutcome> outcomes =
        new Rehearsal(job, options, files).into(memory, wanted, History.NOTHING, now);
    StoredNumbers.read(
        job,
        audit,
        wanted::wantsClient,
        client -> {
          for (Period period : wanted.of(client.id())) {
            ClientPeriod clientPeriod = new ClientPeriod(client.id(), period);
            compare(memory, client, clientPeriod, outcomes.get(clientPeriod));
          }
        });
  }

  private void compare(
      Database memory,
      StoredClient client,
      ClientPeriod clientPeriod,
      @Nullable ClientPeriodOutcome outcome) {
    StoredPeriod stored = client.periods().get(clientPeriod.period());
    if (stored == null || outcome == null || outcome.trusted() == null) {
      String why = outcome == null ? null : outcome.reason();
      notCompared(clientPeriod, why == null ? "the insights have nothing of it" : why);
      return;
    }
    Map<String, PublishedCampaign> real = new TreeMap<>();
    PublishedCampaign.of(memory, clientPeriod)
        .forEach(campaign -> real.put(campaign.campaignId(), campaign));
    int before = different.size();
    List<String> onlyStored = new ArrayList<>(stored.campaignIds());
    onlyStored.removeAll(real.keySet());
    List<String> onlyReal = new ArrayList<>(real.keySet());
    onlyReal.removeAll(stored.campaignIds());
    only(clientPeriod, "only stored", onlyStored);
    only(clientPeriod, "only in the insights", onlyReal);
    for (String metric : stored.metrics()) {
      if (job.metricNames().contains(metric)) {
        differences(clientPeriod, metric, stored, real);
      } else {
        notCompared(clientPeriod + " " + metric, "the catalogue has no such metric");
      }
    }
    if (different.size() == before) {
      same.add(
          new Item("SAME", clientPeriod + ": every campaign and metric is as the insights say."));
    }
  }

  private void only(ClientPeriod clientPeriod, String where, List<String> campaigns) {
    if (!campaigns.isEmpty()) {
      campaigns.sort(Comparator.naturalOrder());
      campaigns.forEach(
          campaign ->
              differences.add(new Difference(clientPeriod, campaign, null, null, null, where)));
      different.add(
          new Item(
              "DIFFERENT",
              "%s: %s %s (%s)."
                  .formatted(
                      clientPeriod,
                      Wording.counted(campaigns.size(), "campaign"),
                      where,
                      Wording.some(campaigns, MOST_SHOWN))));
    }
  }

  /** The campaigns that both have, those that differ most first. */
  private void differences(
      ClientPeriod clientPeriod,
      String metric,
      StoredPeriod stored,
      Map<String, PublishedCampaign> real) {
    List<@Nullable BigDecimal> values = stored.values(metric);
    List<Difference> found = new ArrayList<>();
    int compared = 0;
    BigDecimal storedTotal = BigDecimal.ZERO;
    BigDecimal realTotal = BigDecimal.ZERO;
    for (int i = 0; i < values.size(); i++) {
      PublishedCampaign campaign = real.get(stored.campaignIds().get(i));
      if (campaign == null) {
        continue;
      }
      compared++;
      BigDecimal was = values.get(i);
      BigDecimal is = campaign.conversions().get(metric);
      storedTotal = was == null ? storedTotal : storedTotal.add(was);
      realTotal = is == null ? realTotal : realTotal.add(is);
      if (!Decimals.same(was, is)) {
        String source = campaign.sources().getOrDefault(metric, "");
        found.add(new Difference(clientPeriod, campaign.campaignId(), metric, was, is, source));
      }
    }
    if (found.isEmpty()) {
      return;
    }
    found.sort(
        Comparator.comparing(Difference::size).reversed().thenComparing(Difference::campaignId));
    differences.addAll(found);
    different.add(
        new Item(
            "DIFFERENT",
            "%s %s: %d of %s differ; %s stored in all, %s real. %s."
                .formatted(
                    clientPeriod,
                    metric,
                    found.size(),
                    Wording.counted(compared, "campaign"),
                    Wording.number(storedTotal),
                    Wording.number(realTotal),
                    Wording.some(found.stream().map(Comparison::told).toList(), MOST_SHOWN))));
  }

  private static String told(Difference one) {
    return one.campaignId()
        + " stored "
        + Wording.number(one.stored())
        + ", real "
        + Wording.number(one.real())
        + (one.source().isEmpty() ? "" : " from " + one.source());
  }
}
