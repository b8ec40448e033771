package com.campaignconversions.conversions;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.conversions.ClientPeriodSummary.State;
import com.campaignconversions.conversions.deduplication.DeduplicatedRows;
import com.campaignconversions.conversions.history.PublishedBefore;
import com.campaignconversions.conversions.losses.ClientPeriodLoss;
import com.campaignconversions.conversions.losses.ClientPeriodLoss.Effect;
import com.campaignconversions.conversions.losses.ClientPeriodLosses;
import com.campaignconversions.conversions.losses.ClientSightings;
import com.campaignconversions.conversions.losses.ClientSources;
import com.campaignconversions.conversions.losses.GatheredRows.OfClientPeriod;
import com.campaignconversions.conversions.losses.SupersededRows;
import com.campaignconversions.conversions.metrics.AccountTotals;
import com.campaignconversions.conversions.metrics.CampaignSums;
import com.campaignconversions.conversions.metrics.FileGaps;
import com.campaignconversions.conversions.metrics.MetricExtraction;
import com.campaignconversions.conversions.metrics.MetricKnowledge;
import com.campaignconversions.conversions.metrics.PeriodConversions;
import com.campaignconversions.insights.counts.RowCounts;
import com.campaignconversions.insights.counts.SourceFacts;
import com.campaignconversions.insights.fields.WantedActions;
import com.campaignconversions.insights.rows.Insight;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.LossKind;
import com.campaignconversions.job.LossRules.AcceptedLoss;
import com.campaignconversions.job.metrics.CampaignColumns;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.reconciliation.OtherPeriods;
import com.campaignconversions.reconciliation.ReferenceComparison;
import com.campaignconversions.reconciliation.ReferenceComparison.Stage;
import com.campaignconversions.reconciliation.ReferenceTotals;
import com.campaignconversions.records.Wording;
import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.variance.numbers.ContentDigest;
import com.campaignconversions.variance.numbers.EarlierPeriod;
import com.campaignconversions.variance.numbers.PeriodNumbers;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From the rows of one client period to its numbers and what to think of them. */
public final class ClientPeriodExtraction {
  /** More rows than this are not judged together: they would not fit a worker's memory. */
  static final int MOST_ROWS = 3_000_000;

  private static final int MOST_SENTENCES = 10;

  /** Why a client period is not trusted, though all of its rows may be there. */
  private static final Set<LossKind> NOTHING_LOST =
      Set.of(LossKind.STALE, LossKind.REFERENCE_DIFFERS, LossKind.REFERENCE_UNREAD);

  /** Meta answered to its end, without a row, and the account's own total has none either. */
  private static final String NOTHING_DELIVERED =
      "Meta was asked for it and has no row of it: nothing was delivered";

  /** Of two rows that cannot both be: Meta gives no such ones at one time. */
  private static final String FETCHED_BOTH =
      "the account's numbers changed while they were fetched; run it again";

  private final Job job;
  private final Client client;
  private final Instant readAt;
  private final ReferenceTotals reference;
  private final Acceptances acceptances;
  private final int seriesCount;
  private final List<MetricExtraction> metrics = new ArrayList<>();
  private final BitSet usedSeries = new BitSet();
  private final WantedActions wanted;

  /**
   * What came out.
   *
   * @param campaigns in the order of their ids; empty unless the period is complete
   * @param numbers the period as later ones are compared with it; null unless it is complete
   * @param conflicts why its rows cannot be added up
   * @param reasons what was lost of it
   */
  public record Result(
      ClientPeriodSummary summary,
      List<CampaignConversions> campaigns,
      List<MetricVariance> variances,
      RowCounts rowCounts,
      @Nullable EarlierPeriod numbers,
      List<String> conflicts,
      List<ClientPeriodLoss> reasons) {
    /** Its numbers as periods of other lengths are held against them; null where they are none. */
    OtherPeriods.@Nullable Published asMeasure() {
      return numbers == null || !numbers.trusted() || !numbers.isFinal()
          ? null
          : new OtherPeriods.Published(
              numbers.period(),
              "",
              numbers.totals(),
              campaigns.stream()
                  .map(CampaignConversions::sources)
                  .collect(Collectors.toUnmodifiableSet()));
    }
  }

  public ClientPeriodExtraction(Job job, Client client, WantedActions wanted, Instant readAt) {
    this(job, client, wanted, readAt, ReferenceTotals.NONE);
  }

