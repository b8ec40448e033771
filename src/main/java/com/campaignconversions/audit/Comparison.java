package com.campaignconversions.audit;

import com.campaignconversions.audit.stored.StoredClient;
import com.campaignconversions.audit.stored.StoredNumbers;
import com.campaignconversions.audit.stored.StoredPeriod;
import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.conversions.History;
import com.campaignconversions.database.Database;
import com.campaignconversions.insights.files.InsightFile;
import com.campaignconversions.job.Audit;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome;
import com.campaignconversions.publishing.runs.ExitRules;
import com.campaignconversions.publishing.runs.OutcomeStore;
import com.campaignconversions.publishing.runs.Run;
import com.campaignconversions.publishing.schema.Schema;
import com.campaignconversions.publishing.versions.PublishedCampaign;
import com.campaignconversions.results.CommandException;
import com.campaignconversions.results.Results;
import com.campaignconversions.running.PipelineRun;
import com.campaignconversions.running.Step;
import java.io.PrintWriter;
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
  private boolean different;

  public Comparison(Job job, Audit audit, PipelineOptions options, List<InsightFile> files) {
    this.job = job.publishingTo(Database.inMemory());
    this.audit = audit;
    this.options = options;
    this.files = files;
  }

  /** One value of a campaign that is not the same; null where unknown. */
  private record Difference(
      String campaignId, @Nullable BigDecimal stored, @Nullable BigDecimal real, String source) {
    BigDecimal size() {
      return stored == null || real == null ? BigDecimal.ZERO : stored.subtract(real).abs();
    }
  }

  /** Whether anything that is stored is not what the insights say. */
  public boolean print(PrintWriter out, WantedPeriods audited, Instant now)
      throws CommandException {
    Map<String, List<Period>> known = new HashMap<>();
    for (Client client : job.clients()) {
      if (audited.wantsClient(client.id())) {
        known.put(client.id(), audited.of(client.id()));
      }
    }
    out.println();
    new TreeSet<>(audited.byClient().keySet())
        .stream()
            .filter(client -> !known.containsKey(client))
            .forEach(
                client -> out.println("NOT COMPARED " + client + ": the job has no such client."));
    if (!known.isEmpty()) {
      Database memory = Database.of(job);
      Schema.prepare(memory);
      try {
        compare(out, memory, new WantedPeriods(known), now);
      } finally {
        memory.close();
      }
    }
    out.flush();
    return different;
  }

  private void compare(PrintWriter out, Database memory, WantedPeriods wanted, Instant now)
      throws CommandException {
    Run run =
        new PipelineRun(
                job,
                options,
                job.insights().isAskedPerPeriod()
                    ? PipelineRun.files(job, options, wanted.periods())
                    : files,
                wanted,
                memory,
                History.NOTHING,
                ExitRules.STRICT,
                false,
                Step.Limits.NONE,
                true)
            .toItsEnd(now);
    Map<ClientPeriod, ClientPeriodOutcome> outcomes = new HashMap<>();
    for (ClientPeriodOutcome outcome : OutcomeStore.outcomes(memory, run.id())) {
      outcomes.put(outcome.clientPeriod(), outcome);
    }
    StoredNumbers.read(
        job,
        audit,
        wanted::wantsClient,
        client -> {
          for (Period period : wanted.of(client.id())) {
            ClientPeriod clientPeriod = new ClientPeriod(client.id(), period);
            compare(out, memory, client, clientPeriod, outcomes.get(clientPeriod));
          }
        });
  }

  private void compare(
      PrintWriter out,
      Database memory,
      StoredClient client,
      ClientPeriod clientPeriod,
      @Nullable ClientPeriodOutcome outcome) {
    StoredPeriod stored = client.periods().get(clientPeriod.period());
    if (stored == null || outcome == null || outcome.trusted() == null) {
      String why = outcome == null || outcome.reason() == null ? "" : ": " + outcome.reason();
      out.println("NOT COMPARED " + clientPeriod + why + ".");
      return;
    }
    Map<String, PublishedCampaign> real = new TreeMap<>();
    PublishedCampaign.of(memory, clientPeriod)
        .forEach(campaign -> real.put(campaign.campaignId(), campaign));
    List<String> lines = new ArrayList<>();
    List<String> notCompared = new ArrayList<>();
    List<String> onlyStored = new ArrayList<>(stored.campaignIds());
    onlyStored.removeAll(real.keySet());
    List<String> onlyReal = new ArrayList<>(real.keySet());
    onlyReal.removeAll(stored.campaignIds());
    only(lines, "stored", onlyStored);
    only(lines, "in the insights", onlyReal);
    for (String metric : stored.metrics()) {
      if (job.metricNames().contains(metric)) {
        differences(lines, metric, stored, real);
      } else {
        notCompared.add("  " + metric + ": not compared, the catalogue has no such metric");
      }
    }
    different |= !lines.isEmpty();
    out.println(
        (lines.isEmpty() ? "SAME " : "DIFFERENT ")
            + clientPeriod
            + (lines.isEmpty() ? ": every campaign and metric is as the insights say." : ""));
    lines.forEach(out::println);
    notCompared.forEach(out::println);
  }

  private static void only(List<String> lines, String where, List<String> campaigns) {
    if (!campaigns.isEmpty()) {
      List<String> shown = campaigns.stream().sorted().limit(MOST_SHOWN).toList();
      lines.add(
          "  only "
              + where
              + ": "
              + campaigns.size()
              + " campaigns ("
              + String.join(", ", shown)
              + (shown.size() < campaigns.size() ? ", …" : "")
              + ")");
    }
  }

  /** The campaigns that both have, those that differ most first. */
  private static void differences(
      List<String> lines, String metric, StoredPeriod stored, Map<String, PublishedCampaign> real) {
    List<@Nullable BigDecimal> values = stored.values(metric);
    List<Difference> differences = new ArrayList<>();
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
      boolean same = was == null ? is == null : is != null && was.compareTo(is) == 0;
      if (!same) {
        String source = campaign.sources().getOrDefault(metric, "-");
        differences.add(new Difference(campaign.campaignId(), was, is, source));
      }
    }
    if (differences.isEmpty()) {
      return;
    }
    differences.sort(
        Comparator.comparing(Difference::size).reversed().thenComparing(Difference::campaignId));
    lines.add(
        "  %s: %d of %d campaigns differ; %s stored in all, %s real"
            .formatted(
                metric,
                differences.size(),
                compared,
                Results.plain(storedTotal),
                Results.plain(realTotal)));
    for (Difference difference : differences.subList(0, Math.min(MOST_SHOWN, differences.size()))) {
      lines.add(
          "    %s  stored %s  real %s  from %s"
              .formatted(
                  difference.campaignId(),
                  Results.plain(difference.stored()),
                  Results.plain(difference.real()),
                  difference.source()));
    }
    if (differences.size() > MOST_SHOWN) {
      lines.add("    and " + (differences.size() - MOST_SHOWN) + " more");
    }
  }
}
