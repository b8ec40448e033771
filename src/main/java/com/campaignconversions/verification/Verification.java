package com.campaignconversions.verification;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.Sql;
import com.campaignconversions.insights.files.InsightFile;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.runs.CatalogueDigest;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome;
import com.campaignconversions.publishing.schema.KeyCondition;
import com.campaignconversions.publishing.schema.Schema;
import com.campaignconversions.publishing.versions.PublicationQueries;
import com.campaignconversions.publishing.versions.PublicationState;
import com.campaignconversions.publishing.versions.PublishedHistory;
import com.campaignconversions.records.Wording;
import com.campaignconversions.results.CommandException;
import com.campaignconversions.running.Rehearsal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** Published client periods worked out again, one at a time. */
public final class Verification {
  /** Campaigns of the insights that are in memory at once; a client is never taken apart. */
  private static final long MOST_CAMPAIGNS = 100_000;

  private final Database database;
  private final Job job;
  private final Instant now;
  private final String catalogue;

  public Verification(Database database, Job job, Instant now) {
    this.database = database;
    this.job = job;
    this.now = now;
    this.catalogue = CatalogueDigest.of(job);
  }

  /**
   * What is published of some clients, by client and period; also what points to nothing.
   *
   * @param named periods; null for all
   */
  public List<ClientPeriod> published(
      Collection<String> clientIds, @Nullable Collection<Period> named) {
    List<ClientPeriod> published = new ArrayList<>();
    for (List<String> ids : Sql.chunks(clientIds)) {
      List<Object> parameters = new ArrayList<>(ids);
      parameters.add(job.granularity().name());
      published.addAll(
          database.transaction(
              connection ->
                  Sql.query(
                      connection,
                      """
                      -- Without a version too: that is one of the things looked for
                      SELECT p.client_id, p.period_id FROM publication p
                      WHERE p.client_id IN (%s) AND p.granularity = ? AND p.fingerprint IS NOT NULL
                      """
                          .formatted(Sql.placeholders(ids.size())),
                      parameters,
                      KeyCondition::clientPeriod)));
    }
    return published.stream()
        .filter(one -> named == null || named.contains(one.period()))
        .sorted()
        .toList();
  }

  /** Each from the stored rows. */
  public List<VerifiedPeriod> ofRows(List<ClientPeriod> clientPeriods) {
    return clientPeriods.stream().map(one -> verified(one, null, null)).toList();
  }

  /**
   * Each from the stored rows and from the insights, which are read once for every hundred thousand
   * published campaigns.
   *
   * @param files that the job reads
   */
  public List<VerifiedPeriod> ofSources(
      List<ClientPeriod> clientPeriods, PipelineOptions options, List<InsightFile> files)
      throws CommandException {
    List<VerifiedPeriod> verified = new ArrayList<>();
    Map<ClientPeriod, PublicationState> states = PublicationQueries.states(database, clientPeriods);
    Map<String, List<ClientPeriod>> byClient =
        clientPeriods.stream()
            .collect(
                Collectors.groupingBy(ClientPeriod::clientId, TreeMap::new, Collectors.toList()));
    List<ClientPeriod> batch = new ArrayList<>();
    long campaigns = 0;
    for (List<ClientPeriod> ofClient : byClient.values()) {
      long more =
          ofClient.stream()
              .mapToLong(one -> states.containsKey(one) ? states.get(one).campaigns() : 0)
              .sum();
      if (!batch.isEmpty() && campaigns + more > MOST_CAMPAIGNS) {
        verified.addAll(batch(batch, checked(batch, states), options, files));
        batch.clear();
        campaigns = 0;
      }
      batch.addAll(ofClient);
      campaigns += more;
    }
    if (!batch.isEmpty()) {
      verified.addAll(batch(batch, checked(batch, states), options, files));
    }
    return verified;
  }