  /**
   * Of one client.
   *
   * @param reference with which its numbers are compared
   */
  public ClientPeriodExtraction(
      Job job, Client client, WantedActions wanted, Instant readAt, ReferenceTotals reference) {
    this.job = job;
    this.reference = reference;
    this.client = client;
    this.readAt = readAt;
    this.acceptances =
        new Acceptances(job, client.id(), LocalDate.ofInstant(readAt, client.timezone()));
    this.wanted = wanted;
    this.seriesCount = wanted.seriesCount();
    for (Metric metric : job.metricsOf(client.id())) {
      MetricExtraction extraction = new MetricExtraction(metric, wanted);
      extraction.addSeriesTo(usedSeries);
      metrics.add(extraction);
    }
  }

  /**
   * Extracts and judges.
   *
   * @param sources what the sources say of the client
   * @param published what is published of it
   */
  public Result extract(
      Period period, OfClientPeriod found, ClientSources sources, PublishedBefore published) {
    return extract(period, found, sources, published, conversions -> {});
  }

  /**
   * Extracts and judges.
   *
   * @param taken is given what the numbers were taken from, where the client period is complete
   */
  public Result extract(
      Period period,
      OfClientPeriod found,
      ClientSources sources,
      PublishedBefore published,
      Consumer<PeriodConversions> taken) {
    ClientPeriod clientPeriod = new ClientPeriod(client.id(), period);
    List<String> conflicts = new ArrayList<>();
    if (found.rows().size() > MOST_ROWS) {
      conflicts.add(
          "it has more than " + MOST_ROWS + " rows: split the client, or read fewer levels");
    }
    SortedMap<String, DeduplicatedRows> byCampaign = count(found.rows(), false);
    SortedMap<String, DeduplicatedRows> byAccount = count(found.rows(), true);
    List<DeduplicatedRows> all = new ArrayList<>(byCampaign.values());
    all.addAll(byAccount.values());
    conflicts.addAll(conflicts(all));
    conflicts.addAll(ofTwoAccounts(byCampaign));
    ClientPeriodLosses lost =
        ClientPeriodLosses.of(
            period,
            found,
            sources,
            SupersededRows.of(found.rows(), all, job.insights().newest()),
            job.insights().isFetched());
    lost.newerHoldsLess(all.stream().flatMap(rows -> rows.less().stream().limit(1)).toList());
    lost.accountsWithoutRows(client, published::hadRowsOf);
    long counted = rows(byCampaign.values());
    long totals = rows(byAccount.values());
    long deleted = all.stream().mapToLong(DeduplicatedRows::deleted).sum();
    long duplicates = found.rows().size() - counted - totals - deleted;
    // All of whose rows were deleted is no campaign, and no total of 0 either.
    byCampaign.values().removeIf(rows -> rows.counted().isEmpty());
    byAccount.values().removeIf(rows -> rows.counted().isEmpty());

    PeriodConversions conversions = null;
    if (conflicts.isEmpty()) {
      try {
        conversions =
            conversions(
                byCampaign,
                byAccount,
                knowledge(period, byCampaign.values(), sources, published),
                conflicts);
      } catch (ArithmeticException e) {
        conflicts.add("its impressions or clicks add up to more than 63 bits");
      }
    }
    boolean missing = counted == 0 && totals == 0;
    boolean whole =
        conversions != null && conflicts.isEmpty() && !missing && conversions.isProvenWhole(period);
    List<ClientPeriodLoss> losses = lost.all().stream().map(loss -> settled(loss, whole)).toList();
    List<String> withholding = new ArrayList<>(conflicts);
    withholding.addAll(sentences(losses, Effect.WITHHOLDS));
    if (missing && withholding.isEmpty()) {
      String why = whyWithheld(lost, published);
      if (why != null) {
        withholding.add(why);
      }
    }
    RowCounts rows =
        new RowCounts(
            found.rows().size() + lost.rejected(),
            withholding.isEmpty() ? counted : 0,
            lost.rejected(),
            duplicates,
            totals,
            deleted,
            withholding.isEmpty() ? 0 : counted,
            0);
    RowCounts rowCounts =
        new RowCounts(0, rows.used(), 0, duplicates, totals, deleted, rows.withheld(), 0);
    if (!withholding.isEmpty() || conversions == null) {
      return new Result(
          nothing(clientPeriod, State.WITHHELD, joined(withholding), rows, List.of()),
          List.of(),
          List.of(),
          rowCounts,
          null,
          conflicts,
          losses);
    }
    if (missing) {
      List<String> stale = new ArrayList<>();
      if (published.has(period.previous()) && isStale(period, null, sources)) {
        stale.add(Staleness.sentence(null, job.insights().isFetched()));
      }
      return new Result(
          nothing(
              clientPeriod,
              State.MISSING,
              (deleted > 0
                      ? "its source has marked all of its rows as deleted"
                      : period.start().isAfter(today())
                          ? "it has not begun, and no row of it was found"
                          : job.insights().isFetched()
                              ? NOTHING_DELIVERED
                              : "no row of it was found")
                  + (stale.isEmpty() ? "" : "; " + stale.get(0)),
              rows,
              stale),
          List.of(),
          List.of(),
          rowCounts,
          null,
          conflicts,
          losses);
    }
    taken.accept(conversions);
    return complete(
        clientPeriod,
        conversions,
        byCampaign.values(),
        rows,
        rowCounts,
        sources,
        losses,
        published);
  }

  private @Nullable String whyWithheld(ClientPeriodLosses lost, PublishedBefore published) {
    String why = lost.whyNotMissing();
    return why != null || published.ever() ? why : lost.strangerInPlaceOf();
  }

  /** A doubt as the account's own total, the job and those who know of it leave it. */
  private ClientPeriodLoss settled(ClientPeriodLoss loss, boolean whole) {
    if (loss.effect() == Effect.TOLD) {
      return loss;
    }
    if (loss.mayBe() && whole) {
      return loss.with(Effect.TOLD, " (the ad account's own total agrees, so nothing is missing)");
    }
    LocalDate today = today();
    Optional<AcceptedLoss> accepted = job.losses().accepted(client.id(), loss.kind(), today);
    if (accepted.isPresent()) {
      return loss.with(Effect.TOLD, Acceptances.remark(accepted.get()));
    }
    return loss.effect() == Effect.WITHHOLDS
            && loss.isOfRejectedRow()
            && job.losses().publishRejected()
        ? loss.with(Effect.DISTRUSTS, "")
        : loss;
  }

  private static List<String> sentences(List<ClientPeriodLoss> reasons, Effect effect) {
    return ClientPeriodLoss.sentences(
        reasons.stream().filter(loss -> loss.effect() == effect).toList());
  }

  /** Many of them say no more than a few. */
  private static String joined(List<String> sentences) {
    return sentences.size() <= MOST_SENTENCES
        ? String.join("; ", sentences)
        : String.join("; ", sentences.subList(0, MOST_SENTENCES))
            + "; and "
            + (sentences.size() - MOST_SENTENCES)
            + " reasons more";
  }

  /** Whether neither the last day nor the newest source is as fresh as the job wants it. */
  private boolean isStale(Period period, @Nullable LocalDate lastDay, ClientSources sources) {
    Duration within = job.losses().freshWithin();
    LocalDate today = today();
    if (within == null || !period.isRestatedOn(today) || period.start().isAfter(today)) {
      return false;
    }
    Instant oldest = readAt.minus(within);
    Instant newest = sources.newestSource();
    return (newest == null || newest.isBefore(oldest))
        && (lastDay == null
            || lastDay.plusDays(1).atStartOfDay(client.timezone()).toInstant().isBefore(oldest));
  }

  /** The counted rows of each campaign, or of each account's own total, in the order of ids. */
  private SortedMap<String, DeduplicatedRows> count(List<Insight> rows, boolean accountTotals) {
    Map<String, List<Insight>> grouped = new HashMap<>();
    for (Insight row : rows) {
      if (row.isAccountTotal() == accountTotals) {
        String id = accountTotals ? row.ids().accountId() : row.ids().campaignId();
        grouped.computeIfAbsent(Objects.requireNonNull(id), none -> new ArrayList<>()).add(row);
      }
    }
    TreeMap<String, DeduplicatedRows> counted = new TreeMap<>();
    grouped.forEach(
        (id, theirs) ->
            counted.put(id, counted((accountTotals ? "ad account " : "campaign ") + id, theirs)));
    return counted;
  }

  private DeduplicatedRows counted(String what, List<Insight> rows) {
    return DeduplicatedRows.of(what, rows, job.insights().newest(), usedSeries);
  }