  /** As of then they are extracted: what was not settled yet is judged as it was. */
  private Instant checked(List<ClientPeriod> batch, Map<ClientPeriod, PublicationState> states) {
    return batch.stream()
        .map(states::get)
        .filter(Objects::nonNull)
        .map(PublicationState::checkedAt)
        .max(Comparator.naturalOrder())
        .orElse(now);
  }

  private List<VerifiedPeriod> batch(
      List<ClientPeriod> clientPeriods,
      Instant checked,
      PipelineOptions options,
      List<InsightFile> files)
      throws CommandException {
    Job rehearsed = job.publishingTo(Database.inMemory());
    Database memory = Database.of(rehearsed);
    Schema.prepare(memory);
    try {
      Map<ClientPeriod, ClientPeriodOutcome> outcomes =
          new Rehearsal(rehearsed, options, files)
              .into(
                  memory,
                  new WantedPeriods(
                      clientPeriods.stream()
                          .collect(
                              Collectors.groupingBy(
                                  ClientPeriod::clientId,
                                  Collectors.mapping(ClientPeriod::period, Collectors.toList())))),
                  PublishedHistory.of(database, job).toBeWrittenAgain(),
                  checked);
      return clientPeriods.stream().map(one -> verified(one, memory, outcomes.get(one))).toList();
    } finally {
      memory.close();
    }
  }

  /**
   * One client period.
   *
   * @param memory what the insights say; null where they are not asked
   */
  private VerifiedPeriod verified(
      ClientPeriod clientPeriod, @Nullable Database memory, @Nullable ClientPeriodOutcome outcome) {
    StoredVersion stored = StoredVersion.read(database, clientPeriod);
    if (stored == null) {
      return VerifiedPeriod.unknown(clientPeriod, "It was taken back while it was looked at.");
    }
    Differences own = new Differences();
    String reason = VersionVerification.of(stored, catalogue, own);
    if (own.isEmpty()) {
      DocumentVerification.of(database, job, clientPeriod, now, own);
    }
    if (memory == null || stored.content() == null) {
      return VerifiedPeriod.of(clientPeriod, own, reason, !own.isEmpty());
    }
    StoredVersion real = StoredVersion.read(memory, clientPeriod);
    if (real == null) {
      String why = outcome == null ? null : outcome.reason();
      String cannot =
          "The insights do not give it any more: "
              + Wording.sentence(why == null ? "no row of it was found" : why);
      return own.isEmpty()
          ? VerifiedPeriod.unknown(clientPeriod, cannot)
          : VerifiedPeriod.of(clientPeriod, own, cannot, true);
    }
    long lost = real.lacking(stored);
    if (own.isEmpty() && lost > 0) {
      return VerifiedPeriod.unknown(
          clientPeriod,
          "The insights do not give it whole any more: they lack %s of %s; look whether a file is gone, and bring it back."
              .formatted(
                  Wording.count(lost),
                  Wording.counted(stored.campaigns().size(), "published campaign")));
    }
    Differences all = new Differences();
    SourceVerification.of(stored, real, all);
    boolean restated = own.isEmpty() && !all.isEmpty();
    boolean told = !all.isEmpty();
    own.kept().stream()
        // The insights told where, of what the fingerprint only tells that.
        .filter(one -> !told || !one.column().equals("fingerprint"))
        .filter(one -> all.kept().stream().noneMatch(other -> isSameColumn(one, other)))
        .forEach(all::add);
    return VerifiedPeriod.of(
        clientPeriod,
        all,
        restated
            ? "It is stored as it was published, and the insights, the catalogue or what it is"
                + " compared with say something else now: `run` publishes that."
            : null,
        !own.isEmpty());
  }

  private static boolean isSameColumn(Differences.Difference one, Differences.Difference other) {
    return Objects.equals(one.campaign(), other.campaign())
        && Objects.equals(one.metric(), other.metric())
        && one.column().equals(other.column());
  }
}