  /** Which rows of a campaign count; of all that there are of it, in the order they came in. */
  public DeduplicatedRows countedRows(String campaignId, List<Insight> rows) {
    return counted("campaign " + campaignId, rows);
  }

  /** Why rows have no sure sum, in a sentence for each way out. */
  private List<String> conflicts(List<DeduplicatedRows> all) {
    Map<String, List<String>> byWayOut = new LinkedHashMap<>();
    for (DeduplicatedRows rows : all) {
      if (rows.conflict() != null) {
        byWayOut
            .computeIfAbsent(
                job.insights().isFetched() ? FETCHED_BOTH : rows.conflict().wayOut(),
                none -> new ArrayList<>())
            .add(rows.conflict().sentence());
      }
    }
    List<String> sentences = new ArrayList<>();
    byWayOut.forEach(
        (wayOut, conflicts) -> sentences.add(conflicts.get(0) + more(conflicts) + ": " + wayOut));
    return sentences;
  }

  private static List<String> ofTwoAccounts(SortedMap<String, DeduplicatedRows> byCampaign) {
    List<String> campaigns = new ArrayList<>();
    byCampaign.forEach(
        (id, theirs) -> {
          if (theirs.described().stream().map(row -> row.ids().accountId()).distinct().count()
              > 1) {
            campaigns.add(id);
          }
        });
    return campaigns.isEmpty()
        ? List.of()
        : List.of(
            "campaign " + campaigns.get(0) + " has rows of two ad accounts" + more(campaigns));
  }

  private static String more(List<String> alike) {
    return alike.size() == 1 ? "" : " (and " + (alike.size() - 1) + " more like it)";
  }

  private static long rows(Collection<DeduplicatedRows> counted) {
    return counted.stream().mapToLong(rows -> rows.counted().size()).sum();
  }

  private MetricKnowledge knowledge(
      Period period,
      Collection<DeduplicatedRows> campaigns,
      ClientSources sources,
      PublishedBefore published) {
    // Not of what gave way: that is not where its numbers come from.
    Set<Integer> files = new HashSet<>();
    for (DeduplicatedRows campaign : campaigns) {
      campaign.counted().forEach(row -> files.add(row.file()));
    }
    long asked = files.isEmpty() ? 0 : -1;
    long arrays = 0;
    for (int file : files) {
      SourceFacts facts = sources.all().of(file);
      asked &= facts == null ? 0 : facts.asked();
      arrays |= facts == null ? 0 : facts.arrays();
    }
    ClientSightings sightings = sources.sightings();
    return new MetricKnowledge(
        asked,
        sightings,
        sightings.unlisted(usedSeries, wanted),
        published.sources(),
        arrays,
        FileGaps.of(campaigns, metrics, asked, sightings.arraysOfFiles()),
        sources.all()::name,
        period.start(),
        job.significance().doubleValue(),
        readAt.isBefore(period.end().plusDays(2).atStartOfDay(client.timezone()).toInstant()),
        job.insights().isFetched());
  }

  /** The numbers; conflicts are added where they cannot be told or kept. */
  private PeriodConversions conversions(
      SortedMap<String, DeduplicatedRows> byCampaign,
      SortedMap<String, DeduplicatedRows> byAccount,
      MetricKnowledge knowledge,
      List<String> conflicts) {
    List<CampaignSums> campaigns = new ArrayList<>(byCampaign.size());
    List<Insight> campaignRows = new ArrayList<>();
    byCampaign.forEach(
        (id, counted) -> {
          campaigns.add(CampaignSums.of(id, counted, seriesCount, knowledge.files().of(counted)));
          campaignRows.addAll(counted.counted());
        });
    PeriodConversions conversions =
        PeriodConversions.of(
            metrics,
            campaigns,
            AccountTotals.of(byAccount, campaignRows, seriesCount),
            currency(byCampaign.values(), conflicts),
            knowledge);
    if (!conversions.fits()) {
      conflicts.add(
          "its sums have more than %d digits before the point"
              .formatted(PeriodConversions.INTEGER_DIGITS));
    }
    // Here, where their leaving 63 bits is a doubt and not a failure.
    conversions.impressions();
    conversions.clicks();
    return conversions;
  }

  private @Nullable String currency(Collection<DeduplicatedRows> campaigns, List<String> reasons) {
    if (client.currency() != null) {
      return client.currency();
    }
    TreeSet<String> currencies = new TreeSet<>();
    for (DeduplicatedRows campaign : campaigns) {
      for (Insight row : campaign.described()) {
        if (row.currency() != null) {
          currencies.add(row.currency());
        }
      }
    }
    if (currencies.size() > 1) {
      reasons.add("its rows have several currencies (" + String.join(", ", currencies) + ")");
    }
    return currencies.isEmpty() ? null : currencies.first();
  }

  private Result complete(
      ClientPeriod clientPeriod,
      PeriodConversions conversions,
      Collection<DeduplicatedRows> campaignRows,
      RowCounts rows,
      RowCounts rowCounts,
      ClientSources sources,
      List<ClientPeriodLoss> reasons,
      PublishedBefore published) {
    PeriodNumbers numbers = conversions.numbers();
    long days = days(campaignRows, clientPeriod.period());
    LocalDate firstDay = days == 0 ? null : day(Long.numberOfTrailingZeros(days), clientPeriod);
    LocalDate lastDay =
        days == 0 ? null : day(Long.SIZE - 1 - Long.numberOfLeadingZeros(days), clientPeriod);
    boolean coveredToEnd = isCoveredToEnd(clientPeriod.period(), lastDay, campaignRows, sources);
    boolean isFinal = clientPeriod.period().isFinal(today(), coveredToEnd);
    Stage stage =
        isFinal
            ? Stage.FINAL
            : today().isAfter(clientPeriod.period().end()) ? Stage.SETTLING : Stage.RUNNING;
    ReferenceComparison comparison =
        new ReferenceComparison(
            reference,
            clientPeriod,
            stage,
            numbers.campaignIds(),
            conversions.campaigns().stream()
                .map(CampaignSums::campaignName)
                .collect(Collectors.toList()));
    List<MetricJudgement> judgements =
        new PeriodJudgements(job, clientPeriod, published, comparison, acceptances)
            .of(conversions, stage == Stage.FINAL);
    CampaignRecords records =
        CampaignRecords.of(clientPeriod, conversions, judgements, acceptances, job.attribution());
    List<@Nullable BigDecimal> totals = new ArrayList<>(judgements.size());
    judgements.forEach(judgement -> totals.add(judgement.total()));
    List<ClientPeriodLoss> all = new ArrayList<>(reasons);
    long lostNumbers = conversions.campaignsWithLostNumbers();
    if (lostNumbers > 0) {
      all.add(
          settled(
              new ClientPeriodLoss(
                  LossKind.NUMBER_LOST,
                  Effect.DISTRUSTS,
                  false,
                  lostNumbers
                      + " of its campaigns lack spend, impressions or clicks, which the connector"
                      + " says it lost: have it extract them again"),
              false));
    }
    ClientPeriodLoss apart = conversions.apart();
    if (apart != null) {
      all.add(settled(apart, false));
    }
    if (today().isAfter(clientPeriod.period().end())) {
      String outliers =
          published
              .campaigns()
              .outliers(
                  clientPeriod.period(),
                  records.campaigns().stream().map(CampaignConversions::asHistory).toList());
      if (outliers != null) {
        all.add(new ClientPeriodLoss(LossKind.CAMPAIGN_OUTLIER, Effect.TOLD, false, outliers));
      }
    }
    List<String> delivery =
        comparison.ofDelivery(
            Map.of(
                CampaignColumns.SPEND, numbers.spend(),
                CampaignColumns.IMPRESSIONS, numbers.impressions(),
                CampaignColumns.CLICKS, numbers.clicks()));
    for (String difference : delivery) {
      all.add(
          settled(
              new ClientPeriodLoss(LossKind.REFERENCE_DIFFERS, Effect.DISTRUSTS, false, difference),
              false));
    }
    if (stage != Stage.RUNNING && reference.isSilentOn(clientPeriod)) {
      all.add(
          new ClientPeriodLoss(LossKind.NOT_IN_REFERENCE, Effect.TOLD, false, reference.silence()));
    }
    if (reference.failure() != null) {
      all.add(
          settled(
              new ClientPeriodLoss(
                  LossKind.REFERENCE_UNREAD,
                  Effect.DISTRUSTS,
                  false,
                  "it could not be compared with the reference, which cannot be read ("
                      + Wording.unstopped(reference.failure())
                      + ")"),
              false));
    }
    if (!coveredToEnd && isStale(clientPeriod.period(), lastDay, sources)) {
      all.add(
          settled(
              new ClientPeriodLoss(
                  LossKind.STALE,
                  Effect.DISTRUSTS,
                  false,
                  Staleness.sentence(lastDay, job.insights().isFetched())),
              false));
    }
    List<String> lost = sentences(all, Effect.DISTRUSTS);
    boolean trusted = lost.isEmpty() && judgements.stream().allMatch(MetricJudgement::trusted);
    List<String> sentencesTold = new ArrayList<>(lost);
    sentencesTold.addAll(sentences(all, Effect.TOLD));
    VersionSummary version =
        new VersionSummary(
            records.fingerprint(),
            ContentDigest.of(numbers),
            true,
            new Coverage(firstDay, lastDay, days, coveredToEnd),
            new VersionSums(
                records.campaigns().size(),
                conversions.spend(),
                conversions.impressions(),
                conversions.clicks(),
                conversions.sums(),
                totals),
            trusted,
            all.stream()
                .anyMatch(
                    reason ->
                        reason.effect() == Effect.DISTRUSTS
                            && !NOTHING_LOST.contains(reason.kind())),
            VerificationLine.of(conversions, judgements),
            conversions.currency(),
            records.attribution(),
            records.checks(),
            records.basis().json(),
            List.of());
    ClientPeriodSummary summary =
        new ClientPeriodSummary(
            clientPeriod,
            State.COMPLETE,
            sentencesTold.isEmpty() ? null : joined(sentencesTold) + ".",
            rows,
            PeriodJudgements.suspicions(judgements),
            version);
    return new Result(
        summary,
        records.campaigns(),
        judgements.stream()
            .map(judgement -> new MetricVariance(records.fingerprint(), clientPeriod, judgement))
            .toList(),
        rowCounts,
        new EarlierPeriod(
            clientPeriod.period(),
            summary.complete().contentDigest(),
            trusted,
            isFinal,
            summary.campaigns(),
            summary.complete().sums().spend(),
            decimal(conversions.impressions()),
            decimal(conversions.clicks()),
            MetricJudgement.known(judgements)),
        List.of(),
        all);
  }

  private static @Nullable BigDecimal decimal(@Nullable Long count) {
    return count == null ? null : BigDecimal.valueOf(count);
  }

  /** A bit for each day that some row tells of, the period's first day lowest. */
  private static long days(Collection<DeduplicatedRows> campaignRows, Period period) {
    long start = period.start().toEpochDay();
    long days = 0;
    for (DeduplicatedRows ofCampaign : campaignRows) {
      for (Insight row : ofCampaign.counted()) {
        long first = row.firstDay().toEpochDay() - start;
        long behind = row.lastDay().toEpochDay() + 1 - start;
        days |= (1L << behind) - (1L << first);
      }
    }
    return days;
  }

  private static LocalDate day(int place, ClientPeriod clientPeriod) {
    return clientPeriod.period().start().plusDays(place);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(readAt, client.timezone());
  }

  /**
   * Whether nothing of the period can follow: its last day has a row, it was asked for whole, or
   * the source that holds the last day that has one holds later days of the client.
   */
  private static boolean isCoveredToEnd(
      Period period,
      @Nullable LocalDate lastDay,
      Collection<DeduplicatedRows> campaignRows,
      ClientSources sources) {
    if (lastDay == null || lastDay.equals(period.end())) {
      return lastDay != null;
    }
    Set<Integer> files = new HashSet<>();
    for (DeduplicatedRows ofCampaign : campaignRows) {
      for (Insight row : ofCampaign.counted()) {
        if (row.lastDay().equals(lastDay)) {
          files.add(row.file());
        }
      }
    }
    for (int file : files) {
      SourceFacts facts = sources.all().of(file);
      LocalDate lastOfFile = sources.lastDay(file);
      if ((facts != null && facts.askedWhole())
          || (lastOfFile != null && lastOfFile.isAfter(period.end()))) {
        return true;
      }
    }
    return false;
  }

  private static ClientPeriodSummary nothing(
      ClientPeriod clientPeriod,
      State state,
      String reason,
      RowCounts rows,
      List<String> suspicions) {
    return new ClientPeriodSummary(clientPeriod, state, reason, rows, suspicions, null);
  }
}
